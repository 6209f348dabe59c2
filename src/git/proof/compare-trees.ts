// Walks two trees side by side, and finds that the intended files alone differ, with the intended bytes.
import type { WorkSlices } from '../objects/work-slices.ts';
import type { FindObject } from './object-files.ts';
import type { SecondReader } from './second-reader.ts';
import { type EntryPair, readTreePair } from './tree-pair.ts';

/** What the walk reads with, and what it has seen. */
export interface TreeWalk {
  readonly reader: SecondReader;
  readonly find: FindObject;
  /** The bytes that are meant, by path from the root. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of each folder on the way, its path with a `/` at its end, the names that may change. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  readonly slices: WorkSlices;
  /** Paths that hold what is meant; the walk adds to it. */
  readonly found: Set<string>;
  /** Ids of objects of the commit that were read and hash to their names; the walk adds to it. */
  readonly proven: Set<string>;
}

/** One folder on the way. */
interface Folder {
  /** Path from the root with a `/` at its end; empty for the root. */
  readonly path: string;
  /** Id of its tree in the tip. */
  readonly before: string;
  /** Id of its tree in the commit. */
  readonly after: string;
}

/**
 * Compares a folder of the tip with the same folder of the commit, and all below it. Only folders on the way to an
 * intended file are entered: a partial fetch brought no others, and elsewhere equal ids say that all is equal.
 * @param walk what is meant; takes notes of what was seen
 * @throws {Error} for the first difference that is not meant, and for the errors of the readers
 */
export async function compareTrees({ path, before, after }: Folder, walk: TreeWalk): Promise<void> {
  const names = walk.names.get(path) ?? new Set();
  const entries = await readTreePair({ before, after, names }, walk.find);
  walk.proven.add(after);
  await walk.slices.after(20 + entries.length);
  for (const entry of entries) await compareEntry(entry, `${path}${entry.name}`, names.has(entry.name), walk);
}

async function compareEntry(
  { before, after }: EntryPair,
  path: string,
  mayChange: boolean,
  walk: TreeWalk,
): Promise<void> {
  if (before.mode !== after.mode) throw new Error(`the mode of "${path}" changed`);
  if (!mayChange) {
    if (before.oid !== after.oid) throw new Error(`"${path}" changed too`);
    return;
  }
  const meant = walk.files.get(path);
  if (meant === undefined) {
    await compareTrees({ path: `${path}/`, before: before.oid, after: after.oid }, walk);
    return;
  }
  const bytes = await walk.reader.bytes(after.oid, 'blob');
  if (Buffer.compare(bytes, meant) !== 0) throw new Error(`"${path}" does not hold the bytes that are meant`);
  walk.proven.add(after.oid);
  walk.found.add(path);
}

/**
 * Lists the names that may change, folder by folder.
 * @param paths of files, from the root
 * @returns names by the paths of their folders, each with a `/` at its end; '' is the root
 */
export function namesByFolder(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    let folder = '';
    for (const name of path.split('/')) {
      const known = names.get(folder) ?? new Set();
      names.set(folder, known.add(name));
      folder += `${name}/`;
    }
  }
  return names;
}
