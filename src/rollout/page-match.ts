// What a page has to say for a version to be live: the tag or the commit, as a word of its own.

/** What a version is called. */
export interface LiveVersion {
  /** `undefined`: there is none, or several. */
  readonly tag: string | undefined;
  /** Of the application, up to 64 hex digits. */
  readonly sha: string | undefined;
}

/** Fewer digits of a commit are no name of it. */
const leastDigits = 7;

/**
 * Makes the test of a page. `v1` is not found in `v10` or in `v1.2`, and a commit is also found by its first seven digits or more.
 * @param match a text that holds `{tag}`, `{sha}` or both
 * @returns the pattern; `undefined` where the version has no such name
 */
export function pagePattern(match: string, { tag, sha }: LiveVersion): RegExp | undefined {
  if ((match.includes('{tag}') && tag === undefined) || (match.includes('{sha}') && sha === undefined))
    return undefined;
  const source = match
    .split(/(\{tag\}|\{sha\})/)
    .map((part) => {
      if (part === '{tag}') return escaped(tag ?? '');
      return part === '{sha}' ? shaSource((sha ?? '').toLowerCase()) : escaped(part);
    })
    .join('');
  const before = /^(?:\{|\w)/.test(match) ? '(?<![\\w.-])' : '';
  const behind = /(?:\}|\w)$/.test(match) ? '(?![\\w-]|\\.\\w|\\+)' : '';
  return new RegExp(`${before}${source}${behind}`);
}

/** Each digit behind the first ones may be there, if the one before it is. */
function shaSource(sha: string): string {
  const more = [...sha.slice(leastDigits)];
  return `(?:${sha.slice(0, leastDigits)}${more.map((digit) => `(?:${digit}`).join('')}${')?'.repeat(more.length)})`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
