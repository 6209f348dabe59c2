// The holds of a history, and what each deploy after them does to them.
import { splitReference } from '../image/reference.ts';
import { isSameVersion } from './deploy-hold.ts';
import { covers, type DeployTarget, isPlaceOf } from './deploy-target.ts';
import type { RecordedHold } from './kept-hold.ts';
import { newestFirst } from './newest-first.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/** What the history says of holds. */
export interface HoldHistory {
  /** The oldest first. */
  readonly deploys: readonly Deploy[];
  /** Holds from before all that was read, as deploys say them again. */
  readonly kept: readonly RecordedHold[];
}

/** A deploy, or a commit that changes nothing, that holds something. */
type HoldingDeploy = Deploy & Pick<RecordedHold, 'hold'>;

/**
 * Reads what the history says of holds.
 * @param commits in any order
 * @returns nothing where no commit speaks of a hold
 */
export function holdHistory(commits: readonly BranchCommit[]): HoldHistory {
  if (!commits.some(({ message }) => /deploy-(?:kept-)?hold:/i.test(message)))
    return { deploys: [], kept: [] };
  const deploys = newestFirst(commits).toReversed().flatMap(readDeploys);
  return { deploys, kept: holdsFromBefore(deploys) };
}

/** What the oldest deploy says of a hold counts: all that has ended a part of it since then was read. */
function holdsFromBefore(deploys: readonly Deploy[]): readonly RecordedHold[] {
  const known = new Set(deploys.filter(isHolding).map(({ id }) => id));
  return deploys.flatMap(({ keeps }) => {
    const own = keeps.filter(({ id }) => !known.has(id));
    for (const { id } of own) known.add(id);
    return own;
  });
}

/**
 * Says whether a deploy holds something.
 * @returns whether it does
 */
export const isHolding = (deploy: Deploy): deploy is HoldingDeploy => deploy.hold !== undefined;

/**
 * Gives the hold that a deploy begins.
 * @returns it, with who began it
 */
export function holdOf({ commit, id, date, author, run, hold, places }: HoldingDeploy): RecordedHold {
  return { commit, id, date, author, run, hold, places, except: [] };
}

/**
 * Finds the holds of a place. A hold counts wherever it may be meant; what ends it has to name the place. One that was kept is
 * older than all that was read: whatever ended it there is among the deploys.
 * @returns the holds, the oldest first; each names those orders alone that no newer run has passed
 */
export function holdsAt(place: DeployTarget, { deploys, kept }: HoldHistory): readonly RecordedHold[] {
  const before = kept.filter((each) => mayHold(each, place));
  let open: readonly RecordedHold[] = before.filter(
    ({ id }, index) => before.findIndex((each) => each.id === id) === index,
  );
  for (const deploy of deploys) {
    if (covers(deploy.places, place))
      open = deploy.isRelease ? [] : open.flatMap((each) => whatStays(each, deploy, place));
    if (isHolding(deploy) && mayHold(holdOf(deploy), place)) open = [...open, holdOf(deploy)];
  }
  return open;
}

/**
 * Says whether a hold may be meant for a place.
 * @returns whether it names the place, or does not name all of its own
 */
export function mayHold({ places, except }: RecordedHold, place: DeployTarget): boolean {
  return (places.isCut || covers(places, place)) && !covers({ targets: except, isCut: false }, place);
}

/**
 * A newer run of the same pipeline brings another value: whoever made it knew of the bad one. A hold of several pipelines
 * ends with the last of them.
 */
function whatStays(
  held: RecordedHold,
  { order, reverts, references }: Deploy,
  place: DeployTarget,
): readonly RecordedHold[] {
  const { hold } = held;
  if (hold.isOfAll || order === undefined || reverts.length > 0) return [held];
  const brought = references.map(splitReference);
  const isSame = brought.some(
    (each) => isPlaceOf(place, each.name) && hold.references.some((bad) => isSameVersion(bad, each)),
  );
  if (isSame) return [held];
  const orders = hold.orders.filter(({ scope, number }) => scope !== order.scope || number >= order.number);
  if (orders.length === hold.orders.length) return [held];
  return orders.length === 0 ? [] : [{ ...held, hold: { ...hold, orders } }];
}
