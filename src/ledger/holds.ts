// The holds that count at a commit: those that neither a release nor a newer run has ended.
import { type Reference, splitReference } from '../image/reference.ts';
import { type DeployHold, isSameVersion } from './deploy-hold.ts';
import type { DeployOrder } from './deploy-order.ts';
import { type DeployTarget, touches } from './deploy-target.ts';
import { newestFirst } from './newest-first.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/** A deploy, or a commit that changes nothing, that holds something. */
interface HoldingDeploy extends Deploy {
  readonly hold: DeployHold;
}

/** A hold that counts for a place. */
export interface PlaceHold {
  readonly place: DeployTarget;
  readonly by: HoldingDeploy;
}

/**
 * Finds the holds that count for some places.
 * @param commits the history, in any order
 * @returns a hold a place and commit, the oldest first
 */
export function openHolds(
  commits: readonly BranchCommit[],
  places: readonly DeployTarget[],
): readonly PlaceHold[] {
  if (!commits.some(({ message }) => /deploy-hold:/i.test(message))) return [];
  const deploys = newestFirst(commits).toReversed().flatMap(readDeploys);
  return places.flatMap((place) => {
    let open: readonly HoldingDeploy[] = [];
    for (const deploy of deploys.filter((each) => touches(each.places, [place]))) {
      open = deploy.isRelease ? [] : open.filter(({ hold }) => !isEndedBy(hold, deploy, place));
      if (isHolding(deploy)) open = [...open, deploy];
    }
    return open.map((by) => ({ place, by }));
  });
}

/**
 * Says whether a commit only holds or releases, and deploys nothing.
 * @returns whether it changes no file
 */
export function isMarkAlone({ hold, isRelease, references }: Deploy): boolean {
  return isRelease || (hold !== undefined && references.length === 0);
}

const isHolding = (deploy: Deploy): deploy is HoldingDeploy => deploy.hold !== undefined;

/** A newer run of the same pipeline brings another value: whoever made it knew of the bad one. */
function isEndedBy(
  { isOfAll, references, orders }: DeployHold,
  deploy: Deploy,
  place: DeployTarget,
): boolean {
  const { order, reverts } = deploy;
  if (isOfAll || order === undefined || reverts.length > 0) return false;
  const brought = deploy.references.map(splitReference);
  const isSame = brought.some(
    (each) => isOf(each, place) && references.some((bad) => isSameVersion(bad, each)),
  );
  return !isSame && orders.some(({ scope, number }) => scope === order.scope && number < order.number);
}

/**
 * Finds the hold that a deploy runs into.
 * @param commits the history that its commit would follow, in any order
 * @param places what it changes
 * @param references what it puts there
 * @param order where its run stands among others; `undefined`: that says nothing
 * @returns the first hold; `undefined`: it may deploy
 */
export function heldBy(
  commits: readonly BranchCommit[],
  places: readonly DeployTarget[],
  references: readonly Reference[],
  order: DeployOrder | undefined,
): PlaceHold | undefined {
  return openHolds(commits, places).find(({ place, by: { hold } }) => {
    const isBad = hold.references.some((bad) =>
      references.some((each) => isOf(each, place) && isSameVersion(bad, each)),
    );
    const isOlder = hold.orders.some(({ scope, number }) => scope === order?.scope && order.number <= number);
    return hold.isOfAll || isBad || isOlder;
  });
}

/** The image of a place has one name; a place that is a whole file may have any. */
function isOf({ name }: Reference, { file, what }: DeployTarget): boolean {
  return touches({ targets: [{ file, what: name }], isCut: false }, [{ file, what }]);
}
