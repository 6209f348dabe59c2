// The commits of a branch in the order of their history.
import type { BranchCommit } from './read-deploys.ts';

/**
 * Sorts commits so that none stands before one that follows it; dates, which may be wrong, decide only where the history
 * does not.
 * @param commits in any order
 * @returns the newest first
 */
export function newestFirst(commits: readonly BranchCommit[]): readonly BranchCommit[] {
  const children = new Map<string, number>();
  for (const { parents } of commits)
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const ready = [...byId.values()].filter(({ id }) => !children.has(id));
  const sorted: BranchCommit[] = [];
  for (let next = takeNewest(ready); next !== undefined; next = takeNewest(ready)) {
    sorted.push(next);
    for (const id of next.parents) {
      const left = (children.get(id) ?? 0) - 1;
      children.set(id, left);
      const parent = byId.get(id);
      if (left === 0 && parent !== undefined) ready.push(parent);
    }
  }
  return sorted;
}

/** Of a branch without merges there is never more than one. */
function takeNewest(ready: BranchCommit[]): BranchCommit | undefined {
  const newest = ready.reduce((best, { date }, index) => (date > (ready[best]?.date ?? 0) ? index : best), 0);
  return ready.splice(newest, 1)[0];
}
