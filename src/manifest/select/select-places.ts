// Which of an image's places the selectors mean, and the fields that are set by their path.
import { isCollection } from 'yaml';
import type { Operation } from '../edit/operation.ts';
import { imageKey } from '../shapes/fields/image-key.ts';
import { type ImagePlace, versionOf } from '../shapes/image-place.ts';
import type { ImageTarget, Selector } from '../target.ts';
import { holdsWanted } from './image-name.ts';
import { inNamespace, placeDifferences, tagDifference } from './selectors.ts';

/** The places of an image that are meant. */
export interface MeantPlaces {
  /** `unplaced`: they are in several files, and none of these says the namespace that was asked for. */
  readonly kind: 'fitting' | 'unplaced';
  readonly places: readonly ImagePlace[];
  /** Fields of `set` are among the image's places: those are the ones. */
  readonly byPath: boolean;
  /** Others that hold the wanted reference already, and so fit `from` before: a repeat finds them. */
  readonly done: readonly ImagePlace[];
  /** Others that stay as they are, for fields of `set` are the ones that are meant. */
  readonly passed: readonly ImagePlace[];
}

/**
 * Selects the places that are meant. Where `set` gives the paths of some, those are the ones.
 * @param image the image
 * @param all all its places
 * @param select the selectors
 * @param fields operations on fields that are set by their path
 * @returns the places; none where no place fits
 */
export function selectPlaces(
  image: ImageTarget,
  all: readonly ImagePlace[],
  select: Selector,
  fields: readonly Operation[],
): MeantPlaces {
  const whatever = all.filter((place) => placeDifferences(place, select).length === 0);
  const isDue = (place: ImagePlace) => tagDifference(place, select).length === 0;
  const fitting = whatever.filter((place) => isDue(place) || holdsWanted(place, image));
  const { kind, items } = inNamespace(fitting, ({ cursor }) => cursor, select);
  const due = items.filter(isDue);
  const written = due.filter((place) => fields.some((field) => writes(field, place)));
  const added = due.filter((place) => fields.some((field) => addsVersion(field, place)));
  const byPath = new Set([...written, ...added]);
  if (byPath.size > 0) {
    const passed = items.filter((place) => !byPath.has(place));
    return { kind, places: written, byPath: true, done: [], passed };
  }
  const done = items.filter((place) => !isDue(place));
  return due.length > 0
    ? { kind, places: due, byPath: false, done, passed: [] }
    : { kind, places: done, byPath: false, done: [], passed: [] };
}

function writes({ kind, cursor }: Operation, { scalars }: ImagePlace): boolean {
  const { node } = cursor;
  return kind === 'write' && node !== null && !isCollection(node) && scalars.includes(node);
}

/** `create` adds the tag that the place lacks, and the place itself has nothing left to write. */
function addsVersion(operation: Operation, place: ImagePlace): boolean {
  if (operation.kind !== 'add' || operation.key === undefined || versionOf(place) !== '') return false;
  const role = imageKey(operation.key)?.role;
  const isVersion = role === 'tag' || role === 'version' || role === 'digest';
  return isVersion && operation.cursor.parent?.node === place.cursor.parent?.node;
}
