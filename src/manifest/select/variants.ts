// Whether the places of an image are one image, or variants of it that lie side by side.
import { type ImagePlace, versionOf } from '../shapes/image-place.ts';
import type { ImageTarget } from '../target.ts';
import { isMoved } from './image-name.ts';

/**
 * Finds a file that holds several variants of an image. Different old tags in one file are often two variants (`api-1.2`,
 * `frontend-1.2`), not one that is late, and nobody knows which is meant; in different files, environments lag behind.
 * @param image the image that is looked for
 * @param places its places in all files
 * @returns the places of the first such file; none where each file holds one variant
 */
export function variantsOf(image: ImageTarget, places: readonly ImagePlace[]): readonly ImagePlace[] {
  const manifests = new Set(places.map(({ cursor }) => cursor.document.source.manifest));
  for (const manifest of manifests) {
    const inFile = places.filter(({ cursor }) => cursor.document.source.manifest === manifest);
    const versions = new Set(inFile.filter((place) => !isMoved(place, image)).map(versionOf));
    if (versions.size > 1) return inFile;
  }
  return [];
}
