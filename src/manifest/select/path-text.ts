// Whether a text that cannot be read may hold the field at a path all the same.
import type { PathStep } from '../field-path.ts';

/** A line that begins with a key, in a list or not: its indentation, the key, and what follows. */
const keyLine = /^([ \t]*(?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s#'"{}[\],][^:#]*?))\s*:(?=\s|$)(.*)$/;

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
  if (/^\s*[{[]/.test(text) && !text.includes('{{')) return way.anywhere.test(text);
  const above: { readonly indent: number; readonly key: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, lead = '', double, single, bare, rest = ''] = keyLine.exec(line) ?? [];
    const key = double ?? single ?? bare;
    if (key === undefined) continue;
    while ((above.at(-1)?.indent ?? -1) >= lead.length) above.pop();
    above.push({ indent: lead.length, key });
    const path = above.map((each) => each.key).join('.');
    if (way.below.test(path) || way.inLine.test(`${path.replaceAll('.', ': ')}: ${rest}`)) return true;
  }
  return false;
}

interface Way {
  readonly anywhere: RegExp;
  readonly below: RegExp;
  readonly inLine: RegExp;
}

/** List items have no key; of `*` nobody knows whether it has. A path starts at the root, or at an object of a list. */
function wayOf(steps: readonly PathStep[]): Way {
  const keys = steps.flatMap((step) =>
    step.kind === 'key' ? [step.key.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')] : [],
  );
  const isRooted = steps[0]?.kind === 'key';
  const inOrder = keys.map((key) => `(?<![\\w-])["']?${key}["']?\\s*:`);
  return {
    anywhere: new RegExp(inOrder.join('[^]*')),
    below: new RegExp(`${isRooted ? '^(?:items\\.)?' : '(?:^|\\.)'}${keys.join('\\.(?:.+\\.)?')}$`),
    inLine: new RegExp((isRooted ? '^(?:items: )?[\\s{]*' : '') + inOrder.join('.*')),
  };
}
