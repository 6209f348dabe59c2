// Whether the places of an image are one image, or variants of it that lie side by side.
import type { Operation } from '../edit/operation.ts';
import { type ImagePlace, versionOf } from '../shapes/image-place.ts';
import type { ImageTarget } from '../target.ts';
import { isMoved } from './image-name.ts';

/** The places of one variant a file, or the places of a file that holds several. */
export interface Variants {
  readonly kind: 'one' | 'several';
  readonly places: readonly ImagePlace[];
}

/**
 * Selects one variant of an image in each file. Different old tags in one file are often two variants (`api-1.2`,
 * `frontend-1.2`), not one that is late: the one whose field is set by its path is meant, else nobody knows.
 * @param image the image that is looked for
 * @param places its places in all files
 * @param fields operations on fields that are set by their path
 * @returns the places that are meant, or those of the first file where that is not known
 */
export function selectVariants(
  image: ImageTarget,
  places: readonly ImagePlace[],
  fields: readonly Operation[],
): Variants {
  const manifests = new Set(places.map(({ cursor }) => cursor.document.source.manifest));
  const set = new Set<unknown>(fields.map(({ cursor }) => cursor.node));
  const meant: ImagePlace[] = [];
  for (const manifest of manifests) {
    const inFile = places.filter(({ cursor }) => cursor.document.source.manifest === manifest);
    const versions = new Set(inFile.filter((place) => !isMoved(place, image)).map(versionOf));
    const isOne = versions.size <= 1;
    const chosen = isOne ? inFile : inFile.filter(({ scalars }) => scalars.some((scalar) => set.has(scalar)));
    if (chosen.length === 0) return { kind: 'several', places: inFile };
    meant.push(...chosen);
  }
  return { kind: 'one', places: meant };
}
