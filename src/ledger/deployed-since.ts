// What was deployed since a commit.
import { type DeployTarget, touches } from './deploy-target.ts';
import { isMarkAlone } from './holds.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/**
 * Finds a deploy of one of these places that the branch has beyond a commit.
 * @param commits the history, in any order
 * @param base id of the commit
 * @returns one of them; `undefined` where there is none
 */
export function deployedSince(
  commits: readonly BranchCommit[],
  base: string,
  places: readonly DeployTarget[],
): Deploy | undefined {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const before = new Set<string>();
  const ahead = [base];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (before.has(id)) continue;
    before.add(id);
    ahead.push(...(byId.get(id)?.parents ?? []));
  }
  return commits
    .filter(({ id }) => !before.has(id))
    .flatMap(readDeploys)
    .find((deploy) => !isMarkAlone(deploy) && touches(deploy.places, places));
}
