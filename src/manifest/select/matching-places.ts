// The places of one image, whatever the selectors say.
import { lastSegment } from '../../image/repository-name.ts';
import { findMarkedPlaces, findPlaces } from '../find/find-places.ts';
import { withTextLines } from '../find/text-lines.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { ImageTarget, Target } from '../target.ts';
import type { Document } from '../yaml/cursor.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { isOfImage, readAsFound } from './image-name.ts';
import { mayName } from './naming-text.ts';

/**
 * Finds the places of an image, or of the policy that is given for it.
 * @param files open files
 * @param image the image to look for
 * @param target says whether a policy marks the places
 * @returns the places in the order of the files
 * @throws {DeployError} invalid-yaml, not-editable: where a file that may hold the image cannot be read
 */
export function matchingPlaces(
  files: readonly OpenFile[],
  image: ImageTarget,
  { policy }: Target,
): readonly ImagePlace[] {
  if (policy !== undefined) return findMarkedPlaces(files, policy);
  const names = [image.name ?? image.to.name, image.to.name];
  const words = names.map(lastSegment);
  const placesIn = (documents: readonly Document[]): readonly ImagePlace[] =>
    documents
      .flatMap(findPlaces)
      .filter((place) => isOfImage(place, image))
      .map((place) => readAsFound(place, image));
  const places = placesIn(
    files.flatMap((file) => readNaming(file, names, (text) => words.some((word) => text.includes(word)))),
  );
  if (places.length > 0) return places;
  // The name may be written with escapes, which are rare: a file that cannot be read is not taken for one of those.
  return placesIn(files.flatMap((file) => readDocuments(file, (text) => escapes.test(text)).documents));
}

/** What cannot be read is an error where it may name the image, or where it is only a part of the text. */
function readNaming(
  file: OpenFile,
  names: readonly string[],
  isWanted: (text: string) => boolean,
): readonly Document[] {
  const { documents, failures } = readDocuments(file, isWanted);
  const harm = failures.find(({ text, abridged }) => abridged || names.some((name) => mayName(text, name)));
  if (harm !== undefined) throw withTextLines(harm.error, file.manifest, names[0] ?? '');
  return documents;
}

/** Escapes of letters, and a line end in the middle of a word. */
const escapes = /\\[xuU\r\n]/;
