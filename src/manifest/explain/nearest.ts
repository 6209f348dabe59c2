// The order in which images are shown to somebody who looked for another one.
import { editDistance } from '../../image/edit-distance.ts';
import { lastSegment } from '../../image/repository-name.ts';
import type { ImagePlace } from '../shapes/image-place.ts';

/**
 * Orders places by how much their name is like the wanted one; the same last segment counts most.
 * @param places any places
 * @param wanted the name that was looked for
 * @returns the same places, the likeliest first
 */
export function nearestFirst(places: readonly ImagePlace[], wanted: string): readonly ImagePlace[] {
  const distance = ({ names }: ImagePlace): number =>
    Math.min(
      ...names.map(
        (name) => (lastSegment(name) === lastSegment(wanted) ? 0 : 100) + editDistance(name, wanted),
      ),
    );
  return places
    .map((place) => ({ place, distance: distance(place) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ place }) => place);
}
