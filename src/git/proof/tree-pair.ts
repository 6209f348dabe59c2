// One folder before and after a commit: no byte may differ but ids on the way, and the second reader reads both.
import type { TreeEntry as EntryRead } from 'isomorphic-git';
import { type NamedObject, nameObject } from '../objects/objects.ts';
import { parseTree, type TreeEntry } from '../objects/tree.ts';
import type { FindObject } from './object-files.ts';
import { openSecondReader, type SecondReader } from './second-reader.ts';

/** The same entry in the tree before and in the tree after. */
export interface EntryPair {
  /** As the tree has it. */
  readonly name: string;
  readonly before: EntryRead;
  readonly after: EntryRead;
}

/** A tree before and after, and what of it may change. */
export interface TreePair {
  /** Id of the tree in the tip. */
  readonly before: string;
  /** Id of the tree in the commit. */
  readonly after: string;
  /** Names of the files that may change, and of the folders that hold such files. */
  readonly names: ReadonlySet<string>;
}

/** isomorphic-git takes 4 ms for a tree of this size, and 100 ms for one of 20,000 entries (1 MB). */
const largestRead = 32 * 2 ** 10;

/** isomorphic-git refuses names that hold these, as git does on some systems and does not on others. */
const refusedInNames = /[\\~\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/;

/**
 * Compares the bytes of both trees, and lets the second reader read them. Bytes are compared because that reader sorts
 * entries, replaces what is not UTF-8 in names, and drops the zero in front of a mode. A tree that it refuses (modes of
 * long ago, names with a backslash), or that is too long to wait for, it reads as an excerpt: the entries that may
 * change. All others are equal byte for byte, so whatever they mean, they mean the same in both.
 * @param find gives the objects
 * @returns the entries as the second reader sees them; in an excerpt only those of `names`
 * @throws {Error} where a byte differs that may not, or an object is absent, or does not hash to its id
 */
export async function readTreePair(
  { before, after, names }: TreePair,
  find: FindObject,
): Promise<readonly EntryPair[]> {
  const [old, edited] = [dataOf(before, find), dataOf(after, find)];
  const entries = entriesOf(old, names);
  if (!differInIdsAlone(old, edited, entries))
    throw new Error('a folder changed in more than the ids of the files');
  const reader = openSecondReader(find);
  if (old.length <= largestRead) {
    const whole = await readBoth(reader, before, after).catch(() => undefined);
    if (whole !== undefined) return pairs(...whole, (path) => path);
  }
  await reader.bytes(before, 'tree');
  await reader.bytes(after, 'tree');
  return readExcerpts(old, edited, entries);
}

/** The entries of these names; all of a large tree take ten times its memory. */
function entriesOf(data: Buffer, names: ReadonlySet<string>): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const entry of parseTree(data)) if (names.has(entry.name)) entries.push(entry);
  return entries;
}

async function readExcerpts(
  old: Buffer,
  edited: Buffer,
  entries: readonly TreeEntry[],
): Promise<readonly EntryPair[]> {
  const [before, after] = [excerpt(old, entries), excerpt(edited, entries)];
  const reader = openSecondReader((oid) => [before, after].find((tree) => tree.oid === oid));
  const names = new Map(entries.map((entry) => [readableName(entry), entry.name]));
  return pairs(...(await readBoth(reader, before.oid, after.oid)), (path) => names.get(path) ?? path);
}

function readBoth(
  reader: SecondReader,
  before: string,
  after: string,
): Promise<[readonly EntryRead[], readonly EntryRead[]]> {
  return Promise.all([reader.tree(before), reader.tree(after)]);
}

/** Whether both trees are equal once the entries that may change have the ids of the first. */
function differInIdsAlone(old: Buffer, edited: Buffer, entries: readonly TreeEntry[]): boolean {
  if (old.length !== edited.length) return false;
  const restored = Buffer.from(edited);
  for (const { at } of entries) old.copy(restored, at, at, at + 20);
  return restored.equals(old);
}

/** A tree of these entries alone, in words that the second reader knows. */
function excerpt(data: Buffer, entries: readonly TreeEntry[]): NamedObject {
  const parts = entries.flatMap((entry) => [
    Buffer.from(`${readableMode(entry)} ${readableName(entry)}\0`),
    data.subarray(entry.at, entry.at + 20),
  ]);
  return nameObject({ type: 'tree', data: Buffer.concat(parts) });
}

/** Git takes every mode of a plain file for one of two: https://git-scm.com/docs/git-fsck (badFilemode). */
function readableMode({ mode }: TreeEntry): string {
  if (!mode.startsWith('100')) return mode;
  return (Number.parseInt(mode, 8) & 0o100) === 0 ? '100644' : '100755';
}

function readableName({ name, at }: TreeEntry): string {
  return refusedInNames.test(name) ? `entry-${at}` : name;
}

function pairs(
  before: readonly EntryRead[],
  after: readonly EntryRead[],
  nameOf: (path: string) => string,
): readonly EntryPair[] {
  if (before.length !== after.length) throw new Error('a folder has more or fewer entries than before');
  return before.map((entry, index) => {
    const edited = after[index];
    if (edited?.path !== entry.path) throw new Error(`the entry "${entry.path}" is not in its place`);
    return { name: nameOf(entry.path), before: entry, after: edited };
  });
}

function dataOf(oid: string, find: FindObject): Buffer {
  const object = find(oid);
  if (object?.type !== 'tree') throw new Error(`tree ${oid} is absent`);
  return object.data;
}
