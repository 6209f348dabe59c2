// Whether a newer run of the same pipeline has deployed already.
import type { DeployOrder } from './deploy-order.ts';
import { type DeployTarget, touches } from './deploy-target.ts';
import { type Deploy, type LedgerCommit, readDeploys } from './read-deploys.ts';

/** A deploy of a later run. */
export interface NewerDeploy extends Deploy {
  readonly order: DeployOrder;
}

/**
 * Finds a deploy of one of these places by a later run. Orders of other scopes say nothing.
 * @param commits the history, in any order
 * @returns the one with the greatest number; `undefined` where there is none
 */
export function newerDeploy(
  commits: readonly LedgerCommit[],
  { scope, number }: DeployOrder,
  targets: readonly DeployTarget[],
): NewerDeploy | undefined {
  const newer = commits.flatMap(readDeploys).flatMap((deploy) => {
    const { order, places } = deploy;
    const isNewer = order !== undefined && order.scope === scope && order.number > number;
    return isNewer && touches(places, targets) ? [{ ...deploy, order }] : [];
  });
  return newer.reduce<NewerDeploy | undefined>(
    (best, each) => (best === undefined || each.order.number > best.order.number ? each : best),
    undefined,
  );
}
