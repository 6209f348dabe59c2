// Files that may lie beside others.
import { isFolder, isPlainFile, parseTree, type TreeEntry } from '../objects/tree.ts';
import { WorkSlices } from '../objects/work-slices.ts';
import type { FoundFile, ReadTrees } from './find-files.ts';

/**
 * Finds the files at paths where there may be none: a folder, a symlink and a submodule are no file.
 * @param root the object id of the root's tree
 * @param paths paths from the root, without wildcards
 * @param readTrees gives trees, those that are missing all at once
 * @returns the files that are there
 */
export async function findIfThere(
  root: string,
  paths: readonly string[],
  readTrees: ReadTrees,
): Promise<readonly FoundFile[]> {
  const wanted = new Set(paths);
  const folders = new Set(paths.flatMap(foldersAbove));
  const found: FoundFile[] = [];
  let level = [{ oid: root, prefix: '' }];
  while (level.length > 0) {
    const trees = await readTrees(level.map(({ oid }) => oid));
    const next: typeof level = [];
    for await (const { entry, path } of entriesOf(level, trees)) {
      if (isPlainFile(entry) && wanted.has(path)) found.push({ path, oid: entry.oid });
      if (isFolder(entry) && folders.has(path)) next.push({ oid: entry.oid, prefix: `${path}/` });
    }
    level = next;
  }
  return found;
}

async function* entriesOf(
  level: readonly { readonly prefix: string }[],
  trees: readonly Buffer[],
): AsyncGenerator<{ readonly entry: TreeEntry; readonly path: string }> {
  const slices = new WorkSlices();
  for (const [index, { prefix }] of level.entries()) {
    for (const entry of parseTree(trees[index] ?? Buffer.alloc(0))) {
      yield { entry, path: prefix + entry.name };
      await slices.after(0.1);
    }
  }
}

function foldersAbove(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}
