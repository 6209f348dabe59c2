// The newest commit of a target on a branch.
import { newestFirst } from '../ledger/newest-first.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';

/** So many commits of a branch are looked at: the runs that come before and after have to see the same. */
export const commitsLookedAt = 200;

/**
 * Finds the newest commit of a target.
 * @param trailer a line of every commit of it, as `Deploy-Request: 3f2a9c1b0d`
 * @param commits in any order
 * @returns `undefined` where none of the newest is one
 */
export function newestOfTarget(trailer: string, commits: readonly BranchCommit[]): BranchCommit | undefined {
  const isOurs = ({ message }: BranchCommit) =>
    message.split('\n').some((each) => each.trimEnd() === trailer);
  return newestFirst(commits).slice(0, commitsLookedAt).find(isOurs);
}
