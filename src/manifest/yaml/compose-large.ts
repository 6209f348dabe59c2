// Large texts to nodes, a few entries at a time: what the library notes down of a whole text takes far more memory than its nodes.
import { isMap, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { childrenOf } from './alias.ts';
import { blockEntries, type TextRange, valueLines } from './block-entries.ts';
import { type Composition, compose } from './compose.ts';
import { composeJson } from './compose-json.ts';
import type { TextSource } from './text-source.ts';

/** Fewer characters are read at once. */
const largeText = 128 * 1024;
const largeBatch = 32 * 1024;

/** What one entry means may depend on others, or on a directive; a mark ends a document. */
const dependent = /(?:^|[\s[{,:-])[&*]\w|^(?:%|\.\.\.)/m;

/**
 * Reads a large text of one document by the entries of its collections: what a block entry reads as depends on nothing but its
 * lines. Whatever is not plain is left to be read as a whole.
 * @param source the document
 * @returns its root, as the library would read it; `undefined` where it has to be read as a whole
 * @throws {DeployError} not-editable: it nests too deep
 */
export function composeLarge(source: TextSource): Composition | undefined {
  const { text } = source;
  if (text.length < largeText) return undefined;
  const json = composeJson(source);
  if (json !== undefined) return json;
  if (dependent.test(text)) return undefined;
  const start = /^(?:\uFEFF?---[ \t]*\r?\n)?/.exec(text)?.[0].length ?? 0;
  const root = collectionIn({ start, end: text.length }, source);
  return root && { root, error: undefined };
}

function collectionIn(range: TextRange, source: TextSource): ParsedNode | undefined {
  const entries = blockEntries(source.text, range);
  if (entries === undefined) return undefined;
  const found: ParsedNode[] = [];
  for (const batch of batchesOf(entries)) {
    const node = batch.end - batch.start > largeText ? largeEntry(batch, source) : nodeIn(batch, source);
    if (node === undefined) return undefined;
    found.push(node);
  }
  return joined(found);
}

function* batchesOf(entries: readonly TextRange[]): Generator<TextRange> {
  let open: TextRange | undefined;
  for (const entry of entries) {
    const isFull = open !== undefined && entry.end - open.start > largeBatch;
    if (open !== undefined && isFull) yield open;
    open = { start: open === undefined || isFull ? entry.start : open.start, end: entry.end };
  }
  if (open !== undefined) yield open;
}

/** A key with a large value: the key is read with nothing behind it. */
function largeEntry(entry: TextRange, source: TextSource): ParsedNode | undefined {
  const lines = valueLines(source.text, entry);
  if (lines === undefined) return nodeIn(entry, source);
  const value = collectionIn(lines, source);
  const map = nodeIn({ start: entry.start, end: lines.start }, source);
  const pair = isMap(map) ? map.items[0] : undefined;
  if (map === undefined || value === undefined || pair === undefined) return undefined;
  pair.value = value;
  map.range = [map.range[0], value.range[1], value.range[2]];
  return map;
}

/** A block collection as the library reads it, its ranges those of the whole text; `undefined` for whatever else is there. */
function nodeIn({ start, end }: TextRange, source: TextSource): ParsedNode | undefined {
  const { root, error } = compose(source.text.slice(start, end), source);
  if (error !== undefined || !(isMap(root) || isSeq(root)) || root.flow === true) return undefined;
  shift(root, start);
  return root;
}

function shift(node: ParsedNode, by: number): void {
  const { range } = node;
  node.range = [range[0] + by, range[1] + by, range[2] + by];
  for (const child of childrenOf(node)) shift(child, by);
}

/** One collection of the entries of all: they are of one kind, or the text is none. */
function joined([first, ...others]: readonly ParsedNode[]): ParsedNode | undefined {
  const last = others.at(-1) ?? first;
  if (first === undefined || last === undefined) return undefined;
  for (const other of others) if (!appended(first, other)) return undefined;
  first.range = [first.range[0], last.range[1], last.range[2]];
  return first;
}

function appended(to: ParsedNode, from: ParsedNode): boolean {
  if (isMap(to) && isMap(from)) {
    for (const pair of (from as YAMLMap.Parsed).items) (to as YAMLMap.Parsed).items.push(pair);
    return true;
  }
  if (!isSeq(to) || !isSeq(from)) return false;
  for (const item of (from as YAMLSeq.Parsed).items) (to as YAMLSeq.Parsed).items.push(item);
  return true;
}
