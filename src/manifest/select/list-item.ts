// The names of list items around a value: releases of helmfile, elements of an ApplicationSet.
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, textOf } from '../yaml/cursor.ts';
import { outward } from '../yaml/position.ts';

/** Lists whose items the selector `container` is for, and `name` is not. */
const containerLists: ReadonlySet<Cursor['key']> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
]);

/**
 * Gives the name of the nearest list item around a value.
 * @param cursor any node
 * @param ofContainers whether a container of a pod counts
 * @returns its `name`; `undefined` where no item around has one
 */
export function itemNameOf(cursor: Cursor, ofContainers: boolean): string | undefined {
  for (const around of outward(cursor)) {
    if (typeof around.key !== 'number') continue;
    if (!ofContainers && containerLists.has(around.parent?.key)) continue;
    const fields = fieldsOf(around);
    const name = textOf(fields.get('name'));
    // `{name: image.tag, value: v1}` is a parameter of something.
    if (name !== undefined && !fields.has('value')) return name;
  }
  return undefined;
}
