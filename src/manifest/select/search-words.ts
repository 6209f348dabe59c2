// What a large document is searched for before it is read.
import { lastSegment } from '../../image/repository-name.ts';
import type { Target } from '../target.ts';

/**
 * Lists words of which every block that matters for the target holds one: names of images, or of their variables.
 * @param target what is to be changed
 * @returns the words, none where any block may matter
 */
export function searchWords(target: Target): readonly string[] {
  const { select, set, policy, create, versionEnv } = target;
  if (set.length > 0 || policy !== undefined || create) return [];
  // What is around a place counts, and its index in a list.
  if (select.under.length + select.name.length + select.container.length > 0) return [];
  return [...imageWords(target), ...versionEnv, 'sops'];
}

/**
 * Lists words of which every text that names one of the images holds one.
 * @param target what is to be changed
 * @returns the last segments of the images' names
 */
export function imageWords({ images }: Target): readonly string[] {
  return images.flatMap(({ name, to }) => [name ?? to.name, to.name]).map(lastSegment);
}
