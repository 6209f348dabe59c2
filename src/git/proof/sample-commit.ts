// A commit of one file, made and proven to warm up the proof.
import { makeCommit } from '../objects/commit.ts';
import { type NamedObject, nameObject, type ObjectStore } from '../objects/objects.ts';
import { editTree } from '../objects/tree-edit.ts';
import { proveCommit } from './prove-commit.ts';

const author = { name: 'a', email: 'a@b' };
const committer = { name: 'c', email: 'c@d' };
const message = 'a';
const time = 0;

/**
 * Proves a commit that is made in memory and goes nowhere.
 * @throws {DeployError} proof-failed where this machine's node cannot run the proof
 */
export async function proveSample(): Promise<void> {
  const store: ObjectStore = new Map();
  const blob = nameObject({ type: 'blob', data: Buffer.from('a: 1\n') });
  const entry = Buffer.concat([Buffer.from('100644 a.yaml\0'), Buffer.from(blob.oid, 'hex')]);
  const root = nameObject({ type: 'tree', data: entry });
  const parent = commitOf(root.oid, blob.oid);
  for (const object of [blob, root, parent]) store.set(object.oid, object);
  const files = new Map([['a.yaml', Buffer.from('a: 2\n')]]);
  const { oid: tree, objects } = editTree(root.oid, files, store);
  const commit = commitOf(tree, parent.oid);
  const made = { commit: commit.oid, objects: [commit, ...objects] };
  const intended = { author, committer, time, message, parent: parent.oid, files, isSigned: undefined };
  await proveCommit(made, intended, (oid) => store.get(oid));
}

function commitOf(tree: string, parent: string): NamedObject {
  return makeCommit({ tree, parent, author, committer, time, message, sign: undefined });
}
