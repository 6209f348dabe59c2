// One branch of a repository on a server, and the commits that are made for it.
import { namingDamage } from './fetch/damage.ts';
import type { Discovery } from './fetch/discovery.ts';
import { commitsSince } from './fetch/history.ts';
import type { ObjectSource } from './fetch/object-source.ts';
import { openSnapshot, rootOf } from './fetch/snapshot.ts';
import type { PrepareCommit, RemoteBranch } from './land/remote-branch.ts';
import { type Identity, makeCommit } from './objects/commit.ts';
import { editTree } from './objects/tree-edit.ts';
import type { Intended, Prove } from './proof/prove-commit.ts';
import type { Pusher } from './push.ts';

/** The parts that share one transport. */
export interface BranchParts {
  readonly discovery: Discovery;
  readonly source: ObjectSource;
  readonly pusher: Pusher;
}

/**
 * Opens one branch as the landing sees it.
 * @param name without it, the default branch, once and for all
 * @param readOnly nothing will be pushed, so that the right to push is not asked for either
 * @returns the branch
 */
export function openBranch(
  { discovery, source, pusher }: BranchParts,
  name: string | undefined,
  readOnly: boolean,
): RemoteBranch {
  let branch = name;
  return {
    async tip() {
      if (!readOnly) pusher.prepare();
      const tip = await discovery.tip(branch);
      branch = tip.branch;
      return openSnapshot(tip, source);
    },
    async history(base, { branch: tipBranch, commit }) {
      await source.bringTip(commit, 0);
      return namingDamage(source.repository, tipBranch, () => commitsSince(base, commit, source.store));
    },
    push: pusher.push,
  };
}

export interface CommitOptions {
  readonly author: Identity;
  readonly committer: Identity;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sign: ((text: string) => string) | undefined;
  /** Says whether a signature is one of `sign`; `undefined` where there is none. */
  readonly isSigned: Intended['isSigned'];
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
  const { author, committer, now, sign, isSigned, loadProof } = options;
  return async ({ branch, commit: parent }, { files: changed, message }) => {
    const files = new Map(changed.map(({ path, bytes }) => [path, bytes]));
    const { oid: tree, objects: made } = await namingDamage(source.repository, branch, () =>
      editTree(rootOf(source, parent), files, source.store),
    );
    const time = now();
    const commit = makeCommit({ tree, parent, author, committer, message, time, sign });
    // Files that are equal before and after are one object, and servers refuse a pack that holds one twice.
    const objects = [...new Map([commit, ...made].map((object) => [object.oid, object])).values()];
    const prove = await loadProof();
    const intended = { parent, author, committer, message, time, files, isSigned };
    await prove({ commit: commit.oid, objects }, intended, (oid) => source.store.get(oid));
    return { branch, parent, commit: commit.oid, objects };
  };
}
