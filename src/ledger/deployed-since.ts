// Who has deployed to some places since a commit.
import type { DeployTarget } from './deploy-target.ts';
import { isMarkAlone } from './holds.ts';
import { mayHaveChanged } from './place-deploys.ts';
import { type BranchCommit, type Deploy, deploysOf } from './read-deploys.ts';

/**
 * Finds the newest deploy of some places; a hold or a release is none.
 * @param since the commits that were made since, the newest first
 * @param places what was deployed before
 * @returns the deploy; `undefined`: there is none
 */
export function deployedSince(
  since: readonly BranchCommit[],
  places: readonly DeployTarget[],
): Deploy | undefined {
  return deploysOf(since).find(
    (deploy) => !isMarkAlone(deploy) && places.some((place) => mayHaveChanged(deploy, place)),
  );
}
