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
}

/**
 * Looks at a map as the shapes do.
 * @param cursor any node
 * @returns its fields, none for what is no map
 */
export function mappingOf(cursor: Cursor): Mapping {
  const { key, parent } = cursor;
  const isImage = isImageKey(key) || isImagesKey(parent?.key);
  const around = [key, parent?.key, parent?.parent?.key];
  const listsImages = around.some(isImagesKey) || isImageKey(parent?.key);
  return { fields: fieldsOf(cursor), cursor, isImage, listsImages };
}
