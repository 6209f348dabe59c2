// What git says of the references of a repository, told without git where it takes no more than reading their files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names that git takes without a second look. */
const plainName = /^refs\/[\w-]+(?:[/.][\w-]+)*$/;

/** Settings by which git tells of other references, or more of them. */
const tellingSettings = /hiderefs|namespace|advertisesid|certnonceseed|alternaterefs|refstorage/i;

/**
 * Lists the references of a repository by name, as git does: those whose objects are there.
 * @returns `undefined` where git alone knows: of packed objects, symbolic references, and unusual names and settings
 */
function referencesOf(directory: string): ReadonlyMap<string, string> | undefined {
  try {
    const read = (name: string): string => readFileSync(join(directory, name), 'latin1');
    const others = ['shallow', 'packed-refs', 'objects/info/alternates'];
    if (others.some((name) => existsSync(join(directory, name)))) return undefined;
    if (tellingSettings.test(read('config'))) return undefined;
    const names = namesBelow(directory, 'refs').sort();
    const found = names.map((name) => [name, read(name).trimEnd()] as const);
    const isTold = ([name, id]: readonly [string, string]): boolean =>
      plainName.test(name) && !name.endsWith('.lock') && isLoose(directory, id);
    return found.every(isTold) ? new Map(found) : undefined;
  } catch {
    // Somebody is changing it.
    return undefined;
  }
}

function namesBelow(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? namesBelow(directory, name) : [name];
  });
}

function isLoose(directory: string, id: string): boolean {
  return /^[0-9a-f]{40}$/.test(id) && existsSync(join(directory, 'objects', id.slice(0, 2), id.slice(2)));
}

const lsRefs = /^0014command=ls-refs\n0001((?:[0-9a-f]{4}(?:symrefs|ref-prefix [^\n]+)\n)*)0000$/;

/**
 * Answers the command `ls-refs`: https://git-scm.com/docs/protocol-v2#_ls_refs
 * @param body the request's, whole
 * @returns what git would answer; `undefined` where it has to be asked
 */
export function listedReferences(directory: string, body: Buffer): Buffer | undefined {
  const asked = lsRefs.exec(body.toString('latin1'))?.[1];
  const references = asked === undefined ? undefined : referencesOf(directory);
  if (asked === undefined || references === undefined) return undefined;
  const words = asked.split('\n').map((line) => line.slice(4));
  const prefixes = words.filter((word) => word.startsWith('ref-prefix ')).map((word) => word.slice(11));
  const isAsked = ([name]: readonly [string, string]): boolean =>
    prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix));
  const target = /^ref: (.*)\n$/.exec(readFileSync(join(directory, 'HEAD'), 'latin1'))?.[1];
  if (target === undefined) return undefined;
  const tip = references.get(target);
  const head = tip === undefined ? [] : [['HEAD', tip] as const];
  const attribute = words.includes('symrefs') ? ` symref-target:${target}` : '';
  const lines = [...head, ...references]
    .filter(isAsked)
    .map(([name, id]) => packet(`${id} ${name}${name === 'HEAD' ? attribute : ''}\n`));
  return Buffer.from(`${lines.join('')}0000`, 'latin1');
}

/**
 * Tells what git-receive-pack says first: https://git-scm.com/docs/pack-protocol#_reference_discovery
 * @param capabilities the server's, as git tells them
 * @returns what git would answer; `undefined` where it has to be asked
 */
export function advertisedReferences(directory: string, capabilities: string): Buffer | undefined {
  const references = referencesOf(directory);
  if (references === undefined) return undefined;
  const all = references.size === 0 ? [['capabilities^{}', '0'.repeat(40)] as const] : [...references];
  const lines = all.map(([name, id], index) =>
    packet(`${id} ${name}${index === 0 ? `\0${capabilities}` : ''}\n`),
  );
  return Buffer.from(`${lines.join('')}0000`, 'latin1');
}

function packet(text: string): string {
  return (text.length + 4).toString(16).padStart(4, '0') + text;
}
