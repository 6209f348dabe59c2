// The holds that count at a commit: those that neither a release nor a newer run has ended.
import type { Reference } from '../image/reference.ts';
import { isSameVersion } from './deploy-hold.ts';
import type { DeployOrder } from './deploy-order.ts';
import { covers, type DeployTarget, isPlaceOf } from './deploy-target.ts';
import { type HoldHistory, holdHistory, holdsAt, isHolding } from './hold-history.ts';
import type { RecordedHold } from './kept-hold.ts';
import type { BranchCommit, Deploy } from './read-deploys.ts';

/** A hold that counts for a place. */
export interface PlaceHold {
  readonly place: DeployTarget;
  /** Its hold names those orders alone that no newer run has passed. */
  readonly by: RecordedHold;
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
  const history = holdHistory(commits);
  return places.flatMap((place) => {
    const open = partsOf(place, history).flatMap((part) => holdsAt(part, history));
    const byCommit = new Map(open.map((by) => [`${by.commit} ${by.id}`, by]));
    return [...byCommit.values()].map((by) => ({ place, by }));
  });
}

/**
 * Says whether every deploy to a place is held.
 * @param commits the history, in any order
 * @param place a whole file is held only if all of its images are
 * @returns whether all parts of it are
 */
export function isWhollyHeld(commits: readonly BranchCommit[], place: DeployTarget): boolean {
  const history = holdHistory(commits);
  return partsOf(place, history).every((part) =>
    holdsAt(part, history).some(({ hold, places }) => hold.isOfAll && covers(places, part)),
  );
}

/** A whole file comes apart into what holds and releases name in it, and the rest. */
function partsOf(place: DeployTarget, { deploys, kept }: HoldHistory): readonly DeployTarget[] {
  if (place.what !== '*') return [place];
  const named = [
    ...deploys.filter((deploy) => isHolding(deploy) || deploy.isRelease),
    ...kept,
    ...kept.map(({ except }) => ({ places: { targets: except } })),
  ].flatMap(({ places }) => places.targets.filter(({ file }) => file === place.file));
  return [...new Set(['*', ...named.map(({ what }) => what)])].map((what) => ({ file: place.file, what }));
}

/**
 * Says whether a commit only holds or releases, and deploys nothing.
 * @returns whether it changes no file
 */
export function isMarkAlone({ hold, isRelease, references }: Deploy): boolean {
  return isRelease || (hold !== undefined && references.length === 0);
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
      references.some((each) => isPlaceOf(place, each.name) && isSameVersion(bad, each)),
    );
    const isOlder = hold.orders.some(({ scope, number }) => scope === order?.scope && order.number <= number);
    return hold.isOfAll || isBad || isOlder;
  });
}
