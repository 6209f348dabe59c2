// The map around an image that a person calls its container.
import { fieldsOf } from '../../yaml/collection.ts';
import { type Cursor, textOf } from '../../yaml/cursor.ts';
import { isImageKey } from './image-key.ts';

/**
 * Finds the container of a value.
 * @param cursor a value of an image
 * @returns `web` for `web: {image: {tag: v1}}` and for `{name: web, image: v1}`
 */
export function containerOf(cursor: Cursor): Cursor {
  const around = cursor.parent ?? cursor;
  if (around.parent === undefined) return around;
  return isImageKey(around.key) || typeof cursor.key === 'number' ? containerOf(around) : around;
}

/**
 * Lists what a container may be called.
 * @param container the container's map
 * @returns its `name`, and its key as in docker-compose
 */
export function containerNames(container: Cursor): readonly string[] {
  const names = [textOf(fieldsOf(container).get('name')), container.key];
  return names.filter((name) => typeof name === 'string');
}
