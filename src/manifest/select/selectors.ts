// Selectors, and what they leave out.

import { matchesWildcard } from '../../wildcard.ts';
import { containerNames } from '../shapes/fields/container.ts';
import { type ImagePlace, versionOf } from '../shapes/image-place.ts';
import type { Selector } from '../target.ts';
import type { Cursor } from '../yaml/cursor.ts';
import { resourceOf } from '../yaml/resource.ts';
import { namespacesOf } from './namespace.ts';

/**
 * Selects the places that every given selector holds for.
 * @param places places of an image
 * @param select the selectors
 * @returns the places that are meant
 */
export function selectPlaces(places: readonly ImagePlace[], select: Selector): readonly ImagePlace[] {
  const fitting = places.filter((place) => differences(place, select).length === 0);
  return nearestNamespace(fitting, ({ cursor }) => cursor, select);
}

/**
 * Selects what is no place of an image: kind, name and namespace of its object count.
 * @param items what is to be selected
 * @param cursorOf gives the node of an item
 * @param select the selectors
 * @returns the items that are meant
 */
export function selectCursors<T>(
  items: readonly T[],
  cursorOf: (item: T) => Cursor,
  select: Selector,
): readonly T[] {
  const fitting = items.filter((item) => objectDifferences(cursorOf(item), select).length === 0);
  return nearestNamespace(fitting, cursorOf, select);
}

/**
 * Prefers what names the namespace itself. Where nothing does, what leaves its namespace to a kustomization or to the agent
 * counts, which is the rule in such repositories.
 */
function nearestNamespace<T>(
  items: readonly T[],
  cursorOf: (item: T) => Cursor,
  { namespace }: Selector,
): readonly T[] {
  if (namespace === undefined) return items;
  const exact = items.filter((item) => namespacesOf(cursorOf(item)).includes(namespace));
  return exact.length > 0 ? exact : items;
}

/** A selector that excludes a place: what it asks for, and what the place has instead. */
export interface Difference {
  readonly selector: keyof Selector;
  readonly wanted: string;
  readonly has: readonly string[];
}

/**
 * Lists every selector that excludes a place, however its neighbours are.
 * @param place any place
 * @param select the selectors
 * @returns a difference for each selector that does not hold
 */
export function differences(place: ImagePlace, select: Selector): readonly Difference[] {
  const version = versionOf(place);
  const { from } = select;
  return [
    ...objectDifferences(place.cursor, select),
    ...difference('container', select.container, containerNames(place.container)),
    ...(from === undefined || matchesWildcard(from, version)
      ? []
      : [{ selector: 'from', wanted: from, has: version === '' ? [] : [version] } as const]),
  ];
}

/**
 * Lists every selector that excludes the object around a node.
 * @param cursor any node
 * @param select the selectors; those of images do not count
 * @returns a difference for each selector that does not hold
 */
export function objectDifferences(
  cursor: Cursor,
  { kind, name, namespace }: Selector,
): readonly Difference[] {
  if (kind === undefined && name === undefined && namespace === undefined) return [];
  const resource = resourceOf(cursor);
  const namespaces = namespacesOf(cursor);
  return [
    ...difference('kind', kind, listOf(resource.kind)),
    ...difference('name', name, listOf(resource.name)),
    ...(namespaces.length === 0 ? [] : difference('namespace', namespace, namespaces)),
  ];
}

function difference(
  selector: keyof Selector,
  wanted: string | undefined,
  has: readonly string[],
): readonly Difference[] {
  return wanted === undefined || has.includes(wanted) ? [] : [{ selector, wanted, has }];
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
