// Which input a text was most likely meant for, where it stands alone or in the place of another.
import { parseReference } from '../image/reference.ts';
import type { InputName } from './inputs.ts';

/** A path that ends as manifests do. */
const manifestPath = /^[^:\s]*\.(?:ya?ml|json)$/i;

/**
 * Says whether a text is the path of a manifest, or a pattern of such, and no image.
 * @param text a value, without space around it
 * @returns whether it is
 */
export const isManifestPath = (text: string): boolean => manifestPath.test(text);

/**
 * Says whether a text is an image with a tag or a digest, and no path.
 * @param text a value, without space around it
 * @returns whether it is; what ends like a file's name is a path
 */
export function isImage(text: string): boolean {
  const reference = parseReference(text);
  const isWhole = reference?.tag !== undefined || reference?.digest !== undefined;
  return isWhole && !/\.[a-z]{2,}$/i.test(text);
}

/**
 * Finds the input that a bare word of the command line was meant for.
 * @param word a word that is no command
 * @returns `undefined` where nothing tells it
 */
export function inputForWord(word: string): InputName | undefined {
  if (/^(?:https?|ssh):\/\/|^git@|\.git$/i.test(word)) return 'repository';
  if (isManifestPath(word)) return 'file';
  return isImage(word) ? 'image' : undefined;
}
