// New trees for changed files.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import { dataOf } from './damaged-object.ts';
import {
  type NamedObject,
  nameObject,
  type ObjectStore,
  type RevisedObject,
  reviseObject,
} from './objects.ts';
import { isFolder, parseTree, replaceIds, type TreeEntry } from './tree.ts';

/** New bytes of files by their paths; a file that is not in the tree already is a defect of the caller. */
export type NewFiles = ReadonlyMap<string, Uint8Array>;

/** A new tree in place of an old one, with all objects that are new in it. */
export interface EditedTree {
  readonly oid: string;
  readonly objects: readonly (NamedObject | RevisedObject)[];
}

/**
 * Makes new objects for the changed files and for the trees from the root to each of them; all other bytes of the trees stay.
 * @param root id of the root tree
 * @param store holds the old trees on the way
 * @returns the new root, with all that is new in it
 * @throws {DeployError} not-editable where a name on the way could mean two entries
 * @throws {DamagedObjectError} where what is on the way is no tree
 */
export function editTree(root: string, files: NewFiles, store: ObjectStore): EditedTree {
  const data = dataOf(store, root, 'tree');
  const made: (NamedObject | RevisedObject)[] = [];
  const replacements = new Map<TreeEntry, string>();
  const groups = byFirstName(files);
  const entries = entriesOf(data, groups);
  for (const [name, below] of groups) {
    const entry = entries.get(name);
    const bytes = below.get('');
    if (entry === undefined || isFolder(entry) === (bytes !== undefined))
      throw new Error(`No place for "${name}"`);
    const { oid, objects } =
      bytes === undefined ? editTree(entry.oid, below, store) : editFile(entry.oid, bytes, store);
    made.push(...objects);
    replacements.set(entry, oid);
  }
  const edited = reviseObject({ type: 'tree', data, oid: root }, replaceIds(data, replacements));
  return { oid: edited.oid, objects: [edited, ...made] };
}

/** The entries of these names, each of which has to be the only one of it. */
function entriesOf(data: Buffer, names: ReadonlyMap<string, unknown>): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (const entry of parseTree(data)) {
    if (!names.has(entry.name)) continue;
    if (entries.has(entry.name)) throw twins(entry.name);
    entries.set(entry.name, entry);
  }
  return entries;
}

function editFile(oid: string, bytes: Uint8Array, store: ObjectStore): EditedTree {
  const data = Buffer.from(bytes);
  const old = store.get(oid);
  const edited = old ? reviseObject({ ...old, oid }, data) : nameObject({ type: 'blob', data });
  return { oid: edited.oid, objects: [edited] };
}

/** Files by the first name of their paths; a path of one name leaves ''. */
function byFirstName(files: NewFiles): Map<string, Map<string, Uint8Array>> {
  const groups = new Map<string, Map<string, Uint8Array>>();
  for (const [path, bytes] of files) {
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    const group = groups.get(name) ?? new Map<string, Uint8Array>();
    group.set(slash < 0 ? '' : path.slice(slash + 1), bytes);
    groups.set(name, group);
  }
  return groups;
}

function twins(name: string): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${name}": its folder has two entries of that name, or of names that differ where they are not UTF-8`,
    `rename one of them in the branch; or name the others in ${inputName('file')}, each by its path`,
  );
}
