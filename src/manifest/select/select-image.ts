// Which places of one image are meant, or what adds it where it is not.
import { lastSegment } from '../../image/repository-name.ts';
import type { Operation } from '../edit/operation.ts';
import { findMarkedPlaces, findPlaces } from '../find/find-places.ts';
import { mappingOf } from '../shapes/fields/mapping.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { addEntry } from '../shapes/kustomization-entry.ts';
import type { ImageTarget, Target } from '../target.ts';
import { type Document, rootCursor } from '../yaml/cursor.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { isOfImage } from './image-name.ts';
import { mayName } from './naming-text.ts';
import { selectPlaces } from './selectors.ts';
import { selectVariants } from './variants.ts';

/** The places of one image that are meant. */
export interface SelectedImage {
  readonly kind: 'selected';
  readonly image: ImageTarget;
  readonly places: readonly ImagePlace[];
  /** Places of the image that stay as they are, for no tag can be written there. */
  readonly blocked: readonly ImagePlace[];
  /** What adds the image where it has no place. */
  readonly additions: readonly Operation[];
}

/** No place of the image can be changed. */
export type UnselectedImage =
  | { readonly kind: 'absent'; readonly image: ImageTarget }
  | { readonly kind: 'blocked'; readonly image: ImageTarget; readonly places: readonly ImagePlace[] }
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
  const { policy, select } = target;
  const meant =
    policy === undefined
      ? selectNamed(files, image, target)
      : selectPlaces(findMarkedPlaces(files, policy), select);
  const places = meant.filter((place) => isWritable(place, target));
  const blocked = meant.filter((place) => !isWritable(place, target));
  if (places.length > 0) {
    const isCounted = target.expect !== undefined || policy !== undefined;
    const variants = isCounted ? { kind: 'one' as const, places } : selectVariants(image, places, fields);
    if (variants.kind === 'several') return { kind: 'ambiguous', image, places: variants.places };
    return { kind: 'selected', image, places: variants.places, blocked, additions: [] };
  }
  const additions = target.create && blocked.length === 0 ? entryFor(files, image) : [];
  if (additions.length > 0 || isOptional(target))
    return { kind: 'selected', image, places, blocked, additions };
  return blocked.length > 0 ? { kind: 'blocked', image, places: blocked } : { kind: 'absent', image };
}

function selectNamed(
  files: readonly OpenFile[],
  image: ImageTarget,
  { select }: Target,
): readonly ImagePlace[] {
  const names = [image.name ?? image.to.name, image.to.name];
  const words = names.map(lastSegment);
  const meantIn = (documents: readonly Document[]): readonly ImagePlace[] =>
    selectPlaces(
      documents.flatMap(findPlaces).filter((place) => isOfImage(place, image)),
      select,
    );
  const places = meantIn(
    files.flatMap((file) => readNaming(file, names, (text) => words.some((word) => text.includes(word)))),
  );
  if (places.length > 0) return places;
  // The name may be written with escapes, which are rare: a file that cannot be read is not taken for one of those.
  return meantIn(files.flatMap((file) => readDocuments(file, (text) => escapes.test(text)).documents));
}

/** What cannot be read is an error where it may name the image, or where it is only a part of the text. */
function readNaming(
  file: OpenFile,
  names: readonly string[],
  isWanted: (text: string) => boolean,
): readonly Document[] {
  const { documents, failures } = readDocuments(file, isWanted);
  const harm = failures.find(({ text, abridged }) => abridged || names.some((name) => mayName(text, name)));
  if (harm !== undefined) throw harm.error;
  return documents;
}

/** Escapes of letters, and a line end in the middle of a word. */
const escapes = /\\[xuU\r\n]/;

function isWritable({ obstacle }: ImagePlace, { create }: Target): boolean {
  return obstacle === undefined || (obstacle.creatable && create);
}

/** With `{tag}` in a field that is set, the image may be there for its tag alone. */
function isOptional({ set, policy }: Target): boolean {
  return policy === undefined && set.some(({ fromImage }) => fromImage);
}

/** A new entry in the one kustomization among the files. */
function entryFor(files: readonly OpenFile[], image: ImageTarget): readonly Operation[] {
  const kustomizations = files
    .flatMap(({ documents }) => documents(() => true))
    .map((document) => mappingOf(rootCursor(document)))
    .filter(isKustomization);
  const [only, second] = kustomizations;
  const entry = only === undefined || second !== undefined ? undefined : addEntry(only, image);
  return entry === undefined ? [] : [entry];
}
