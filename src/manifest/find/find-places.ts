// Every place in a document that names an image.
import { isMap } from 'yaml';
import { findArgoOciSource } from '../shapes/argo-oci-source.ts';
import { holdsNotes, type Mapping, mappingOf } from '../shapes/fields/mapping.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import { findImageStrings, findPatchedImage } from '../shapes/image-string.ts';
import { findKustomizeImages } from '../shapes/kustomization.ts';
import { findOciRepository } from '../shapes/oci-repository.ts';
import { withOuterRegistries } from '../shapes/outer-registry.ts';
import { parameterMappings } from '../shapes/parameters.ts';
import { findMarked } from '../shapes/policy-marker.ts';
import { findReferencesInMap } from '../shapes/reference-map.ts';
import { findRenovated } from '../shapes/renovate-comment.ts';
import { findSeparateFields } from '../shapes/separate-fields.ts';
import { type Cursor, type Document, rootCursor } from '../yaml/cursor.ts';
import { refuseDeeper } from '../yaml/embedded.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { visit } from '../yaml/visit.ts';
import { maySpeak, speakerAround } from './speaker.ts';

const known = new WeakMap<Document, readonly ImagePlace[]>();

/**
 * Finds every place that names an image, whichever. Each document is searched once.
 * @param document a parsed document
 * @returns the places in the order of the document; the same objects every time
 * @throws {DeployError} not-editable: YAML that holds what is looked for stands in YAML too deep
 */
export function findPlaces(document: Document): readonly ImagePlace[] {
  const places = known.get(document) ?? searchPlaces(document);
  known.set(document, places);
  return places;
}

/**
 * Finds the places that comments mark for an image policy.
 * @param files open files
 * @param policy Flux's image policy, `namespace:name`
 * @returns the marked scalars
 * @throws {DeployError} invalid-yaml, not-editable: where a file with such a comment cannot be read
 */
export function findMarkedPlaces(files: readonly OpenFile[], policy: string): readonly ImagePlace[] {
  return files
    .flatMap(({ documents }) => documents((text) => text.includes('$imagepolicy')))
    .flatMap((document) => findMarked(document, policy));
}

function searchPlaces(document: Document): readonly ImagePlace[] {
  const places: ImagePlace[] = [];
  const entries = new Set<unknown>();
  visit(rootCursor(document), (cursor) => {
    refuseDeeper(cursor);
    if (!isMap(cursor.node) || holdsNotes(cursor)) return;
    const mapping = mappingOf(cursor);
    const kustomized = findKustomizeImages(mapping);
    for (const { scalars } of kustomized) for (const scalar of scalars) entries.add(scalar);
    const named = [mapping, ...parameterMappings(mapping)].flatMap(findImages);
    const taken = new Set(named.flatMap(({ scalars }) => scalars));
    const inMap = findReferencesInMap(mapping).filter(({ cursor: at }) => !taken.has(at.node));
    const images = [...named, ...inMap];
    places.push(
      ...kustomized,
      ...findPatchedImage(mapping),
      ...findOciRepository(mapping),
      ...findArgoOciSource(mapping),
      ...images.filter(({ cursor: at }) => !entries.has(at.node)),
    );
  });
  const claimed = new Set(places.flatMap(({ scalars }) => scalars));
  const renovated = findRenovated(document).filter(({ cursor: { node } }) => !claimed.has(node));
  const all = [...onePerCursor(places), ...renovated];
  return maySpeak(document.source.text)
    ? all.filter(({ cursor }) => speakerAround(cursor) === undefined)
    : all;
}

/** One field may be read by two shapes: a key with dots in it is a field of its own map, and of the map that its path means. */
function onePerCursor(places: readonly ImagePlace[]): readonly ImagePlace[] {
  const seen = new Set<Cursor>();
  return places.filter(({ cursor }) => seen.size < seen.add(cursor).size);
}

/** A string that belongs to an image with fields of its own is not read as a whole reference too. */
function findImages(mapping: Mapping): readonly ImagePlace[] {
  const apart = findSeparateFields(mapping);
  const taken = new Set(apart.flatMap(({ scalars }) => scalars));
  const strings = findImageStrings(mapping).filter(({ cursor }) => !taken.has(cursor.node));
  return [...apart, ...strings].map((place) => withOuterRegistries(place, mapping.cursor));
}
