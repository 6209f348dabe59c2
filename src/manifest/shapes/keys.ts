type Key = string | number | undefined;

/** Keys whose value is a reference: `image`, `pauseImage`, `base_image`, `imageName`. An environment's `API_IMAGE` is none. */
const image = /(?:^|[a-z0-9][._-]?)[iI]mage(?:[._-]?(?:[nN]ame|[rR]ef|[rR]eference|[uU]r[il]))?$/;
const images = /(?:^|[a-z0-9][._-]?)[iI]mages$/;

export function isImageKey(key: Key): boolean {
  return typeof key === 'string' && image.test(key);
}

export function isImagesKey(key: Key): boolean {
  return typeof key === 'string' && images.test(key);
}
