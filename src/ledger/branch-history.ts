// Who follows whom on a branch, as far as its history was read.
import { newestFirst } from './newest-first.ts';
import type { BranchCommit } from './read-deploys.ts';

/** The history of a branch. */
export interface BranchHistory {
  /** None stands before one that follows it. */
  readonly commits: readonly BranchCommit[];
  readonly byId: ReadonlyMap<string, BranchCommit>;
  /** Where a commit stands among `commits`. */
  readonly positions: ReadonlyMap<string, number>;
  /** Id of the newest commit. */
  readonly tip: string;
  /** There are no older commits than those that were read. */
  readonly isWhole: boolean;
}

/**
 * Sorts a history.
 * @param commits the history, its tip first
 * @param isWhole whether there are no more commits
 * @returns the history
 */
export function branchHistory(commits: readonly BranchCommit[], isWhole: boolean): BranchHistory {
  const sorted = newestFirst(commits);
  return {
    commits: sorted,
    byId: new Map(sorted.map((commit) => [commit.id, commit])),
    positions: new Map(sorted.map(({ id }, index) => [id, index])),
    tip: commits[0]?.id ?? '',
    isWhole,
  };
}

/**
 * Finds a commit and all that it follows.
 * @param byId the commits that were read
 * @param from id of the commit
 * @returns their ids
 */
export function ancestorsOf(byId: ReadonlyMap<string, BranchCommit>, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const ahead = [from];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    ahead.push(...(byId.get(id)?.parents ?? []));
  }
  return found;
}

/**
 * Lists what one commit follows and another one does not.
 * @param commits in any order
 * @param from id of the one
 * @param base id of the other
 * @returns the commits, the newest first
 */
export function commitsBetween(
  commits: readonly BranchCommit[],
  base: string,
  from: string,
): readonly BranchCommit[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const [before, reached] = [ancestorsOf(byId, base), ancestorsOf(byId, from)];
  return newestFirst(commits.filter(({ id }) => reached.has(id) && !before.has(id)));
}
