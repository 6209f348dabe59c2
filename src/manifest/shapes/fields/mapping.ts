// A map as the shapes look at it.
import { type Fields, fieldsOf } from '../../yaml/collection.ts';
import type { Cursor } from '../../yaml/cursor.ts';
import { isImageKey, isImagesKey } from './image-key.ts';

/** A map's fields, and what the keys around them say; a list of `{name, value}` parameters can be seen as one too. */
export interface Mapping {
  readonly fields: Fields;
  readonly cursor: Cursor;
  /** Its own key says that it describes an image: a bare `name` is the image's then. */
  readonly isImage: boolean;
  /** Every field of it may be an image: `images: {api: acme/api:v1}`, `images: {tags: {...}}`, `image: {csi: {...}}`. */
  readonly listsImages: boolean;
  /** The map around it, and its own key there; `undefined` at the root and in a list. */
  readonly around: { readonly key: string; readonly fields: Fields } | undefined;
}

/**
 * Looks at a map as the shapes do.
 * @param cursor any node
 * @returns its fields, none for what is no map
 */
export function mappingOf(cursor: Cursor): Mapping {
  const { key, parent } = cursor;
  const isImage = isImageKey(key) || isImagesKey(parent?.key);
  const keys = keysAround(cursor);
  const listsImages = keys.some(isImagesKey) || isImageKey(keys[1]);
  const around =
    typeof key === 'string' && parent !== undefined ? { key, fields: fieldsOf(parent) } : undefined;
  return { fields: fieldsOf(cursor), cursor, isImage, listsImages, around };
}

/**
 * Lists the keys that a map stands under, as far as they may say what its fields are: a job is called as its author likes,
 * `sync-images`, and what its steps use is no image for that.
 * @param cursor a map
 * @returns its own key and the two around it, inside out, fewer in a step, and none for variables
 */
export function keysAround(cursor: Cursor): readonly Cursor['key'][] {
  const { key, parent } = cursor;
  if (holdsVariables(cursor)) return [];
  const keys = [key, parent?.key, parent?.parent?.key];
  const above = parent?.parent?.parent?.key;
  const end = [...keys, above].findIndex((each) => each === 'steps' || each === 'jobs');
  if (end < 0) return keys;
  return keys.slice(0, keys[end] === 'steps' ? end : Math.max(end - 1, 0));
}

const ofVariables =
  /^(?:env|environment|variables|vars|build-?args|args|arguments|command|(?:before_|after_)?script|run|with|labels|annotations)$/i;

/**
 * Says whether a map holds variables, arguments or notes, which are left alone.
 * @param cursor a map
 * @returns whether a key right around it says so
 */
export function holdsVariables({ key, parent }: Cursor): boolean {
  return [key, parent?.key].some((each) => typeof each === 'string' && ofVariables.test(each));
}

/**
 * Says whether a map holds an object's annotations or labels, or the variables of a container: what its keys say is nobody's
 * image.
 * @param cursor a map
 * @returns whether it does
 */
export function holdsNotes({ key, parent }: Cursor): boolean {
  if (key === 'env' || key === 'environment') return true;
  return (key === 'annotations' || key === 'labels') && parent?.key === 'metadata';
}
