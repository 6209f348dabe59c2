// An edit and everything that has to hold after it.
import { Composer, Parser } from 'yaml';
import type { Reference } from '../src/image/reference.ts';
import {
  type Change,
  editManifests,
  type ManifestEdit,
  type ManifestFile,
  type Target,
} from '../src/manifest/edit-manifests.ts';
import { parsePath } from '../src/manifest/field-path.ts';
import { type Assignment, emptyTarget, type Selector } from '../src/manifest/target.ts';

/** Selectors as tests write them: one value stands for a list of one. */
export type LooseSelector = {
  readonly [name in keyof Selector]?: Selector[name] | (name extends 'under' ? string : string | undefined);
};

/** A target as tests write it: what they do not say is left out. */
export interface LooseTarget extends Partial<Omit<Target, 'images' | 'set' | 'select'>> {
  readonly set?: readonly LooseAssignment[];
  readonly images?: readonly LooseImage[];
  readonly select?: LooseSelector;
}

/** A field to set as tests write it. */
export type LooseAssignment = Omit<Assignment, 'steps'>;

/** An image as tests write it. */
export interface LooseImage {
  readonly name?: string | undefined;
  readonly to: Partial<Reference> & Pick<Reference, 'name'>;
}

/** The whole target. */
export function target({ images = [], set = [], select, ...rest }: LooseTarget): Target {
  return {
    ...emptyTarget,
    ...rest,
    images: images.map(({ name, to }) => ({ name, to: { tag: undefined, digest: undefined, ...to } })),
    set: set.map((each) => ({ ...each, steps: parsePath(each.path) })),
    select: selectorOf(select ?? {}),
    namespace: rest.namespace ?? [select?.namespace ?? []].flat().at(0),
  };
}

function selectorOf({
  kind = [],
  name = [],
  namespace = [],
  container = [],
  under = [],
  from,
}: LooseSelector) {
  return {
    kind: [kind].flat(),
    name: [name].flat(),
    namespace: [namespace].flat(),
    container: [container].flat(),
    under: typeof under === 'string' ? [parsePath(under)] : under,
    from: typeof from === 'string' ? from : undefined,
  };
}

/** Edits one text as the file `path`; the text after, the same one where nothing changes. */
export function editText(text: string, wanted: Target, path = 'file.yaml'): string {
  return textAfter(editManifests([fileOf(text, path)], wanted), text);
}

/** The text after an edit of one file, `before` where it does not change. */
export function textAfter({ files }: ManifestEdit, before: string): string {
  return files[0] === undefined ? before : textOf(files[0].bytes);
}

export function fileOf(text: string, path = 'file.yaml'): ManifestFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** The text with its byte order mark, which a decoder drops by itself. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/**
 * Everything wrong with an edit, judged by other means than the editor's own: each line it does not name is equal byte by
 * byte, each line it names differs in one run that holds the new value, and under YAML 1.1 and 1.2 the documents differ
 * in scalars that hold it, and in nothing else.
 */
export function faultsOf({ files, changes }: ManifestEdit): readonly string[] {
  return files.flatMap((file) => {
    const own = changes.filter((change) => change.file === file.path);
    const [before, after] = [file.before, file.bytes].map((bytes) => Buffer.from(bytes).toString('latin1'));
    const old = readBefore(textOf(file.before));
    const now = readBothWays(textOf(file.bytes));
    const faults = [
      ...faultsInLines(before ?? '', after ?? '', own),
      ...yamlVersions.flatMap((version) =>
        faultsInValues(old[version], now[version], own, `YAML ${version}`),
      ),
    ];
    return faults.map((fault) => `${file.path}: ${fault}`);
  });
}

function faultsInLines(before: string, after: string, changes: readonly Change[]): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length !== now.length) return [`${old.length} lines became ${now.length}`];
  return old.flatMap((line, index) => {
    const next = now[index] ?? '';
    if (line === next) return [];
    const values = changes.filter((change) => change.line === index + 1).map(({ to }) => to);
    if (values.length === 0) return [`line ${index + 1} changed and is not named: ${next}`];
    return holdsOnly(runThatDiffers(withoutEscapes(line), withoutEscapes(next)), values)
      ? []
      : [`line ${index + 1} changed beyond its value: ${next}`];
  });
}

/** A value whose tag has an escape in it is written again; where escapes stand is not what is judged here. */
export function withoutEscapes(text: string): string {
  return text
    .replaceAll('\\/', '/')
    .replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What stands between the longest equal beginning and the longest equal end. */
function runThatDiffers(line: string, next: string): string {
  let start = 0;
  while (start < next.length && line[start] === next[start]) start += 1;
  let end = 0;
  const longest = Math.min(line.length, next.length) - start;
  while (end < longest && line.at(-1 - end) === next.at(-1 - end)) end += 1;
  return next.slice(start, next.length - end);
}

/** A flow map on one line may hold several changes; a change of the tag takes the digest behind it along. */
function holdsOnly(run: string, values: readonly string[]): boolean {
  const tag = run.replace(/@?(?:sha256:)?[0-9a-f]{40,}["']?$/, '');
  // A place without a tag gets the colon too, an empty field the space.
  const wholes = values.flatMap((value) => [
    `":${value}"`,
    `':${value}'`,
    ` "${value}"`,
    ` '${value}'`,
    ` ${value}`,
  ]);
  return values.length > 1 || wholes.some((whole) => whole.includes(run) || whole.includes(tag));
}

const yamlVersions = ['1.1', '1.2'] as const;

type BothReadings = Readonly<Record<(typeof yamlVersions)[number], readonly unknown[]>>;

let lastBefore: { readonly text: string; readonly readings: BothReadings } | undefined;

/** Reads a text that often is the one of the edit before: a file has several images, and each is edited in turn. */
function readBefore(text: string): BothReadings {
  if (lastBefore?.text !== text) lastBefore = { text, readings: readBothWays(text) };
  return lastBefore.readings;
}

/** The documents of a text, read under each version of YAML: cut into tokens once, as that is the same for both. */
export function readBothWays(
  text: string,
): Readonly<Record<(typeof yamlVersions)[number], readonly unknown[]>> {
  const tokens = [...new Parser().parse(text)];
  const readAs = (version: (typeof yamlVersions)[number]): readonly unknown[] => {
    const composer = new Composer({ version, uniqueKeys: false, merge: true, logLevel: 'silent' });
    const documents = [...composer.compose(tokens, false, text.length)];
    return documents.map((document) => document.toJS({ mapAsMap: true, maxAliasCount: -1 }));
  };
  return { '1.1': readAs('1.1'), '1.2': readAs('1.2') };
}

function faultsInValues(
  old: unknown,
  now: unknown,
  changes: readonly Change[],
  where: string,
): readonly string[] {
  if (Object.is(old, now)) return [];
  if (Array.isArray(old) && Array.isArray(now) && old.length === now.length) {
    return old.flatMap((item, index) => faultsInValues(item, now[index], changes, `${where}.${index}`));
  }
  if (old instanceof Map && now instanceof Map && old.size === now.size) {
    // By position: the keys of a template's `{{ name }}` are maps themselves.
    const entries = [...now];
    return [...old].flatMap((entry, index) =>
      faultsInValues(entry, entries[index], changes, `${where}.${entry[0]}`),
    );
  }
  if (old instanceof Date && now instanceof Date && old.getTime() === now.getTime()) return [];
  const isWanted = typeof now === 'string' && changes.some(({ to }) => now.includes(to));
  return isWanted ? [] : [`${where} was ${JSON.stringify(old)} and is ${JSON.stringify(now)}`];
}
