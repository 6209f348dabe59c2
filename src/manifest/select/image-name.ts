import type { Reference } from '../../image/reference.ts';
import { sameName } from '../../image/repository-name.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { ImageTarget } from '../target.ts';

/** Whether the place is one of the image that is looked for, or has become one of it before. */
export function isOfImage(place: ImagePlace, image: ImageTarget): boolean {
  return names(place, image) || isMoved(place, image);
}

function names(place: ImagePlace, { name, to }: ImageTarget): boolean {
  const wanted = name ?? to.name;
  const known = name === undefined ? place.names : [...place.names, ...(place.formerNames ?? [])];
  return known.some((each) => sameName(each, wanted));
}

/** Whether `NAME=REF` has moved the place before: the same run again has nothing left to do there. */
export function isMoved({ names, formerNames, old }: ImagePlace, { name, to }: ImageTarget): boolean {
  // An entry of a kustomization for an image that is called so from the start has never been another's.
  if (name === undefined || formerNames?.some((each) => sameName(each, to.name))) return false;
  const isThere = names.some((each) => sameName(each, to.name));
  const keepsVersion = to.tag === undefined && to.digest === undefined;
  return isThere && (keepsVersion || (old.tag === to.tag && old.digest === to.digest));
}

/** The reference as the place would write it: a name that means the same keeps its spelling, unless `NAME=REF` asks for another. */
export function referenceFor({ names }: ImagePlace, { name, to }: ImageTarget): Reference {
  if (name !== undefined) return to;
  return { ...to, name: names.find((each) => sameName(each, to.name)) ?? to.name };
}
