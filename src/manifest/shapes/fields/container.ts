import { type Cursor, fieldsOf, textOf } from '../../yaml/cursor.ts';
import { isImageKey } from './image-key.ts';

/** The map that a person calls the container of a value: `web` for `web: {image: {tag: v1}}` and for `{name: web, image: v1}`. */
export function containerOf(cursor: Cursor): Cursor {
  const around = cursor.parent ?? cursor;
  if (around.parent === undefined) return around;
  return isImageKey(around.key) || typeof cursor.key === 'number' ? containerOf(around) : around;
}

/** What a container may be called: its `name`, or its key as in docker-compose. */
export function containerNames(container: Cursor): readonly string[] {
  const names = [textOf(fieldsOf(container).get('name')), container.key];
  return names.filter((name) => typeof name === 'string');
}
