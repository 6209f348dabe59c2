// What the keys of fields say of images, in any of the usual spellings.
import type { Cursor } from '../../yaml/cursor.ts';

/** What a field holds of an image. `version` is a tag where nothing else is. */
export type FieldRole = 'registry' | 'repository' | 'image' | 'name' | 'tag' | 'version' | 'digest';

/** A key that speaks of an image. */
export interface ImageKey {
  readonly role: FieldRole;
  /** What tells the images of one map apart: `pause` of `pauseImage`, `pauseImageTag` and `pause_tag`. */
  readonly stem: string;
}

const roles: ReadonlyMap<string, FieldRole> = new Map([
  ['registry', 'registry'],
  ['repository', 'repository'],
  ['repo', 'repository'],
  ['image', 'image'],
  ['name', 'name'],
  ['ref', 'name'],
  ['reference', 'name'],
  ['uri', 'name'],
  ['url', 'name'],
  ['tag', 'tag'],
  ['version', 'version'],
  ['digest', 'digest'],
  ['sha', 'digest'],
  ['sha256', 'digest'],
  ['sha512', 'digest'],
  ['hash', 'digest'],
]);

/** Most keys end in none of the words, and need no closer look. */
const ending = new RegExp(`(?:${[...roles.keys()].join('|')})$`, 'i');

const known = new Map<string, ImageKey | undefined>();
/** More keys than this are seldom met twice. */
const mostKnown = 4096;

/**
 * Reads a key in any of the usual spellings: `imageTag`, `image_tag`, `image-tag`. Files repeat a few keys all over, each of
 * which is read once.
 * @param key a key of a map
 * @returns what its field holds; `undefined` for a key that does not speak of an image
 */
export function imageKey(key: string): ImageKey | undefined {
  if (known.has(key)) return known.get(key);
  if (known.size >= mostKnown) known.clear();
  const about = readKey(key);
  known.set(key, about);
  return about;
}

function readKey(key: string): ImageKey | undefined {
  if (key === 'name') return { role: 'name', stem: '' };
  if (!ending.test(key)) return undefined;
  // An environment's API_IMAGE is a variable like any other.
  if (/^[^a-z]+$/.test(key)) return undefined;
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s._-]+/);
  const role = roles.get(words.pop() ?? '');
  if (role === undefined) return undefined;
  const ofImage = words.at(-1) === 'image';
  if (ofImage) words.pop();
  const stem = words.join(' ');
  if (role !== 'name') return { role, stem };
  // A `serverName` or `url` may be anything's.
  return ofImage ? { role: 'image', stem } : undefined;
}

/**
 * Says whether a key's value is a reference, or a map that describes one: `image`, `pauseImage`, `base_image`, `imageName`.
 * @param key a key of a map, or an index
 * @returns whether it is such a key
 */
export function isImageKey(key: Cursor['key']): boolean {
  return typeof key === 'string' && imageKey(key)?.role === 'image';
}

/**
 * Says whether a key's value is a list of images: `images`, `additionalImages`.
 * @param key a key of a map, or an index
 * @returns whether it is such a key
 */
export function isImagesKey(key: Cursor['key']): boolean {
  return typeof key === 'string' && key.endsWith('s') && isImageKey(key.slice(0, -1));
}
