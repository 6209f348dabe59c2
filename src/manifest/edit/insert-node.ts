// The text of a field, an item or contents that are added.
import { isCollection, type ParsedNode } from 'yaml';
import type { Cursor } from '../yaml/cursor.ts';
import { isInFlow, styleOf } from './document-style.ts';
import { type Layout, printBlockField, printBlockItem, printFlow, printFlowField } from './fragment.ts';
import { type InsertionPoint, insertionPointOf } from './insertion-point.ts';
import type { AddNode, FillNode } from './operation.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Adds a field or an item after another one, in the style of its neighbours.
 * @param add what is added, and after what
 * @returns the edit in the file
 * @throws {DeployError} not-editable: the field before it is merged in from elsewhere
 */
export function insertNode(add: AddNode): TextEdit {
  const point = insertionPointOf(add);
  return point.collection.flow === true ? addToFlow(add, point) : addToBlock(add, point);
}

function addToBlock(add: AddNode, { first, last }: InsertionPoint): TextEdit {
  const { cursor, key, value } = add;
  const { text, toFile, indent, manifest } = cursor.document.source;
  const start = first.range[0];
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lines =
    key === undefined ? printBlockItem(value, layoutOf(add)) : printBlockField(key, value, layoutOf(add));
  const end = lineEnd(text, lastOffset(last));
  const margin = indent + ' '.repeat(key === undefined ? dashColumn(text, start) : column);
  return {
    start: toFile(end),
    end: toFile(end),
    text: lines.map((line) => manifest.newline + margin + line).join(''),
  };
}

function addToFlow(add: AddNode, { collection, index, first, last }: InsertionPoint): TextEdit {
  const { cursor, key, value } = add;
  const { text, toFile } = cursor.document.source;
  const written =
    key === undefined ? printFlow(value, layoutOf(add)) : printFlowField(key, value, layoutOf(add));
  const end = lastOffset(last);
  const start = first.range[0];
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const ownLine = index < collection.items.length && /^\s+$/.test(before);
  const gap = ownLine
    ? cursor.document.source.manifest.newline + cursor.document.source.indent + before
    : ' ';
  return { start: toFile(end), end: toFile(end), text: `,${gap}${written}` };
}

/**
 * Puts contents where there are none: into `{}` or `[]`, or under a key without a value.
 * @param fill what is put where
 * @returns the edit in the file
 */
export function fillNode(fill: FillNode): TextEdit {
  const { cursor, value } = fill;
  const { node, document } = cursor;
  const { toFile, indent, manifest, text } = document.source;
  const [start, end] = node?.range ?? [0, 0];
  if (isCollection(node))
    return { start: toFile(start), end: toFile(end), text: printFlow(value, layoutOf(fill)) };
  if (isInFlow(document, start)) {
    const gap = /\s/.test(text[start - 1] ?? '') ? '' : ' ';
    return { start: toFile(start), end: toFile(start), text: gap + printFlow(value, layoutOf(fill)) };
  }
  const keyStart = startOf(cursor);
  const column = keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1);
  const [, ...lines] = printBlockField('', value, layoutOf(fill));
  const at = lineEnd(text, end);
  const margin = manifest.newline + indent + ' '.repeat(column);
  return { start: toFile(at), end: toFile(at), text: lines.map((line) => margin + line).join('') };
}

function layoutOf({ cursor: { document }, typed }: AddNode | FillNode): Layout {
  return { ...styleOf(document), typed };
}

function startOf({ keyNode, node }: Cursor): number {
  return (keyNode ?? node)?.range[0] ?? 0;
}

/** Where the field's or item's last scalar ends, without the comments and blank lines after it. */
function lastOffset(node: ParsedNode): number {
  if (!isCollection(node) || node.flow === true) return node.range[1];
  const last = node.items.at(-1);
  if (last === undefined) return node.range[1];
  if ('range' in last) return lastOffset(last as ParsedNode);
  return lastOffset((last.value ?? last.key) as ParsedNode);
}

/** End of the line's text, before its line end; a block scalar ends behind its last line. */
function lineEnd(text: string, offset: number): number {
  const at = text[offset - 1] === '\n' ? text.slice(0, offset).trimEnd().length : offset;
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Column of the dash before an item. */
function dashColumn(text: string, start: number): number {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return Math.max(before.search(/-\s(?!.*-\s)/), 0);
}
