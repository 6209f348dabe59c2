// Globs as tests of paths.
import picomatch from 'picomatch';
import { matchesStars } from './wildcard.ts';

/** From so many stars on, the regular expression that a glob becomes takes longer than anybody waits. */
const manyStars = 4;

/**
 * Makes a test of paths out of a glob.
 * @param glob as shells write it
 * @returns what says whether a path matches
 */
export function globTest(glob: string): (path: string) => boolean {
  const stars = glob.match(/\*+/g)?.length ?? 0;
  if (stars < manyStars || /[[\]{}()!\\]/.test(glob)) return picomatch(glob);
  const clean = glob.replace(/^(?:\.\/)+/, '');
  return (path) => matchesStars(clean, path);
}
