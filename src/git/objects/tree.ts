// Trees, read and changed in place.
import { damagedObject } from './damaged-object.ts';

/** One entry of a tree. */
export interface TreeEntry {
  /** As git writes it: `100644`, `100755`, `40000` a folder, `120000` a symlink, `160000` a submodule. */
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
  /** Where the 20 bytes of the id stand in the tree. */
  readonly at: number;
}

/**
 * Reads a tree. Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_tree_objects
 * @param data the tree as git stores it
 * @returns its entries, in their order, one by one: all of a large tree take ten times its memory
 * @throws {DamagedObjectError} for one that is cut
 */
export function* parseTree(data: Buffer): Generator<TreeEntry> {
  let start = 0;
  while (start < data.length) {
    const space = data.indexOf(0x20, start);
    const zero = data.indexOf(0, space);
    const end = zero + 21;
    if (space < 0 || zero < 0 || end > data.length)
      throw damagedObject({ type: 'tree', data }, 'is a tree that is cut');
    yield {
      mode: data.toString('latin1', start, space),
      name: data.toString('utf8', space + 1, zero),
      oid: data.toString('hex', zero + 1, end),
      at: zero + 1,
    };
    start = end;
  }
}

/**
 * Writes other ids at some entries of a tree: no other byte changes, in whatever order and encoding they stand.
 * @param data the tree as git stores it
 * @returns the new tree
 */
export function replaceIds(data: Buffer, replacements: ReadonlyMap<TreeEntry, string>): Buffer {
  const copy = Buffer.from(data);
  for (const [entry, oid] of replacements) copy.write(oid, entry.at, 'hex');
  return copy;
}

/**
 * Tells whether an entry is a folder; old trees write its mode with a zero in front.
 * @returns whether it is
 */
export function isFolder({ mode }: TreeEntry): boolean {
  return mode === '40000' || mode === '040000';
}

/**
 * Tells whether an entry is a file, and neither a symlink nor a submodule.
 * @returns whether it is
 */
export function isPlainFile({ mode }: TreeEntry): boolean {
  return /^100[0-7]{3}$/.test(mode);
}
