// The holds that count at a commit: those that neither a release nor a newer run has ended.
import { type Reference, splitReference } from '../image/reference.ts';
import { type DeployHold, isSameVersion } from './deploy-hold.ts';
import type { DeployOrder } from './deploy-order.ts';
import { covers, type DeployTarget, touches } from './deploy-target.ts';
import { newestFirst } from './newest-first.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/** A deploy, or a commit that changes nothing, that holds something. */
interface HoldingDeploy extends Deploy {
  readonly hold: DeployHold;
}

/** A hold that counts for a place. */
export interface PlaceHold {
  readonly place: DeployTarget;
  /** Its hold names those orders alone that no newer run has passed. */
  readonly by: HoldingDeploy;
}

/**
 * Finds the holds that count for some places.
 * @param commits the history, in any order
 * @param places where one is a whole file, the holds of its images count too
 * @returns a hold a place and commit, the oldest first
 */
export function openHolds(
  commits: readonly BranchCommit[],
  places: readonly DeployTarget[],
): readonly PlaceHold[] {
  const deploys = deploysWithHolds(commits);
  return places.flatMap((place) => {
    const open = partsOf(place, deploys).flatMap((part) => holdsAt(part, deploys));
    const byCommit = new Map(open.map((by) => [`${by.commit} ${by.id}`, by]));
    return [...byCommit.values()].map((by) => ({ place, by }));
  });
}

/**
 * Finds the commits that hold every deploy to a place.
 * @param commits the history, in any order
 * @param place a whole file is held only if all of its images are
 * @returns the ids of the commits, the newest of each part; `undefined`: a part of the place is not held
 */
export function wholeHolds(
  commits: readonly BranchCommit[],
  place: DeployTarget,
): readonly string[] | undefined {
  const deploys = deploysWithHolds(commits);
  const newest = partsOf(place, deploys).map((part) =>
    holdsAt(part, deploys).findLast(({ hold, places }) => hold.isOfAll && covers(places, part)),
  );
  return newest.includes(undefined) ? undefined : newest.flatMap((by) => by?.commit ?? []);
}

/** The oldest first; none where nothing is held. */
function deploysWithHolds(commits: readonly BranchCommit[]): readonly Deploy[] {
  if (!commits.some(({ message }) => /deploy-hold:/i.test(message))) return [];
  return newestFirst(commits).toReversed().flatMap(readDeploys);
}

/** A whole file comes apart into what holds and releases name in it, and the rest. */
function partsOf(place: DeployTarget, deploys: readonly Deploy[]): readonly DeployTarget[] {
  if (place.what !== '*') return [place];
  const named = deploys
    .filter((deploy) => isHolding(deploy) || deploy.isRelease)
    .flatMap(({ places }) => places.targets.filter(({ file }) => file === place.file));
  return [...new Set(['*', ...named.map(({ what }) => what)])].map((what) => ({ file: place.file, what }));
}

/** A hold counts wherever it may be meant; what ends it has to name the place. */
function holdsAt(place: DeployTarget, deploys: readonly Deploy[]): readonly HoldingDeploy[] {
  let open: readonly HoldingDeploy[] = [];
  for (const deploy of deploys) {
    const isNamed = covers(deploy.places, place);
    if (isNamed) open = deploy.isRelease ? [] : open.flatMap((each) => whatStays(each, deploy, place));
    if (isHolding(deploy) && (isNamed || deploy.places.isCut)) open = [...open, deploy];
  }
  return open;
}

/**
 * Says whether a commit only holds or releases, and deploys nothing.
 * @returns whether it changes no file
 */
export function isMarkAlone({ hold, isRelease, references }: Deploy): boolean {
  return isRelease || (hold !== undefined && references.length === 0);
}

const isHolding = (deploy: Deploy): deploy is HoldingDeploy => deploy.hold !== undefined;

/**
 * A newer run of the same pipeline brings another value: whoever made it knew of the bad one. A hold of several pipelines
 * ends with the last of them.
 */
function whatStays(
  holding: HoldingDeploy,
  { order, reverts, references }: Deploy,
  place: DeployTarget,
): readonly HoldingDeploy[] {
  const { hold } = holding;
  if (hold.isOfAll || order === undefined || reverts.length > 0) return [holding];
  const brought = references.map(splitReference);
  const isSame = brought.some(
    (each) => isOf(each, place) && hold.references.some((bad) => isSameVersion(bad, each)),
  );
  if (isSame) return [holding];
  const orders = hold.orders.filter(({ scope, number }) => scope !== order.scope || number >= order.number);
  if (orders.length === hold.orders.length) return [holding];
  return orders.length === 0 ? [] : [{ ...holding, hold: { ...hold, orders } }];
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
