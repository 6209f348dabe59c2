// Whether a text that cannot be read may hold the field at a path all the same.
import type { PathStep } from '../field-path.ts';

/**
 * A line that begins with a key, in a list or not: its indentation, the key, and what follows. Dashes are taken once (`(?=(...))\1`),
 * and a key up to the first colon, so that no line is read twice.
 */
const keyLine = /^(?=([ \t]*(?:- +)*))\1(?:"([^"]*)"\s*|'([^']*)'\s*|([^\s#'"{}[\],][^:#]*)):(?=\s|$)(.*)$/;

/**
 * Says whether a text may hold the field at a path: its keys stand below each other, by their indentation, or behind each
 * other in one line. Words that are only spelled like the keys do not count.
 * @param text any text
 * @param steps a field path; without steps, any text that has keys may hold it
 * @returns whether it may
 */
export function mayHoldPath(text: string, steps: readonly PathStep[]): boolean {
  const way = wayOf(steps);
  // JSON has no indentation to go by.
  if (/^\s*[{[]/.test(text) && !text.includes('{{')) return standInOrder(way.anywhere, text);
  const above: { readonly indent: number; readonly key: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, lead = '', double, single, bare, rest = ''] = keyLine.exec(line) ?? [];
    const key = double ?? single ?? bare?.trimEnd();
    if (key === undefined) continue;
    while ((above.at(-1)?.indent ?? -1) >= lead.length) above.pop();
    above.push({ indent: lead.length, key });
    const path = above.map((each) => each.key).join('.');
    const inLine = `${path.replaceAll('.', ': ')}: ${rest}`;
    if (standInOrder(way.below, path) || standInOrder(way.inLine, inLine)) return true;
  }
  return false;
}

/** What has to stand one behind the other: patterns with the flag `g`. */
interface Way {
  readonly anywhere: readonly RegExp[];
  readonly below: readonly RegExp[];
  readonly inLine: readonly RegExp[];
}

/** List items have no key; of `*` nobody knows whether it has. A path starts at the root, or at an object of a list. */
function wayOf(steps: readonly PathStep[]): Way {
  const keys = steps.flatMap((step) =>
    step.kind === 'key' ? [step.key.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')] : [],
  );
  const isRooted = steps[0]?.kind === 'key';
  const spelled = keys.map((key) => `(?<![\\w-])["']?${key}["']?\\s*:`);
  const first = isRooted ? '^(?:items\\.)??' : '(?:^|\\.)';
  return {
    anywhere: spelled.map(global),
    below: keys.map((key, index) =>
      global(`${index === 0 ? first : '\\.'}${key}${index === keys.length - 1 ? '$' : '(?=\\.)'}`),
    ),
    inLine: spelled.map((key, index) =>
      global(index === 0 && isRooted ? `^(?:items: )??[\\s{]*${key}` : key),
    ),
  };
}

const global = (pattern: string): RegExp => new RegExp(pattern, 'g');

/** The first place of each counts, so that the text is read once: one pattern for all would try every place of each. */
function standInOrder(patterns: readonly RegExp[], text: string): boolean {
  let from = 0;
  return patterns.every((pattern) => {
    pattern.lastIndex = from;
    const found = pattern.test(text);
    from = pattern.lastIndex;
    return found;
  });
}
