import { editDistance } from '../../image/distance.ts';
import { lastSegment } from '../../image/name.ts';
import type { Place } from '../shapes/place.ts';

/** Orders places by how much their name is like the wanted one; the same last part counts most. */
export function nearestFirst(places: readonly Place[], wanted: string): readonly Place[] {
  const distance = ({ names }: Place): number =>
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
