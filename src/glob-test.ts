// Globs as tests of paths, in a time that no glob and no path makes long.
import picomatch from 'picomatch';
import { DeployError } from './errors.ts';
import { expandBraces } from './glob-braces.ts';
import { pathTest } from './glob-names.ts';

/** What a text is before it is a test. */
export interface ScannedGlob {
  /** False: it is a path to the letter. */
  readonly isGlob: boolean;
  /** The folders in front that are written out, without a slash behind; '' where there are none. */
  readonly base: string;
}

/**
 * Tells whether a text is a glob.
 * @param text path or glob
 * @returns that, and the part of it that is a path to the letter
 */
export function scanGlob(text: string): ScannedGlob {
  const { isGlob, base } = picomatch.scan(text);
  return { isGlob, base };
}

/**
 * Makes a test of paths out of a glob: `*`, `?`, `**`, `[a-z]`, `{a,b}`, `{1..9}`, `@(a|b)`, `?(a|b)`, and one `!(a|b)`.
 * @param glob as shells write it
 * @returns what says whether a path matches
 * @throws {DeployError} invalid-input for groups that repeat, and for braces that stand for too many globs
 */
export function globTest(glob: string): (path: string) => boolean {
  const clean = glob.replace(/^(?:\.\/)+/, '');
  if (/[+*]\(/.test(clean)) throw tooHard(glob, 'its groups repeat');
  const tests = expandBraces(withBraces(clean)).map(testOf);
  return (path) => tests.some((matches) => matches(path));
}

/** One of several is what braces say too. */
function withBraces(glob: string): string {
  const groups = /([@?])\(([^()/]*)\)/g;
  return glob.replace(groups, (_, kind, body: string) => {
    const names = body.split('|').join(',');
    return kind === '?' ? `{,${names}}` : body.includes('|') ? `{${names}}` : body;
  });
}

/** A regular expression of two stars and one group takes at most the square of the path's length. */
function testOf(glob: string): (path: string) => boolean {
  if (!glob.includes('!(')) return pathTest(glob);
  const parts = glob.match(/\*+|!\(/g)?.length ?? 0;
  if (parts > 3 || /\(.*\(/.test(glob)) throw tooHard(glob, 'it has too many stars beside "!(...)"');
  return picomatch(glob);
}

function tooHard(glob: string, what: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot use the glob "${glob}": ${what}`,
    'write it with "*", "**" and braces, like "{a,b}/*.yaml", and exclude with lines that begin with "!"',
  );
}
