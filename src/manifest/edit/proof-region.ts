// The smallest part of a file around a scalar that can be read on its own, and reads the same as in its place.
import { isMap, isSeq, type ParsedNode } from 'yaml';
import type { Cursor } from '../yaml/cursor.ts';
import type { WriteScalar } from './operation.ts';

/** A part of a file: whole lines of one field or item, or what stands between two brackets. */
export interface ProofRegion {
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** What the library has read there: a key and its value, an item, or the collection in brackets. */
  readonly nodes: readonly (ParsedNode | null)[];
  readonly kind: 'field' | 'item' | 'brackets';
}

/**
 * Finds the region of a scalar that is written: the brackets right around it, else the lines of the innermost field or item
 * that begins a line. What a reader makes of such a region depends on nothing but its text and its indentation, and it
 * leaves the reader as it found it; so do anchors, aliases and tags not, which have no region.
 * @param write a scalar that is written
 * @returns the region; `undefined` where there is none
 */
export function regionOf({ cursor }: WriteScalar): ProofRegion | undefined {
  const { document } = cursor;
  if (document.host !== undefined) return undefined;
  const region = bracketsAround(cursor) ?? entryAround(cursor);
  if (region === undefined) return undefined;
  const text = document.source.manifest.text.slice(region.start, region.end);
  return /[&*!]/.test(text) ? undefined : region;
}

function bracketsAround({ parent, document: { source } }: Cursor): ProofRegion | undefined {
  const node = parent?.node;
  if (!(isMap(node) || isSeq(node)) || node.flow !== true) return undefined;
  const [first, last] = node.range;
  const [start, end] = [source.toFile(first), source.toFile(last - 1) + 1];
  // Lines may be left out between them.
  const isWhole = source.text.slice(first, last) === source.manifest.text.slice(start, end);
  return isWhole ? { start, end, nodes: [node], kind: 'brackets' } : undefined;
}

/** From the scalar outwards: an entry in brackets begins no line of its own, nor does one behind a dash. */
function entryAround(cursor: Cursor): ProofRegion | undefined {
  const { parent } = cursor;
  if (parent === undefined) return undefined;
  return entryAt(cursor, parent) ?? entryAround(parent);
}

function entryAt(cursor: Cursor, { node }: Cursor): ProofRegion | undefined {
  if (isMap(node) && node.flow !== true && cursor.keyNode !== undefined)
    return linesFrom(cursor, [cursor.keyNode, cursor.node], 'field');
  return isSeq(node) && node.flow !== true ? linesFrom(cursor, [cursor.node], 'item') : undefined;
}

const lead = { field: /^ *$/, item: /^ *- +$/ } as const;

function linesFrom(
  { document: { source } }: Cursor,
  nodes: ProofRegion['nodes'],
  kind: 'field' | 'item',
): ProofRegion | undefined {
  const first = nodes[0]?.range[0] ?? 0;
  const lineStart = source.text.lastIndexOf('\n', first - 1) + 1;
  const before = source.text.slice(lineStart, first);
  if (!lead[kind].test(before)) return undefined;
  const column = kind === 'field' ? before.length : before.indexOf('-');
  const start = source.toFile(lineStart);
  return { start, end: endOfEntry(source.manifest.text, start, column, kind), nodes, kind };
}

/** The next line that is no blank, no comment, and not indented more; the items of a list may stand right below its key. */
function endOfEntry(text: string, start: number, column: number, kind: 'field' | 'item'): number {
  for (let at = text.indexOf('\n', start) + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    let first = at;
    while (text[first] === ' ') first++;
    const sign = text[first];
    if (sign === undefined) break;
    if (first - at > column || sign === '\n' || sign === '\r' || sign === '#') continue;
    const isOwnItem = kind === 'field' && first - at === column && /^-\s/.test(text.slice(first, first + 2));
    if (!isOwnItem) return at;
  }
  return text.length;
}
