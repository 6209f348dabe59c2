import { isCollection, isMap } from 'yaml';
import type { Fragment } from '../edit/fragment.ts';
import { lastField } from '../edit/home.ts';
import type { Operation } from '../edit/operation.ts';
import type { Step } from '../path.ts';
import type { Assignment, Selector } from '../target.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import type { OpenFile } from '../yaml/open.ts';
import { isScalarSpot, rootSpot, type Spot, textOf } from '../yaml/spot.ts';
import { follow, startsOf } from './follow.ts';
import { selectSpots } from './select.ts';

/** A map on the way of a path, and the keys that it lacks. */
interface Gap {
  readonly spot: Spot;
  readonly keys: readonly string[];
}

/** Adds the keys that the path's end lacks, where one document alone goes furthest along it; else `undefined`. */
export function createField(
  files: readonly OpenFile[],
  steps: readonly Step[],
  { value, fromImage }: Assignment,
  select: Selector,
): Operation | undefined {
  const starts = files.flatMap(({ documents }) => documents(() => true)).flatMap(startsOf);
  const gaps = selectSpots(starts, (start) => start, select).flatMap((start) => gapAt(start, steps));
  const fewest = Math.min(...gaps.map(({ keys }) => keys.length));
  const [gap, second] = gaps.filter(({ keys }) => keys.length === fewest);
  if (gap === undefined || second !== undefined) return undefined;
  const [first = '', ...rest] = gap.keys;
  const fragment = rest.reduceRight<Fragment>((inner, key) => mapOf(key, inner), value);
  const shared = { typed: !fromImage, meaning: { from: '', to: value } };
  const last = lastField(gap.spot);
  if (last !== undefined) return { kind: 'add', spot: last, key: first, value: fragment, ...shared };
  return { kind: 'fill', spot: gap.spot, value: mapOf(first, fragment), ...shared };
}

/** The furthest map, or place for one, on the way; none where the rest of the way is more than keys. */
function gapAt(start: Spot, steps: readonly Step[]): readonly Gap[] {
  for (let known = steps.length - 1; known >= 0; known--) {
    const [spot, second] = follow(start, steps.slice(0, known)).map(insideOf);
    if (spot === undefined) continue;
    const rest = steps.slice(known);
    const keys = rest.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
    return second === undefined && keys.length === rest.length && takesKeys(spot) ? [{ spot, keys }] : [];
  }
  return [];
}

/** The map in a block scalar takes keys, the scalar none. */
function insideOf(spot: Spot): Spot {
  const [document] = embeddedDocuments(spot);
  return document === undefined ? spot : rootSpot(document);
}

function takesKeys(spot: Spot): boolean {
  return isMap(spot.node) || (isScalarSpot(spot) && textOf(spot) === undefined && !isCollection(spot.node));
}

function mapOf(key: string, value: Fragment): Fragment {
  return { kind: 'map', fields: [[key, value]] };
}
