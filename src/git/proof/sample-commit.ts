// A commit of one file, made and proven to warm up the proof.
import { makeCommit } from '../objects/commit.ts';
import { nameObject, type ObjectStore } from '../objects/objects.ts';
import { editTree } from '../objects/tree-edit.ts';
import { proveCommit } from './prove-commit.ts';

const author = { name: 'a', email: 'a@b' };

/**
 * Proves a commit that is made in memory and goes nowhere.
 * @throws {DeployError} proof-failed where this machine's node cannot run the proof
 */
export async function proveSample(): Promise<void> {
  const store: ObjectStore = new Map();
  const blob = nameObject({ type: 'blob', data: Buffer.from('a: 1\n') });
  const entry = Buffer.concat([Buffer.from('100644 a.yaml\0'), Buffer.from(blob.oid, 'hex')]);
  const root = nameObject({ type: 'tree', data: entry });
  const meant = { author, time: 0, message: 'a', parent: blob.oid, sign: undefined };
  const parent = makeCommit({ ...meant, tree: root.oid });
  for (const object of [blob, root, parent]) store.set(object.oid, object);
  const files = new Map([['a.yaml', Buffer.from('a: 2\n')]]);
  const { oid: tree, objects } = editTree(root.oid, files, store);
  const commit = makeCommit({ ...meant, tree, parent: parent.oid });
  const made = { commit: commit.oid, objects: [commit, ...objects] };
  await proveCommit(made, { ...meant, parent: parent.oid, files, isSigned: undefined }, (oid) =>
    store.get(oid),
  );
}
