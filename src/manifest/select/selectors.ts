// What a place or a field has to be like to be meant.
import { matchesWildcard } from '../../wildcard.ts';
import { formatPath } from '../field-path.ts';
import { containerNames } from '../shapes/fields/container.ts';
import { type ImagePlace, versionOf } from '../shapes/image-place.ts';
import type { Selector } from '../target.ts';
import type { Cursor } from '../yaml/cursor.ts';
import { namespacesOf } from '../yaml/namespace.ts';
import { pathOf } from '../yaml/position.ts';
import { resourceOf } from '../yaml/resource.ts';
import { isBelow } from './below-path.ts';
import { itemNameOf } from './list-item.ts';

/** What fits the selectors; `unplaced`: several files fit, and none of them says the namespace that was asked for. */
export interface Fitting<T> {
  readonly kind: 'fitting' | 'unplaced';
  readonly items: readonly T[];
}

/**
 * Takes what lies in the namespaces themselves, where anything does; else what names no namespace at all, which the file
 * that it stands in has to say for it: one file, for nobody says it of several.
 * @param items what fits the other selectors
 * @param cursorOf gives the node of an item
 * @param select the selectors
 * @returns the items that are meant
 */
export function inNamespace<T>(
  items: readonly T[],
  cursorOf: (item: T) => Cursor,
  { namespace }: Selector,
): Fitting<T> {
  if (namespace.length === 0) return { kind: 'fitting', items };
  const exact = items.filter((item) => namespacesOf(cursorOf(item)).some((each) => namespace.includes(each)));
  if (exact.length > 0) return { kind: 'fitting', items: exact };
  const manifests = new Set(items.map((item) => cursorOf(item).document.source.manifest));
  return { kind: manifests.size > 1 ? 'unplaced' : 'fitting', items };
}

/**
 * Selects what lies at a cursor and is no place of an image: its object counts, and the item of a list that it is in.
 * @param items what may be meant
 * @param cursorOf gives the node of an item
 * @param select the selectors
 * @returns the items that are meant
 */
export function selectCursors<T>(
  items: readonly T[],
  cursorOf: (item: T) => Cursor,
  select: Selector,
): Fitting<T> {
  const fitting = items.filter((item) => objectDifferences(cursorOf(item), select).length === 0);
  return inNamespace(fitting, cursorOf, select);
}

/** A selector that excludes a place: what it asks for, and what the place has instead. */
export interface Difference {
  readonly selector: keyof Selector;
  readonly wanted: readonly string[];
  readonly has: readonly string[];
}

/**
 * Lists every selector that excludes a place, however its neighbours are.
 * @param place a place of an image
 * @param select the selectors
 * @returns none where the place fits
 */
export function differences(place: ImagePlace, select: Selector): readonly Difference[] {
  return [...placeDifferences(place, select), ...tagDifference(place, select)];
}

/**
 * Lists the selectors that exclude a place whatever its old tag is.
 * @param place a place of an image
 * @param select the selectors
 * @returns none where the place fits
 */
export function placeDifferences(place: ImagePlace, select: Selector): readonly Difference[] {
  const { cursor } = place;
  const { container, under } = select;
  const isUnder = under.length === 0 || under.some((steps) => isBelow(cursor, steps));
  return [
    ...objectDifferences(cursor, select),
    ...(container.length === 0 ? [] : difference('container', container, containersOf(place))),
    ...(isUnder ? [] : difference('under', under.map(formatPath), [pathOf(cursor)])),
  ];
}

function containersOf({ cursor, container }: ImagePlace): readonly string[] {
  return [...new Set([...containerNames(container), ...listOf(itemNameOf(cursor, true))])];
}

/**
 * Lists the selectors that exclude a node by its object, or by the item of a list that it is in.
 * @param cursor any node
 * @param select the selectors
 * @returns none where the node fits
 */
export function objectDifferences(
  cursor: Cursor,
  { kind, name, namespace }: Selector,
): readonly Difference[] {
  if (kind.length + name.length + namespace.length === 0) return [];
  const resource = resourceOf(cursor);
  const namespaces = namespacesOf(cursor);
  const names = [...listOf(resource.name), ...listOf(itemNameOf(cursor, false))];
  return [
    ...difference('kind', kind, listOf(resource.kind)),
    ...difference('name', name, [...new Set(names)]),
    ...(namespaces.length === 0 ? [] : difference('namespace', namespace, [...new Set(namespaces)])),
  ];
}

/**
 * Says how the old tag of a place excludes it.
 * @param place a place of an image
 * @param select the selectors
 * @returns nothing where `from` matches, or is not given
 */
export function tagDifference(place: ImagePlace, { from }: Selector): readonly Difference[] {
  const version = versionOf(place);
  if (from === undefined || matchesWildcard(from, version)) return [];
  return [{ selector: 'from', wanted: [from], has: version === '' ? [] : [version] }];
}

function difference(
  selector: keyof Selector,
  wanted: readonly string[],
  has: readonly string[],
): readonly Difference[] {
  const fits = wanted.length === 0 || wanted.some((each) => has.includes(each));
  return fits ? [] : [{ selector, wanted, has }];
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
