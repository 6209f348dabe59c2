// What places held before, read from the files as they were.
import { DeployError } from '../errors.ts';
import { formatReference, splitReference } from '../image/reference.ts';
import { isSameVersion } from '../ledger/deploy-hold.ts';
import type { Deploy } from '../ledger/read-deploys.ts';
import type { PlaceGoal } from '../ledger/rollback-goal.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';
import type { Selector } from '../manifest/target.ts';
import { inputName } from '../wording.ts';
import { firstThree } from './bounds.ts';
import { type EarlierImage, imageAt, notToFind } from './earlier-images.ts';

/** A place that goes back. */
export interface EarlierPlace {
  readonly goal: PlaceGoal;
  /** What stands there, and what stood there. */
  readonly now: EarlierImage;
  readonly old: EarlierImage;
}

/**
 * Reads what places held where they go back to.
 * @param goals where each goes back to
 * @param files as they are now
 * @param tip id of the commit that they are of
 * @param select narrows the places within the files
 * @param readAt reads files as they are at a commit, where they are there
 * @returns the places; without those that were not changed by a deploy of too many places to list
 * @throws {DeployError} deploy-not-found, image-ambiguous, and whatever reading the files throws
 */
export async function earlierPlaces(
  goals: readonly PlaceGoal[],
  files: readonly ManifestFile[],
  tip: string,
  select: Selector,
  readAt: (commit: string, paths: readonly string[]) => Promise<readonly ManifestFile[]>,
): Promise<readonly EarlierPlace[]> {
  const places: EarlierPlace[] = [];
  for (const commit of new Set(goals.map((goal) => goal.commit))) {
    const own = goals.filter((goal) => goal.commit === commit);
    const paths = [...new Set(own.map(({ place }) => place.file))];
    const oldFiles = await readAt(commit, paths);
    for (const goal of own) {
      const now = imageAt(files, goal.place, select, tip);
      // What the files name no longer, or what the selectors exclude, does not go back.
      if (now === undefined) continue;
      const old = imageAt(oldFiles, goal.place, select, commit);
      if (isMeant(goal, now, old)) places.push({ goal, now, old: knownAt(goal, old) });
    }
  }
  const [first] = goals;
  if (places.length > 0 || first === undefined) return places;
  const { place, last } = first;
  const why = last.places.isCut
    ? `commit ${last.commit.slice(0, 8)} has changed more places than it lists, and this is none of them`
    : 'the file does not name it now';
  throw notToFind(place.file, place.what, why);
}

/** Any place may be one of those that a deploy does not list: those that it changed have another value since. */
function isMeant({ isListed }: PlaceGoal, now: EarlierImage, old: EarlierImage | undefined): boolean {
  return isListed || (old !== undefined && formatReference(now.image) !== formatReference(old.image));
}

/** @throws {DeployError} deploy-not-found where something else stands there than the deploy says */
function knownAt({ place, commit, expected }: PlaceGoal, old: EarlierImage | undefined): EarlierImage {
  const at = `at commit ${commit.slice(0, 8)}`;
  const { file, what } = place;
  if (old === undefined) throw notToFind(file, what, `${at} the file was not there, or did not name it`);
  if (expected === undefined || isSameVersion(expected, old.image)) return old;
  const found = formatReference({ ...old.image, name: '' });
  throw notToFind(
    file,
    what,
    `${at} it stood there as ${found}, and not as ${formatReference({ ...expected, name: '' })}`,
  );
}

/**
 * Finds the deploy that brought all that goes back.
 * @returns one of them where they have one source; `undefined` where nothing says what is there was built from
 */
export function broughtBy(places: readonly EarlierPlace[]): Deploy | undefined {
  const deploys = places.map(({ goal: { before }, old }) => {
    const isIt = before?.references.map(splitReference).some((each) => isSameVersion(each, old.image));
    return isIt === true ? before : undefined;
  });
  return new Set(deploys.map((deploy) => deploy?.source)).size === 1 ? deploys[0] : undefined;
}

/**
 * Counts the places over all files.
 * @param expect how many there should be
 * @throws {DeployError} wrong-count
 */
export function checkExpected(expect: number | undefined, now: readonly EarlierImage[]): void {
  const count = now.reduce((sum, each) => sum + each.count, 0);
  if (expect === undefined || expect === count) return;
  throw new DeployError(
    'wrong-count',
    `Cannot roll back "${now[0]?.image.name ?? ''}": ${count} places would go back, and ${expect} are expected`,
    `narrow the files, or set ${inputName('expect')} to ${count}`,
  );
}

/**
 * Names the commits that places go back to.
 * @returns the first of them
 */
export function listed(places: readonly EarlierPlace[]): string {
  return firstThree([...new Set(places.map(({ goal }) => goal.commit.slice(0, 8)))]);
}
