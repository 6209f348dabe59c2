// What is there instead of the image that no place names, and what to do.

import { DeployError } from '../../errors.ts';
import { formatReference } from '../../image/reference.ts';
import { inputName } from '../../wording.ts';
import { refusedBySops } from '../edit/sops.ts';
import type { SetLine } from '../find/set-line.ts';
import type { SpokenImage } from '../find/spoken-images.ts';
import type { Survey } from '../find/survey.ts';
import { textRemedy } from '../find/text-lines.ts';
import type { ImageTarget } from '../target.ts';
import { resourceOf } from '../yaml/resource.ts';
import { bulleted, describePlace, namedFiles, whereOf } from './describe.ts';
import { nearestFirst } from './nearest.ts';

/**
 * Makes the error for an image that no place names: the lines to copy that set a tag without a name come first, then the
 * lines of text that name it, then the images that are there, the nearest name first.
 * @param target the image that was looked for
 * @param seen what the files hold
 * @returns image-not-found
 */
export function imageNotFound(target: ImageTarget, seen: Survey): DeployError {
  const wanted = target.name ?? target.to.name;
  const isPlain = seen.plainTexts.length === seen.files.length;
  const said = saidOf(seen, wanted);
  const closed = seen.encrypted.map((path) => `SOPS has encrypted "${path}"; `).join('');
  const refusals = new Set(seen.encrypted.map((path) => refusedBySops(path).message));
  const other = seen.unreadable.map(({ message }) => message).filter((message) => !refusals.has(message));
  return new DeployError(
    'image-not-found',
    `Cannot find image "${wanted}" in ${namedFiles(seen.files)}: ${closed}${isPlain ? 'it is not YAML or JSON, and ' : ''}${said}${bulleted(other)}`,
    asFileNames(target, seen) ?? remedyFor(seen),
  );
}

/** Lists of what helps and of what is there, each with what it is. No list of lines to copy is cut. */
function saidOf({ setLines, textLines, places, spoken }: Survey, wanted: string): string {
  const text = textLines.flatMap(({ lines }) => lines);
  const lists = [
    ['these lines set a tag by its path', describeSetLines(setLines), setLines.length],
    ['these lines name it in plain text', text, text.length],
    ['these are there', nearestFirst(places, wanted).map(describePlace), undefined],
  ] as const;
  const parts = lists
    .filter(([, lines]) => lines.length > 0)
    .map(([what, lines, most]) => `${what}${bulleted(lines, most)}`);
  if (spoken.length > 0) {
    if (parts.length === 0) return `there is no image, only ${describeSpoken(spoken)}`;
    parts.push(describeSpoken(spoken));
  }
  if (parts.length === 0) return 'there is no image';
  return `${places.length === 0 ? 'there is no image, but ' : ''}${parts.join('\nand ')}`;
}

/** The file leaves the registry to something else, or means Docker Hub: either way the name that it has is the one to give. */
function asFileNames({ name, to }: ImageTarget, { places }: Survey): string | undefined {
  const wanted = name ?? to.name;
  const [written] = places
    .flatMap(({ names }) => names)
    .filter((each) => each !== '' && wanted.endsWith(`/${each}`))
    .sort((a, b) => b.length - a.length);
  if (written === undefined) return undefined;
  const asThere = formatReference({ ...to, name: written });
  const moved = `${written}=${formatReference(to)}`;
  return `give the name as the file has it, "${asThere}", where its registry is set elsewhere; "${moved}" writes the registry before it`;
}

function describeSpoken(spoken: readonly SpokenImage[]): string {
  const where = spoken.map(({ cursor }) => whereOf(cursor));
  if (spoken.every(({ speaker }) => speaker.startsWith('ImageRepository')))
    return `Flux's ImageRepository of it, which names where to look for tags and holds none${bulleted(where)}`;
  const lines = spoken.map(({ speaker }, index) => `${where[index]} (${speaker})`);
  return `these, which speak of it and deploy nothing${bulleted(lines)}`;
}

function remedyFor({ setLines, textLines, spoken, takesEntry }: Survey): string {
  const added = setLines.some(({ now }) => now === undefined)
    ? `, with ${inputName('create')} where it says so`
    : '';
  const ways = [
    ...(setLines.length > 0 ? [`copy a ${inputName('set')} line${added}`] : []),
    ...(textLines.length > 0 ? [textRemedy(textLines)] : []),
  ];
  if (ways.length > 0) return `check the name, or ${ways.join('; or ')}`;
  if (spoken.length > 0) return `point ${inputName('file')} to what deploys the image`;
  const entry = takesEntry ? `; ${inputName('create')} adds an entry to the kustomization` : '';
  return `check the name; OLD=NEW moves an image to another name${entry}`;
}

/**
 * Describes lines to copy.
 * @param lines lines of any files
 * @returns `values.yaml:3 set: image.tag={tag} (now "v1")` for each
 */
export function describeSetLines(lines: readonly SetLine[]): readonly string[] {
  return lines.map((line) => {
    const twins = lines.filter(({ cursor, path }) => path === line.path && sameFile(cursor, line.cursor));
    const about = [
      line.now === undefined
        ? `with ${inputName('create')}, which adds it`
        : `now ${line.now === '' ? 'empty' : shown(line.now)}`,
      ...(twins.length > 1 ? [selectorsOf(line)] : []),
      ...(line.isNote ? ['a note that deploys nothing'] : []),
    ];
    return `${whereOf(line.cursor)} set: ${line.path}=${line.template} (${about.join('; ')})`;
  });
}

function shown(text: string): string {
  return `"${text.replace(/\s+/g, ' ').trim()}"`;
}

function sameFile(a: SetLine['cursor'], b: SetLine['cursor']): boolean {
  return a.document.source.manifest === b.document.source.manifest;
}

/** One path leads into several objects of a file: only one of them is meant. */
function selectorsOf({ cursor }: SetLine): string {
  const { kind, name } = resourceOf(cursor);
  const selectors = [kind && `${inputName('kind')} ${kind}`, name && `${inputName('name')} ${name}`].filter(
    (each) => each !== undefined,
  );
  return `with ${selectors.join(' and ')}`;
}
