// Which places of one image are meant, or what adds it where it is not.
import type { Operation } from '../edit/operation.ts';
import { mappingOf } from '../shapes/fields/mapping.ts';
import { untaggedReference } from '../shapes/fields/obstacle.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { addEntry } from '../shapes/kustomization-entry.ts';
import type { ImageTarget, Target } from '../target.ts';
import { rootCursor } from '../yaml/cursor.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { matchingPlaces } from './matching-places.ts';
import { selectPlaces } from './select-places.ts';
import { variantsOf } from './variants.ts';

/** The places of one image that are meant. */
export interface SelectedImage {
  readonly kind: 'selected';
  readonly image: ImageTarget;
  readonly places: readonly ImagePlace[];
  /** Others that `from` would have matched before: they hold the wanted reference already. */
  readonly done: readonly ImagePlace[];
  /** Others that stay as they are, for `set` says which ones are meant. */
  readonly passed: readonly ImagePlace[];
  /** Places of the image that stay as they are, for no tag can be written there. */
  readonly blocked: readonly ImagePlace[];
  /** What adds the image where it has no place. */
  readonly additions: readonly Operation[];
}

/** No place of the image can be changed. */
export type UnselectedImage =
  | { readonly kind: 'absent'; readonly image: ImageTarget }
  | { readonly kind: 'blocked'; readonly image: ImageTarget; readonly places: readonly ImagePlace[] }
  /** They are in several files, and none of these says the namespace that was asked for. */
  | { readonly kind: 'unplaced'; readonly image: ImageTarget; readonly places: readonly ImagePlace[] }
  | { readonly kind: 'ambiguous'; readonly image: ImageTarget; readonly places: readonly ImagePlace[] };

/**
 * Selects the places of an image in all files.
 * @param files open files
 * @param image the image to look for
 * @param target selectors, count and whether fields may be added
 * @param fields operations on fields that are set by their path: a place that they change is meant for sure
 * @returns the places, or why there are none
 * @throws {DeployError} invalid-yaml, not-editable: where a file that may hold the image cannot be read
 */
export function selectImage(
  files: readonly OpenFile[],
  image: ImageTarget,
  target: Target,
  fields: readonly Operation[],
): SelectedImage | UnselectedImage {
  const all = matchingPlaces(files, image, target);
  const meant = selectPlaces(image, all, target.select, fields);
  if (meant.kind === 'unplaced') return { kind: 'unplaced', image, places: meant.places };
  const places = meant.places.filter((place) => isWritable(place, image, target));
  const blocked = meant.places.filter((place) => !isWritable(place, image, target));
  const { byPath, done, passed } = meant;
  if (places.length > 0) {
    const isKnown = byPath || target.expect !== undefined || target.policy !== undefined;
    const variants = isKnown ? [] : variantsOf(image, places);
    if (variants.length > 0) return { kind: 'ambiguous', image, places: variants };
    return { kind: 'selected', image, places, done, passed, blocked, additions: [] };
  }
  const additions = target.create && !byPath && blocked.length === 0 ? entryFor(files, image) : [];
  if (additions.length > 0 || byPath || isOptional(target))
    return { kind: 'selected', image, places, done, passed, blocked, additions };
  return blocked.length > 0 ? { kind: 'blocked', image, places: blocked } : { kind: 'absent', image };
}

function isWritable({ obstacle }: ImagePlace, { to }: ImageTarget, { create }: Target): boolean {
  if (obstacle === undefined || (obstacle.creatable && create)) return true;
  // A new name alone adds no tag.
  return obstacle === untaggedReference && to.tag === undefined && to.digest === undefined;
}

/** With `{tag}` in a field that is set, the image may be there for its tag alone. */
function isOptional({ set, policy }: Target): boolean {
  return policy === undefined && set.some(({ fromImage }) => fromImage);
}

/** A new entry in the one kustomization among the files. */
function entryFor(files: readonly OpenFile[], image: ImageTarget): readonly Operation[] {
  const kustomizations = files
    .flatMap((file) => readDocuments(file, () => true).documents)
    .map((document) => mappingOf(rootCursor(document)))
    .filter(isKustomization);
  const [only, second] = kustomizations;
  const entry = only === undefined || second !== undefined ? undefined : addEntry(only, image);
  return entry === undefined ? [] : [entry];
}
