// The mode of a file that a tree holds.
import { DamagedObjectError, dataOf } from './damaged-object.ts';
import type { ObjectStore } from './objects.ts';
import { parseTree } from './tree.ts';

/**
 * Finds the mode of a file.
 * @param root id of the root tree
 * @param path from the root
 * @param store holds the trees on the way
 * @returns the mode as the tree has it
 * @throws {DamagedObjectError} where there is no such file
 */
export function fileMode(root: string, path: string, store: Pick<ObjectStore, 'get'>): string {
  const [name = '', ...below] = path.split('/');
  for (const entry of parseTree(dataOf(store, root, 'tree'))) {
    if (entry.name !== name) continue;
    return below.length === 0 ? entry.mode : fileMode(entry.oid, below.join('/'), store);
  }
  throw new DamagedObjectError(root, `has no "${name}"`);
}
