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
 * @throws RangeError for a damaged one
 */
export function parseTree(data: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let start = 0;
  while (start < data.length) {
    const space = data.indexOf(0x20, start);
    const zero = data.indexOf(0, space);
    const end = zero + 21;
    if (space < 0 || zero < 0 || end > data.length) throw new RangeError('A tree is cut');
    entries.push({
      mode: data.toString('latin1', start, space),
      name: data.toString('utf8', space + 1, zero),
      oid: data.toString('hex', zero + 1, end),
      at: zero + 1,
    });
    start = end;
  }
  return entries;
}

/** The same tree with other ids at some entries: no other byte changes, in whatever order and encoding they stand. */
export function replaceIds(data: Buffer, replacements: ReadonlyMap<TreeEntry, string>): Buffer {
  const copy = Buffer.from(data);
  for (const [entry, oid] of replacements) copy.write(oid, entry.at, 'hex');
  return copy;
}

export function isFolder({ mode }: TreeEntry): boolean {
  return mode === '40000' || mode === '040000';
}

export function isPlainFile({ mode }: TreeEntry): boolean {
  return mode.startsWith('100');
}
