// How often and how fast is deployed, and how often that is taken back: figures of a history.
import { median } from '../median.ts';
import { touches } from './deploy-target.ts';
import type { Deploy } from './read-deploys.ts';

/** The figures of a time. */
export interface DeliveryFigures {
  /** Where the time begins and ends, milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly deploys: number;
  readonly perDay: number;
  /** From the commit of the source to the deploy, milliseconds; `undefined` where no deploy says when its source was made. */
  readonly medianLeadMs: number | undefined;
  /** Deploys that were taken back, and their share of those that took nothing back, 0 to 1. */
  readonly takenBack: number;
  readonly takenBackShare: number;
  /** From a deploy to the one that took it back, milliseconds; `undefined` where none was taken back. */
  readonly medianRestoreMs: number | undefined;
}

const dayMs = 86_400_000;

/**
 * Counts a history.
 * @param deploys the newest first
 * @param bad those of the branch that were taken back, and by which
 * @param since where the time begins, milliseconds since 1970; `undefined`: at the first deploy
 * @param now where it ends, milliseconds since 1970
 * @returns the figures; rates are those of one day at least
 */
export function deliveryFigures(
  deploys: readonly Deploy[],
  bad: ReadonlyMap<Deploy, Deploy>,
  since: number | undefined,
  now: number,
): DeliveryFigures {
  const from = since ?? deploys.at(-1)?.date ?? now;
  const own = new Map(
    deploys.flatMap((deploy) => (bad.has(deploy) ? [[deploy, bad.get(deploy) ?? deploy] as const] : [])),
  );
  const forward = deploys.filter(({ reverts }) => reverts.length === 0);
  return {
    from,
    to: Math.max(from, now),
    deploys: deploys.length,
    perDay: deploys.length / Math.max(1, (now - from) / dayMs),
    medianLeadMs: median(deploys.flatMap((deploy) => leadMs(deploy) ?? [])),
    takenBack: own.size,
    takenBackShare: own.size / Math.max(1, forward.length),
    medianRestoreMs: median(restoreTimes(own)),
  };
}

/**
 * Measures how long a change took from its commit to its deploy.
 * @returns milliseconds; `undefined` where that is not known, and where an older state came back
 */
export function leadMs({ date, sourceDate, reverts }: Deploy): number | undefined {
  if (sourceDate === undefined || reverts.length > 0) return undefined;
  const lead = date - Date.parse(sourceDate);
  return lead >= 0 ? lead : undefined;
}

/**
 * Finds the deploys that were taken back: for its places, a rollback takes back what came since the oldest commit that it
 * names.
 * @param deploys of the branch, the newest first
 * @returns each with the rollback that came first after it; rollbacks that were taken back are no such deploys
 */
export function takenBack(deploys: readonly Deploy[]): ReadonlyMap<Deploy, Deploy> {
  const bad = new Map<Deploy, Deploy>();
  const last = new Map(deploys.map(({ commit }, index) => [commit, index]));
  deploys.forEach((back, index) => {
    const oldest = last.get(back.reverts.at(-1) ?? '');
    if (oldest === undefined) return;
    for (const deploy of deploys.slice(index + 1, oldest + 1))
      if (deploy.reverts.length === 0 && touches(deploy.places, back.places.targets)) bad.set(deploy, back);
  });
  return bad;
}

/** From the deploy that was live to the one that took it back; the older ones that went with it had been replaced before. */
function restoreTimes(bad: ReadonlyMap<Deploy, Deploy>): readonly number[] {
  const newest = new Map<Deploy, number>();
  for (const [{ date }, back] of bad) newest.set(back, Math.max(date, newest.get(back) ?? date));
  return [...newest].map(([back, date]) => back.date - date);
}
