// The input `tag-policy`: how the newest tag of a registry is told.
import type { TagOrdering, TagPattern, TagPolicy } from '../image/tag-policy.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';

/** Letters of a pattern: what it is turned into may be a thousand times as long. */
const longestPattern = 200;
const example = 'write it like "semver:^1.2", "numerical" or "^main-[a-f0-9]+-(?<ts>[0-9]+)$"';

type PolicyLine =
  | { readonly is: 'ordering'; readonly ordering: TagOrdering }
  | { readonly is: 'pattern'; readonly pattern: TagPattern };

/**
 * Reads which tag is the newest: an order, a pattern, or one of each. Whether a range or a pattern is a good one is said when
 * it is used: the parsers of both are large.
 * @param isFound whether the images are found in the history, or in other files
 * @returns `undefined` where the tags are given; what is wrong is noted
 */
export function readTagPolicy(reader: InputReader, isFound: boolean): TagPolicy | undefined {
  const given = reader.list('tag-policy');
  if (given.length === 0) return undefined;
  if (isFound)
    reader.refuse(
      'tag-policy',
      'is given where the tags come from the history or from other files',
      'leave it out',
    );
  else if (reader.list('image').length === 0 && reader.list('set').length > 0)
    reader.refuse(
      'tag-policy',
      'has no image to choose a tag of',
      `give ${inputName('image')}, or leave it out`,
    );
  const lines = reader.parsedList('tag-policy', parseLine);
  const orderings = lines.flatMap((line) => (line.is === 'ordering' ? [line.ordering] : []));
  const patterns = lines.flatMap((line) => (line.is === 'pattern' ? [line.pattern] : []));
  if (orderings.length > 1 || patterns.length > 1)
    reader.refuse('tag-policy', 'has two lines of one kind', 'give one order, one pattern, or one of each');
  const [ordering = { by: 'natural' as const }] = orderings;
  return { text: given.join(' '), ordering, pattern: patterns[0] };
}

function parseLine(line: string): PolicyLine {
  const [, range] = /^semver:\s*(.*)$/.exec(line) ?? [];
  if (range === '') throw invalidValue('has no range of versions', example);
  if (range !== undefined) return { is: 'ordering', ordering: { by: 'semver', range } };
  const [, by, order] = /^(alphabetical|numerical)(?::(asc|desc))?$/.exec(line) ?? [];
  if (by === 'alphabetical' || by === 'numerical')
    return { is: 'ordering', ordering: { by, isDescending: order === 'desc' } };
  return { is: 'pattern', pattern: parsePattern(line) };
}

function parsePattern(line: string): TagPattern {
  const groups = [...line.matchAll(/\(\?P?<(\w+)>/g)].map(([, name]) => name);
  if (!/^\^|\$$/.test(line) && groups.length === 0) throw invalidValue('is no policy', example);
  if (groups.length > 1)
    throw invalidValue(
      `has ${groups.length} named groups`,
      `name the one group that tags are ordered by, and write the others as "(?:...)"`,
    );
  if (line.length > longestPattern)
    throw invalidValue(
      `has ${line.length} letters`,
      `write ${inputName('tag-policy')} with at most ${longestPattern}`,
    );
  return { text: line, group: groups[0] };
}
