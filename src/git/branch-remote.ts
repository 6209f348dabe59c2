import type { Discovery } from './discovery.ts';
import { commitsSince } from './fetch/history.ts';
import type { ObjectSource } from './fetch/object-source.ts';
import { openSnapshot, rootOf } from './fetch/snapshot.ts';
import { makeCommit } from './objects/commit.ts';
import { editTree } from './objects/tree-edit.ts';
import type { Pusher } from './push.ts';
import type { Commit, Remote } from './remote.ts';
import type { Identity } from './types.ts';

/** The parts that share one transport. */
export interface Connected {
  readonly discovery: Discovery;
  readonly source: ObjectSource;
  readonly pusher: Pusher;
}

/**
 * One branch as the landing sees it; without a name, the default branch, once and for all.
 * @param readOnly nothing will be pushed, so that the right to push is not asked for either
 */
export function openRemote(
  { discovery, source, pusher }: Connected,
  name: string | undefined,
  readOnly: boolean,
): Remote {
  let branch = name;
  return {
    async tip() {
      if (!readOnly) pusher.prepare();
      const tip = await discovery.tip(branch);
      branch = tip.branch;
      return openSnapshot(tip, source);
    },
    async history(base, { commit }) {
      await source.bringTip(commit);
      return commitsSince(base, commit, source.store);
    },
    push: pusher.push,
  };
}

export interface CommitOptions {
  readonly author: Identity;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sign?: ((text: string) => string) | undefined;
}

/** Makes commits in memory: the changed files, the trees above them, the commit; nothing else has to travel. */
export function committer(source: ObjectSource, { author, now, sign }: CommitOptions): Commit {
  return async ({ branch, commit: parent }, { files, message }) => {
    const paths = new Map(files.map(({ path, bytes }) => [path, bytes]));
    const { oid: tree, objects } = editTree(rootOf(source, parent), paths, source.store);
    const commit = makeCommit({ tree, parent, author, message, time: now(), sign });
    // Files that are equal before and after are one object, and servers refuse a pack that holds one twice.
    const unique = new Map([commit, ...objects].map((object) => [object.oid, object]));
    return { branch, parent, commit: commit.oid, objects: [...unique.values()] };
  };
}
