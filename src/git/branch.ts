// One branch of a repository on a server.
import { namingDamage } from './fetch/damage.ts';
import type { Discovery } from './fetch/discovery.ts';
import { commitsSince } from './fetch/history.ts';
import type { ObjectSource } from './fetch/object-source.ts';
import type { RecentCommits } from './fetch/recent-commits.ts';
import { openSnapshot } from './fetch/snapshot.ts';
import type { RemoteBranch } from './land/remote-branch.ts';
import type { Pusher } from './push.ts';

/** The parts that share one transport. */
export interface BranchParts {
  readonly discovery: Discovery;
  readonly source: ObjectSource;
  readonly recent: RecentCommits;
  readonly pusher: Pusher;
}

/**
 * Opens one branch as the landing sees it.
 * @param name without it, the default branch, once and for all
 * @param need whether something will be pushed: else the right to push is not asked for
 * @returns the branch
 */
export function openBranch(
  { discovery, source, recent, pusher }: BranchParts,
  name: string | undefined,
  need: { readonly push: boolean },
): RemoteBranch {
  let branch = name;
  return {
    async tip() {
      if (need.push) pusher.prepare();
      const tip = await discovery.tip(branch);
      branch = tip.branch;
      return openSnapshot(tip, source, recent);
    },
    async history(base, { branch: tipBranch, commit }) {
      await source.bringTip(commit, 0);
      return namingDamage(source.repository, tipBranch, () => commitsSince(base, commit, source.store));
    },
    push: (prepared, watch) => pusher.push(prepared, watch),
  };
}
