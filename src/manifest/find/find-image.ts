import type { DeployError } from '../../errors.ts';
import { lastSegment } from '../../image/name.ts';
import {
  imageAmbiguous,
  imageBlocked,
  imageNotFound,
  inTheWay,
  policyNotFound,
} from '../explain/complaint.ts';
import { imageExcluded } from '../explain/exclusion.ts';
import type { Operation } from '../edit/operation.ts';
import { addEntry } from '../shapes/entry.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { findMarked } from '../shapes/marker.ts';
import { type Place, versionOf } from '../shapes/place.ts';
import { viewOf } from '../shapes/view.ts';
import type { ImageTarget, Target } from '../target.ts';
import type { Document } from '../yaml/document.ts';
import type { OpenFile } from '../yaml/open.ts';
import { rootSpot } from '../yaml/spot.ts';
import { findPlaces } from './find.ts';
import { isMoved, isOfImage } from './naming.ts';
import { differences, selectPlaces } from './select.ts';
import { readable, survey } from './survey.ts';

/** The places of one image, or what adds it where it is not. */
export interface Found {
  readonly image: ImageTarget;
  readonly places: readonly Place[];
  readonly additions: readonly Operation[];
  readonly notes: readonly string[];
}

/** Finds the image in all files; a place that `fields` set is meant for sure. Throws `image-not-found` and `image-ambiguous`. */
export function findImage(
  files: readonly OpenFile[],
  image: ImageTarget,
  target: Target,
  fields: readonly Operation[],
): Found {
  const { policy, select } = target;
  const selected =
    policy === undefined ? named(files, image, target) : selectPlaces(marked(files, policy), select);
  const places = selected.filter((place) => isOpen(place, target));
  const blocked = selected.filter((place) => !isOpen(place, target));
  const notes = blocked.map((place) => `${inTheWay(place)}, which stays as it is`);
  if (places.length > 0) {
    const certain = target.expect !== undefined || target.policy !== undefined;
    return { image, places: certain ? places : oneVariant(image, places, fields), additions: [], notes };
  }
  const additions = target.create && blocked.length === 0 ? entryFor(files, image) : [];
  if (additions.length === 0 && !isOptional(target))
    throw blocked.length > 0 ? imageBlocked(image, blocked) : notFound(files, image, target);
  return { image, places, additions, notes };
}

function named(files: readonly OpenFile[], image: ImageTarget, { select }: Target): readonly Place[] {
  const needles = [image.name ?? image.to.name, image.to.name].map(lastSegment);
  const meantIn = (documents: readonly Document[]): readonly Place[] =>
    selectPlaces(
      documents.flatMap(findPlaces).filter((place) => isOfImage(place, image)),
      select,
    );
  const places = meantIn(
    files.flatMap(({ documents }) => documents((text) => needles.some((needle) => text.includes(needle)))),
  );
  if (places.length > 0) return places;
  // The name may be written with escapes, which are rare: a file that cannot be read is not taken for one of those.
  return meantIn(files.flatMap((file) => readable(file, (text) => escapes.test(text)).documents));
}

/** Escapes of letters, and a line end in the middle of a word. */
const escapes = /\\[xuU\r\n]/;

function marked(files: readonly OpenFile[], policy: string): readonly Place[] {
  return files
    .flatMap(({ documents }) => documents((text) => text.includes('$imagepolicy')))
    .flatMap((document) => findMarked(document, policy));
}

function isOpen({ obstacle, creatable = false }: Place, { create }: Target): boolean {
  return obstacle === undefined || (creatable && create);
}

/** With `{tag}` in a field that is set, the image may be there for its tag alone. */
function isOptional({ set, policy }: Target): boolean {
  return policy === undefined && set.some(({ fromImage }) => fromImage);
}

/** A new entry in the one kustomization among the files. */
function entryFor(files: readonly OpenFile[], image: ImageTarget): readonly Operation[] {
  const views = files
    .flatMap(({ documents }) => documents(() => true))
    .map((document) => viewOf(rootSpot(document)))
    .filter(isKustomization);
  const [only, second] = views;
  const entry = only === undefined || second !== undefined ? undefined : addEntry(only, image);
  return entry === undefined ? [] : [entry];
}

function notFound(files: readonly OpenFile[], image: ImageTarget, { policy, select }: Target): DeployError {
  const seen = survey(files, image.name ?? image.to.name);
  const [broken] = seen.unreadable;
  if (broken !== undefined && files.length === 1) return broken;
  const there =
    policy === undefined ? seen.places.filter((place) => isOfImage(place, image)) : marked(files, policy);
  const excluded = there.filter((place) => differences(place, select).length > 0);
  if (excluded.length > 0) return imageExcluded(policy ?? image, excluded, select, seen);
  return policy === undefined ? imageNotFound(image, seen) : policyNotFound(policy, seen);
}

/**
 * Different old tags in one file are often two variants of an image (`api-1.2`, `frontend-1.2`), not one that is late:
 * the one whose field is set by its path is meant, else nobody knows.
 */
function oneVariant(
  image: ImageTarget,
  places: readonly Place[],
  fields: readonly Operation[],
): readonly Place[] {
  const manifests = [...new Set(places.map(({ spot }) => spot.document.source.manifest))];
  const set = new Set<unknown>(fields.map(({ spot }) => spot.node));
  return manifests.flatMap((manifest) => {
    const inFile = places.filter(({ spot }) => spot.document.source.manifest === manifest);
    const versions = new Set(inFile.filter((place) => !isMoved(place, image)).map(versionOf));
    if (versions.size <= 1) return inFile;
    const meant = inFile.filter(({ scalars }) => scalars.some((scalar) => set.has(scalar)));
    if (meant.length === 0) throw imageAmbiguous(image, inFile);
    return meant;
  });
}
