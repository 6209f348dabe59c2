import { DeployError } from '../errors.ts';
import { lastSegment } from '../image/name.ts';
import { imageAmbiguous, imageNotFound, inTheWay, type Survey } from './complaint.ts';
import { findPlaces } from './find.ts';
import { resourceOf } from './locate.ts';
import type { OpenFile } from './open.ts';
import type { Place } from './place.ts';
import { isSelected, names } from './select.ts';
import type { ImageTarget, Target } from './target.ts';

/** The places of one image. */
export interface Found {
  readonly image: ImageTarget;
  readonly places: readonly Place[];
  readonly notes: readonly string[];
}

/** Finds the image in all files. Throws `image-not-found` and `image-ambiguous`. */
export function findImage(files: readonly OpenFile[], image: ImageTarget, target: Target): Found {
  const needle = lastSegment(image.name ?? image.to.name);
  const likely = placesIn(files, (text) => text.includes(needle)).filter((place) => names(place, image));
  const selected = likely.filter((place) => isSelected(place, target.select));
  const places = selected.filter(({ obstacle }) => obstacle === undefined);
  const blocked = selected.filter(({ obstacle }) => obstacle !== undefined);
  if (places.length === 0 && !isOptional(target)) throw imageNotFound(image, survey(files));
  if (target.expect === undefined) checkVariants(image, places);
  return { image, places, notes: blocked.map((place) => `${inTheWay(place)}, which stays as it is`) };
}

/** With `{tag}` in a field that is set, the image may be there for its tag alone. */
function isOptional({ set, expect }: Target): boolean {
  return expect === undefined && set.some(({ fromImage }) => fromImage);
}

function placesIn(files: readonly OpenFile[], isWanted: (text: string) => boolean): readonly Place[] {
  return files.flatMap(({ documents }) => documents(isWanted).flatMap(findPlaces)).filter(isDeployed);
}

/** All that is there, for a message: what cannot be read is told and hides nothing else. */
function survey(files: readonly OpenFile[]): Survey {
  const unreadable: DeployError[] = [];
  const places = files.flatMap((file) => {
    try {
      return placesIn([file], () => true);
    } catch (error) {
      if (!(error instanceof DeployError)) throw error;
      unreadable.push(error);
      return [];
    }
  });
  return { files: files.map(({ file }) => file.path), places, unreadable };
}

/** Flux's ImageRepository names an image to look for new tags of it; it never has one itself. */
function isDeployed({ spot }: Place): boolean {
  return resourceOf(spot).kind !== 'ImageRepository';
}

/** Different old tags in one file are often two variants of an image (`api-1.2`, `frontend-1.2`), not one that is late. */
function checkVariants(image: ImageTarget, places: readonly Place[]): void {
  const manifests = new Set(places.map(({ spot }) => spot.document.source.manifest));
  for (const manifest of manifests) {
    const inFile = places.filter(({ spot }) => spot.document.source.manifest === manifest);
    const versions = new Set(inFile.map(({ old }) => old.tag ?? old.digest ?? ''));
    if (versions.size > 1) throw imageAmbiguous(image, inFile);
  }
}
