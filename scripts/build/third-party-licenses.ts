// The licences of the packages whose code is in the bundle: their notices go wherever the bundle goes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const head = `The bundle (dist/) holds code of these packages, each under its own licence.
This file is written by "npm run build".
`;

/**
 * Writes the notices of all packages that files come from.
 * @param files paths below the project's root; those outside of `node_modules/` are our own
 * @returns the text, by the packages' names
 */
export function thirdPartyLicenses(files: Iterable<string>): string {
  const folders = new Set([...files].flatMap((file) => packageFolder(file) ?? []));
  const notices = new Map([...folders].map(noticeOf));
  const inOrder = [...notices].sort(([one], [other]) => (one < other ? -1 : 1));
  return [head, ...inOrder.map(([title, text]) => `${'-'.repeat(80)}\n${title}\n\n${text}\n`)].join('\n');
}

/** The folder of the innermost package: `node_modules/a/node_modules/@b/c/x.js` -> `node_modules/a/node_modules/@b/c`. */
function packageFolder(file: string): string | undefined {
  return /^(?:[^:]*:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function noticeOf(folder: string): [title: string, text: string] {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Package;
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const text = texts.join('\n\n') || noticeInReadme(folder) || (license && `Licensed under ${license}.`);
  if (!text) throw new Error(`Cannot bundle "${name}": nothing says its licence`);
  return [`${name} ${version}${license === undefined ? '' : ` (${license})`}`, text];
}

/** Where a package has no file for it, its README may hold the text. */
function noticeInReadme(folder: string): string | undefined {
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  if (readme === undefined) return undefined;
  return /^#+ Licen[cs]e\n([\s\S]*)/im.exec(readFileSync(join(folder, readme), 'utf8'))?.[1]?.trim();
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
}
