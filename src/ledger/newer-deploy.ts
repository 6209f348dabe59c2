// Whether a newer run of the same pipeline has deployed already.
import type { DeployOrder } from './deploy-order.ts';
import type { DeployTarget } from './deploy-target.ts';
import { mayHaveChanged } from './place-deploys.ts';
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
    const { order } = deploy;
    const isNewer = order !== undefined && order.scope === scope && order.number > number;
    return isNewer && targets.some((target) => mayReach(deploy, target)) ? [{ ...deploy, order }] : [];
  });
  return newer.reduce<NewerDeploy | undefined>(
    (best, each) => (best === undefined || each.order.number > best.order.number ? each : best),
    undefined,
  );
}

/** Of a deploy that does not list all places, any field may be one, and any place of an image that it has. */
function mayReach(deploy: Deploy, target: DeployTarget): boolean {
  const isAny = deploy.references.length === 0 || !/^\w/.test(target.what);
  return mayHaveChanged(deploy, target) || (deploy.places.isCut && isAny);
}
