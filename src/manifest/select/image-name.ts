// Whether a place is one of the image that is looked for, by its name.
import { assertDeployError } from '../../errors.ts';
import type { Reference } from '../../image/reference.ts';
import { sameName } from '../../image/repository-name.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { ImageTarget } from '../target.ts';

/**
 * Says whether the place is one of the image that is looked for, or has become one of it before.
 * @param place any place
 * @param image the image
 * @returns whether it is
 */
export function isOfImage(place: ImagePlace, image: ImageTarget): boolean {
  return names(place, image) || isMoved(place, image);
}

function names(place: ImagePlace, { name, to }: ImageTarget): boolean {
  const wanted = name ?? to.name;
  const known = name === undefined ? place.names : [...place.names, ...(place.formerNames ?? [])];
  return known.some((each) => sameName(each, wanted));
}

/**
 * Reads the place by the name that it was found by, where several readings are possible: that one is written and shown.
 * @param place a place of the image
 * @param image the image
 * @returns the place with that name first
 */
export function readAsFound(place: ImagePlace, { name, to }: ImageTarget): ImagePlace {
  const { names } = place;
  const found = [name ?? to.name, to.name].flatMap(
    (wanted) => names.find((each) => sameName(each, wanted)) ?? [],
  );
  const [first = names[0]] = found;
  if (first === undefined || first === names[0]) return place;
  const others = names.filter((each) => each !== first);
  return { ...place, names: [first, ...others], old: { ...place.old, name: first } };
}

/**
 * Says whether `NAME=REF` has moved the place before: the same run again has nothing left to do there.
 * @param place any place
 * @param image the image, with its name before and after
 * @returns whether the place names what it should become
 */
export function isMoved({ names, formerNames, old }: ImagePlace, { name, to }: ImageTarget): boolean {
  // A kustomization's entry that finds the image by this name has not been moved to it.
  if (name === undefined || formerNames?.some((each) => sameName(each, to.name))) return false;
  const isThere = names.some((each) => sameName(each, to.name));
  const keepsVersion = to.tag === undefined && to.digest === undefined;
  return isThere && (keepsVersion || (old.tag === to.tag && old.digest === to.digest));
}

/**
 * Gives the reference as the place would write it: a name that means the same keeps its spelling, unless `NAME=REF` asks
 * for another.
 * @param place a place of the image
 * @param image the image
 * @returns the reference to write
 */
export function referenceFor({ names }: ImagePlace, { name, to }: ImageTarget): Reference {
  if (name !== undefined) return to;
  return { ...to, name: names.find((each) => sameName(each, to.name)) ?? to.name };
}

/**
 * Says whether a place holds the wanted reference already, so that nothing is left to do there.
 * @param place a place of the image
 * @param image the image
 * @returns whether writing it would change nothing
 */
export function holdsWanted(place: ImagePlace, image: ImageTarget): boolean {
  if (place.obstacle !== undefined) return false;
  try {
    return place
      .write(referenceFor(place, image), place.names[0] ?? place.old.name)
      .every(({ kind, cursor, value }) => kind === 'write' && cursor.node?.source.trimEnd() === value);
  } catch (error) {
    // What has no room for the reference does not hold it.
    assertDeployError(error);
    return false;
  }
}
