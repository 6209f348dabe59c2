import { lastSegment } from '../image/name.ts';
import type { Place } from './place.ts';

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

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swap = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
