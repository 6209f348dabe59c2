import { findImageStrings, findPatchedImage } from '../shapes/image-string.ts';
import { findKustomizeImages } from '../shapes/kustomization.ts';
import { findOciRepository } from '../shapes/oci-repository.ts';
import { parameterViews } from '../shapes/parameters.ts';
import { findParts } from '../shapes/parts.ts';
import type { Place } from '../shapes/place.ts';
import { type View, viewOf } from '../shapes/view.ts';
import type { Document } from '../yaml/document.ts';
import { resourceOf } from '../yaml/locate.ts';
import { rootSpot } from '../yaml/spot.ts';
import { visit } from '../yaml/visit.ts';

const known = new WeakMap<Document, readonly Place[]>();

/** Every place that names an image, whichever, in the order of the document; the same objects every time. */
export function findPlaces(document: Document): readonly Place[] {
  const places = known.get(document) ?? searchPlaces(document);
  known.set(document, places);
  return places;
}

function searchPlaces(document: Document): readonly Place[] {
  const places: Place[] = [];
  const entries = new Set<unknown>();
  visit(rootSpot(document), {
    map: (spot) => {
      const view = viewOf(spot);
      const kustomized = findKustomizeImages(view);
      for (const { scalars } of kustomized) for (const scalar of scalars) entries.add(scalar);
      const images = [view, ...parameterViews(view)].flatMap(findImages);
      places.push(
        ...kustomized,
        ...findPatchedImage(view),
        ...findOciRepository(view),
        ...images.filter(({ spot: at }) => !entries.has(at.node)),
      );
    },
  });
  return places.filter(isDeployed);
}

/** What fields of their own say comes before what a string may be. */
function findImages(view: View): readonly Place[] {
  const apart = findParts(view);
  const taken = new Set(apart.flatMap(({ scalars }) => scalars));
  return [...apart, ...findImageStrings(view).filter(({ spot }) => !taken.has(spot.node))];
}

/** Flux's ImageRepository names an image to look for new tags of it, and never has one itself. */
function isDeployed({ spot }: Place): boolean {
  return resourceOf(spot).kind !== 'ImageRepository';
}
