// A Helm value that is written by its path, as an item of a list: `{name: image.tag, value: v1}`.
import { fieldsOf } from '../../yaml/collection.ts';
import { type Cursor, textOf } from '../../yaml/cursor.ts';

/**
 * Gives the path that a parameter's item sets.
 * @param value the value of such an item
 * @returns `image.tag`; `undefined` where the value is no parameter's
 */
export function parameterName({ key, parent }: Cursor): string | undefined {
  if (key !== 'value' || parent === undefined || typeof parent.key !== 'number') return undefined;
  return textOf(fieldsOf(parent).get('name'));
}

/**
 * Gives the key that a field's value is read by.
 * @param cursor the field's value
 * @returns its key; that of a parameter is its name
 */
export function keyOfField(cursor: Cursor): string {
  return parameterName(cursor) ?? String(cursor.key);
}
