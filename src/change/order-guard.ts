// The guard of the order: an older run never overwrites what a newer one of its pipeline has deployed.
import { DeployError } from '../errors.ts';
import { formatOrder, type OrderRule } from '../ledger/deploy-order.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { type NewerDeploy, newerDeploy } from '../ledger/newer-deploy.ts';
import type { LedgerCommit } from '../ledger/read-deploys.ts';
import { inputName } from '../wording.ts';

/**
 * Finds the newer run that supersedes this one.
 * @param commits the history that the commit would follow
 * @param targets what the commit would change
 * @param log hears of a run that goes back on purpose
 * @returns its deploy; `undefined`: this run may deploy
 */
export function supersededBy(
  commits: readonly LedgerCommit[],
  targets: readonly DeployTarget[],
  rule: OrderRule,
  log: (line: string) => void,
): NewerDeploy | undefined {
  const { order, isByHand, ifSuperseded } = rule;
  if (order === undefined || ifSuperseded === 'deploy') return undefined;
  const newer = newerDeploy(commits, order, targets);
  if (newer === undefined || !isByHand) return newer;
  log(`Note: this run was started on purpose, so it goes back behind ${describeNewer(newer)}`);
  return undefined;
}

/**
 * Lets a newer run be a reason to end well, where it is.
 * @throws {DeployError} superseded, where that is to be a failure
 */
export function refuseSuperseded(newer: NewerDeploy, { order, ifSuperseded }: OrderRule): void {
  if (ifSuperseded === 'skip') return;
  throw new DeployError(
    'superseded',
    `Cannot deploy run "${order === undefined ? '' : formatOrder(order)}": a newer one is there already, ${describeNewer(newer)}`,
    `to go back, set ${inputName('if-superseded')} to "deploy", or start this run by hand where the CI tells that; else start the newest one`,
  );
}

function describeNewer({ order, commit, references, run }: NewerDeploy): string {
  const what = references.length === 0 ? '' : ` (${references.slice(0, 3).join(', ')})`;
  return `run ${order.number} with commit ${commit.slice(0, 8)}${what}${run === undefined ? '' : ` ${run}`}`;
}
