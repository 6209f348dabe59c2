// Paths and globs, matched name by name, so that only folders that can hold a match are entered.
import { globTest, scanGlob } from '../../glob-test.ts';

/** One of the paths or globs that were asked for. */
export interface Pattern {
  readonly text: string;
  readonly isGlob: boolean;
  matches(path: string): boolean;
  /** Whether something below this folder could match; the root is ''. */
  mayMatchIn(folder: string): boolean;
}

/** A text that is a path to the letter matches that path too, whatever its brackets would mean in a glob. */
function parsePattern(text: string): Pattern {
  const { isGlob, base } = scanGlob(text);
  const isMatch = isGlob ? globTest(text) : () => false;
  const segments = segmentTests(text, base);
  return {
    text,
    isGlob,
    matches: (path) => path === text || isMatch(path),
    mayMatchIn: (folder) =>
      folder === '' || text.startsWith(`${folder}/`) || (isGlob && mayLead(folder.split('/'), segments)),
  };
}

/** What the names on the way must be; `undefined`: from here on anything goes. */
type SegmentTest = ((name: string) => boolean) | undefined;

/** Braces and parentheses may hold slashes, so nothing behind them is cut at slashes. */
function segmentTests(text: string, base: string): SegmentTest[] {
  const names = base === '' ? [] : base.split('/');
  const literal = names.map((wanted) => (name: string) => name === wanted);
  if (/[{(]/.test(text)) return [...literal, undefined];
  const rest = text.split('/').slice(names.length);
  const open = rest.findIndex((segment) => segment.includes('**'));
  const tests = rest.slice(0, open < 0 ? -1 : open).map((segment) => globTest(segment));
  return open < 0 ? [...literal, ...tests] : [...literal, ...tests, undefined];
}

function mayLead(names: readonly string[], tests: readonly SegmentTest[]): boolean {
  for (const [index, name] of names.entries()) {
    if (index >= tests.length) return false;
    const test = tests[index];
    if (test === undefined) return true;
    if (!test(name)) return false;
  }
  return true;
}

/**
 * Parts what is asked for from what of it is not meant: lines that begin with `!`.
 * @param texts paths and globs
 * @returns both as patterns
 * @throws {DeployError} invalid-input for a glob that is not understood
 */
export function parsePatterns(texts: readonly string[]): {
  readonly wanted: readonly Pattern[];
  readonly excluded: readonly Pattern[];
} {
  return {
    wanted: texts.filter((text) => !text.startsWith('!')).map(parsePattern),
    excluded: texts.filter((text) => text.startsWith('!')).map((text) => parsePattern(text.slice(1))),
  };
}

/**
 * Counts how many levels of trees lead to the files, the root first.
 * @param texts paths and globs
 * @returns the number; `Infinity`: a glob needs them all
 * @throws {DeployError} invalid-input for a glob that is not understood
 */
export function levelsTo(texts: readonly string[]): number {
  const levels = parsePatterns(texts).wanted.map(({ text, isGlob }) =>
    isGlob ? Infinity : text.split('/').length,
  );
  return Math.max(0, ...levels);
}
