import { type NamedObject, nameObject, type ObjectStore } from './objects.ts';
import { isFolder, parseTree, replaceIds, type TreeEntry } from './tree.ts';

/** New ids of files by their paths; a file that is not in the tree already is a defect of the caller. */
export type NewFiles = ReadonlyMap<string, string>;

/**
 * The trees from the root to every changed file, made anew; all their other bytes stay.
 * @param store holds the old trees on the way
 * @returns the root last
 */
export function editTrees(root: string, files: NewFiles, store: ObjectStore): NamedObject[] {
  const tree = store.get(root);
  if (tree === undefined) throw new Error(`Tree ${root} is not there`);
  const entries = new Map(parseTree(tree.data).map((entry) => [entry.name, entry]));
  const made: NamedObject[] = [];
  const replacements = new Map<TreeEntry, string>();
  for (const [name, below] of byFirstName(files)) {
    const entry = entries.get(name);
    const oid = below.get('');
    if (entry === undefined || isFolder(entry) === (oid !== undefined))
      throw new Error(`No place for "${name}"`);
    if (oid !== undefined) replacements.set(entry, oid);
    else {
      const trees = editTrees(entry.oid, below, store);
      made.push(...trees);
      replacements.set(entry, trees.at(-1)?.oid ?? entry.oid);
    }
  }
  return [...made, nameObject({ type: 'tree', data: replaceIds(tree.data, replacements) })];
}

/** Files by the first name of their paths; a path of one name leaves ''. */
function byFirstName(files: NewFiles): Map<string, Map<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  for (const [path, oid] of files) {
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    const group = groups.get(name) ?? new Map<string, string>();
    group.set(slash < 0 ? '' : path.slice(slash + 1), oid);
    groups.set(name, group);
  }
  return groups;
}
