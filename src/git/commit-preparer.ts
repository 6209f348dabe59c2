// Makes the commits of one branch in memory.
import type { SshKey } from '../remote/ssh/ssh-key.ts';
import { namingDamage } from './fetch/damage.ts';
import type { ObjectSource } from './fetch/object-source.ts';
import { rootOf } from './fetch/snapshot.ts';
import type { PrepareCommit } from './land/remote-branch.ts';
import { type Identity, makeCommit } from './objects/commit.ts';
import { signedCommit } from './objects/signing.ts';
import { editTree } from './objects/tree-edit.ts';
import type { Prove } from './proof/prove-commit.ts';
import { isSignedBy } from './proof/ssh-signature.ts';

/** Who makes commits, and when. */
export interface CommitOptions {
  readonly author: Identity;
  readonly committer: Identity;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Signs them; `undefined`: nobody does. */
  readonly key: SshKey | undefined;
  /** Gives the proof, which takes time only when it is asked for the first time. */
  readonly loadProof: () => Promise<Prove>;
}

/**
 * Makes commits in memory, and proves each: the changed files, the trees above them, the commit; nothing else has to
 * travel.
 * @param source holds the trees of the snapshot
 * @returns a function that makes the commit of a draft; it rejects with `proof-failed` where that is not what was meant
 */
export function commitPreparer(source: ObjectSource, options: CommitOptions): PrepareCommit {
  const { author, committer, now, key, loadProof } = options;
  const sign = key && ((text: string) => signedCommit(text, key));
  const isSigned = key && ((text: Uint8Array, signature: string) => isSignedBy(key, text, signature));
  return async ({ branch, commit: parent }, { files: changed, message }) => {
    const files = new Map(changed.map(({ path, bytes }) => [path, bytes]));
    const { oid: tree, objects: made } = await namingDamage(source.repository, branch, () => {
      const root = rootOf(source, parent);
      // A commit that changes no file has the tree of its parent, which the server has.
      return files.size === 0 ? { oid: root, objects: [] } : editTree(root, files, source.store);
    });
    const time = now();
    const commit = makeCommit({ tree, parent, author, committer, message, time, sign });
    // Files that are equal before and after are one object, and servers refuse a pack that holds one twice.
    const objects = [...new Map([commit, ...made].map((object) => [object.oid, object])).values()];
    const prove = await loadProof();
    const intended = { parent, author, committer, message, time, files, isSigned };
    await prove({ commit: commit.oid, objects }, intended, (oid) => source.store.get(oid));
    const content = { tree, message, files, objects, pushOptions: [] };
    return { branch, parent, old: parent, commit: commit.oid, ...content };
  };
}
