// The guard of the order: an older run never overwrites what a newer one of its pipeline has deployed.
import { DeployError } from '../errors.ts';
import { formatOrder, type OrderRule } from '../ledger/deploy-order.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { type NewerDeploy, newerDeploy } from '../ledger/newer-deploy.ts';
import type { LedgerCommit } from '../ledger/read-deploys.ts';
import { inputName } from '../wording.ts';

/**
 * Says whether the history has to be read.
 * @returns whether a newer run would be of any interest
 */
export function readsHistory({ order, ifSuperseded }: OrderRule): boolean {
  return order !== undefined && ifSuperseded !== 'deploy';
}

/**
 * Finds the newer run that supersedes this one.
 * @param commits the history that the commit would follow
 * @param targets what the commit would change
 * @param log hears of a run that goes back on purpose
 * @returns its deploy; `undefined`: this run may deploy
 * @throws {DeployError} superseded, where that is to be a failure
 */
export function supersededBy(
  commits: readonly LedgerCommit[],
  targets: readonly DeployTarget[],
  { order, ifSuperseded, isByHand }: OrderRule,
  log: (line: string) => void,
): NewerDeploy | undefined {
  const newer = order === undefined ? undefined : newerDeploy(commits, order, targets);
  if (order === undefined || newer === undefined) return undefined;
  if (isByHand) {
    log(`Note: this run was started on purpose, so it goes back behind ${describeNewer(newer)}`);
    return undefined;
  }
  if (ifSuperseded === 'skip') return newer;
  throw new DeployError(
    'superseded',
    `Cannot deploy run "${formatOrder(order)}": a newer one is there already, ${describeNewer(newer)}`,
    `to go back, set ${inputName('if-superseded')} to "deploy", or start this run by hand where the CI tells that; else start the newest one`,
  );
}

function describeNewer({ order, commit, references, run }: NewerDeploy): string {
  const what = references.length === 0 ? '' : ` (${references.slice(0, 3).join(', ')})`;
  return `run ${order.number} with commit ${commit.slice(0, 8)}${what}${run === undefined ? '' : ` ${run}`}`;
}
