// What a large document is searched for before it is read.
import { lastSegment } from '../../image/repository-name.ts';
import type { Target } from '../target.ts';

/**
 * Lists words of which every block that matters for the target holds one: names of images, or of their variables.
 * @param target what is to be changed
 * @returns the words, none where any block may matter
 */
export function searchWords({ images, set, policy, create, versionEnv }: Target): readonly string[] {
  if (set.length > 0 || policy !== undefined || create) return [];
  const names = images.flatMap(({ name, to }) => (name === undefined ? [to.name] : [name, to.name]));
  return [...names.map(lastSegment), ...versionEnv, 'sops'];
}
