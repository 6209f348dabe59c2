import { type Fields, fieldsOf, type Spot } from '../yaml/spot.ts';
import { isImageKey, isImagesKey } from './keys.ts';

/** A map as the shapes look at it; a list of `{name, value}` parameters can be seen as one too. */
export interface View {
  readonly fields: Fields;
  readonly spot: Spot;
  /** Its own key says that it describes an image: a bare `name` is the image's then. */
  readonly isImage: boolean;
  /** Every field of it may be an image: `images: {api: acme/api:v1}`, `images: {tags: {...}}`, `image: {csi: {...}}`. */
  readonly listsImages: boolean;
}

export function viewOf(spot: Spot): View {
  const { key, parent } = spot;
  const isImage = isImageKey(key) || isImagesKey(parent?.key);
  const around = [key, parent?.key, parent?.parent?.key];
  const listsImages = around.some(isImagesKey) || isImageKey(parent?.key);
  return { fields: fieldsOf(spot), spot, isImage, listsImages };
}
