// Files that may lie beside others.
import { isFolder, isPlainFile, parseTree } from '../objects/tree.ts';
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
  const found: FoundFile[] = [];
  let level = [{ oid: root, prefix: '' }];
  while (level.length > 0) {
    const trees = await readTrees(level.map(({ oid }) => oid));
    level = level.flatMap(({ prefix }, index) =>
      parseTree(trees[index] ?? Buffer.alloc(0)).flatMap((entry) => {
        const path = prefix + entry.name;
        if (isPlainFile(entry) && paths.includes(path)) found.push({ path, oid: entry.oid });
        const leads = isFolder(entry) && paths.some((each) => each.startsWith(`${path}/`));
        return leads ? [{ oid: entry.oid, prefix: `${path}/` }] : [];
      }),
    );
  }
  return found;
}
