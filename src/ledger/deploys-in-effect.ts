// The deploys of some places that count: those that a rollback has taken back do not.
import type { DeployTarget } from './deploy-target.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/** The deploys of some places, as far as the history was read. */
export interface DeploysInEffect {
  /** Those that count, the newest first; a rollback is none. */
  readonly deploys: readonly Deploy[];
  /** A rollback goes back to before what was read. */
  readonly isCut: boolean;
}

/**
 * Finds the deploys that count. A rollback takes back what was deployed since the oldest commit that it names, rollbacks
 * among it; one that names none is a deploy like any other.
 * @param commits the history, the newest first
 * @param isOfPlace says whether a place is one of those that are asked for
 * @returns the deploys, the newest first
 */
export function deploysInEffect(
  commits: readonly BranchCommit[],
  isOfPlace: (place: DeployTarget) => boolean,
): DeploysInEffect {
  const deploys: Deploy[] = [];
  let until: string | undefined;
  for (const commit of commits) {
    const own = readDeploys(commit).filter(
      ({ places: { targets, isCut } }) => isCut || targets.some(isOfPlace),
    );
    if (until === commit.id) {
      until = undefined;
      continue;
    }
    for (const deploy of own.toReversed()) {
      if (until !== undefined) break;
      until = deploy.reverts.at(-1);
      if (until === undefined) deploys.push(deploy);
    }
  }
  return { deploys, isCut: until !== undefined };
}
