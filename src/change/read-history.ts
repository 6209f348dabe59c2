// The history that a commit is to follow, as far back as something in it may still count.
import { greatestDepth, mayHoldBefore, usualDepth } from '../ledger/lasting-holds.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import type { BranchState } from './config-repository.ts';

/**
 * Reads the history of a branch: the last commits, and many more where no deploy is near, which would know of earlier holds.
 * @returns the commits, in any order
 * @throws {DeployError} whatever reading the branch throws
 */
export async function readHistory(
  state: Pick<BranchState, 'history' | 'proposed'>,
): Promise<readonly BranchCommit[]> {
  const commits = await state.history(usualDepth);
  return mayHoldBefore(mergedOf(commits, state)) ? state.history(greatestDepth) : commits;
}

/**
 * Leaves out what is only proposed: nobody may ever merge it.
 * @returns the commits that the branch has
 */
export function mergedOf(
  commits: readonly BranchCommit[],
  { proposed }: Pick<BranchState, 'proposed'>,
): readonly BranchCommit[] {
  return commits.filter(({ id }) => !proposed.includes(id));
}
