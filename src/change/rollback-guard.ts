// The guard of a rollback: what somebody has deployed after it was decided on is not taken back with it.
import { DeployError } from '../errors.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { deployedSince } from '../ledger/deployed-since.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';

/**
 * Refuses a rollback where something else was deployed meanwhile.
 * @param commits the history that the commit would follow
 * @param decidedAt the tip that the rollback was decided on
 * @throws {DeployError} superseded
 */
export function refuseOvertaken(
  commits: readonly BranchCommit[],
  targets: readonly DeployTarget[],
  decidedAt: string,
): void {
  const newer = deployedSince(commits, decidedAt, targets);
  if (newer === undefined) return;
  const { commit, references, author } = newer;
  const what = references.length === 0 ? 'another value' : references.slice(0, 3).join(', ');
  throw new DeployError(
    'superseded',
    `Cannot roll back "${targets[0]?.what ?? ''}": ${author} has deployed ${what} meanwhile, with commit ${commit.slice(0, 8)}`,
    'look at what is there now, and run the rollback again if it is still needed',
  );
}
