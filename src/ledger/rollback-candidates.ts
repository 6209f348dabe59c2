// The places that a rollback may change.
import { sameName } from '../image/repository-name.ts';
import { type DeployTarget, touches } from './deploy-target.ts';
import type { Deploy } from './read-deploys.ts';
import type { RollbackWords } from './rollback-meanings.ts';
import type { PlaceState } from './tag-states.ts';

/** What is to go back, and where to. */
export interface WantedRollback extends RollbackWords {
  /** Files as they are now. */
  readonly paths: ReadonlySet<string>;
  /** The images that these files name now. */
  readonly named: readonly DeployTarget[];
  /** Names without tags; none: every image of the deploy. */
  readonly images: readonly string[];
  /** Only these, where the run takes back what it has deployed itself. */
  readonly only: readonly DeployTarget[] | undefined;
}

/**
 * Lists the places that may go back: as the deploys list them, and others that the files name.
 * @param deploys of the whole history
 * @returns each once
 */
export function candidatesOf(
  deploys: readonly Deploy[],
  { paths, named, images, only }: WantedRollback,
): readonly DeployTarget[] {
  const isWanted = ({ file, what }: DeployTarget): boolean =>
    paths.has(file) &&
    /^\w/.test(what) &&
    (images.length === 0 || images.some((name) => sameName(name, what))) &&
    (only === undefined || touches({ targets: only, isCut: false }, [{ file, what }]));
  const places = new Map<string, DeployTarget>();
  for (const { places: listed } of deploys)
    for (const place of listed.targets) places.set(`${place.file}#${place.what}`, place);
  const all = [...places.values()].filter(isWanted);
  const isKnown = (place: DeployTarget): boolean =>
    all.some(({ file, what }) => file === place.file && sameName(what, place.what));
  for (const place of named.filter(isWanted)) if (!isKnown(place)) all.push(place);
  return all;
}

/**
 * Lists other places of the images that go back.
 * @param states what goes back
 * @param candidates places that may
 * @returns those that stay
 */
export function othersOf(
  states: readonly PlaceState[],
  candidates: readonly DeployTarget[],
): readonly DeployTarget[] {
  const places = new Set(states.map(({ of }) => of.place));
  const names = [...new Set([...places].map(({ what }) => what))];
  return candidates.filter((place) => !places.has(place) && names.some((name) => sameName(name, place.what)));
}
