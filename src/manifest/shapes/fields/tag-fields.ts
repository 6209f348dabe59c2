// Fields that hold the tag of an image beside its reference.
import type { Fields } from '../../yaml/collection.ts';
import { isScalarCursor, type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { imageKey } from './image-key.ts';

const known = new WeakMap<Fields, ReadonlyMap<string, ScalarCursor>>();

/**
 * Finds the field that says the tag of a reference once more: `tag` beside `repository`, `apiImageTag` beside `apiImage`.
 * @param key the key of the reference
 * @param fields the fields of its map
 * @returns the field; `undefined` where there is none, or an empty one
 */
export function tagBeside(key: string, fields: Fields): ScalarCursor | undefined {
  const about = imageKey(key);
  if (about === undefined || about.role === 'tag') return undefined;
  const byStem = known.get(fields) ?? tagsByStem(fields);
  known.set(fields, byStem);
  return byStem.get(about.stem);
}

/** Read once for all images of a map, of which there may be thousands. */
function tagsByStem(fields: Fields): ReadonlyMap<string, ScalarCursor> {
  const found = new Map<string, ScalarCursor>();
  for (const [key, field] of fields) {
    const { role, stem } = imageKey(key) ?? {};
    if (role === 'tag' && stem !== undefined && isScalarCursor(field) && textOf(field))
      found.set(stem, field);
  }
  return found;
}
