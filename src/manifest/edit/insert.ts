import { isCollection, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Spot } from '../yaml/spot.ts';
import type { Edit } from './edit.ts';
import { type Layout, writeBlockField, writeBlockItem, writeFlow, writeFlowField } from './fragment.ts';
import { homeOf } from './home.ts';
import type { Add, Fill } from './operation.ts';
import { styleOf } from './style.ts';

/** The edit that adds a field or an item under another one, in the style of its neighbours. */
export function addEdit(add: Add): Edit {
  const { home, index } = homeOf(add);
  return home.flow === true ? addToFlow(add, home, index) : addToBlock(add);
}

function addToBlock(add: Add): Edit {
  const { spot, key, value } = add;
  const { text, toFile, indent, manifest } = spot.document.source;
  const start = startOf(spot);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lines =
    key === undefined ? writeBlockItem(value, layoutOf(add)) : writeBlockField(key, value, layoutOf(add));
  const end = lineEnd(text, endOf(spot));
  const margin = indent + ' '.repeat(key === undefined ? dashColumn(text, start) : column);
  return {
    start: toFile(end),
    end: toFile(end),
    text: lines.map((line) => manifest.newline + margin + line).join(''),
  };
}

function addToFlow(add: Add, home: YAMLMap.Parsed | YAMLSeq.Parsed, index: number): Edit {
  const { spot, key, value } = add;
  const { text, toFile } = spot.document.source;
  const written =
    key === undefined ? writeFlow(value, layoutOf(add)) : writeFlowField(key, value, layoutOf(add));
  const end = endOf(spot);
  const start = startOf(spot);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const ownLine = index < home.items.length && /^\s+$/.test(before);
  const gap = ownLine ? spot.document.source.manifest.newline + spot.document.source.indent + before : ' ';
  return { start: toFile(end), end: toFile(end), text: `,${gap}${written}` };
}

/** The edit that puts contents where there are none: into `{}` or `[]`, or under a key without a value. */
export function fillEdit(fill: Fill): Edit {
  const { spot, value } = fill;
  const { node, document } = spot;
  const { toFile, indent, manifest, text } = document.source;
  const [start, end] = node?.range ?? [0, 0];
  if (isCollection(node))
    return { start: toFile(start), end: toFile(end), text: writeFlow(value, layoutOf(fill)) };
  const keyStart = startOf(spot);
  const column = keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1);
  const [, ...lines] = writeBlockField('', value, layoutOf(fill));
  const at = lineEnd(text, end);
  const margin = manifest.newline + indent + ' '.repeat(column);
  return { start: toFile(at), end: toFile(at), text: lines.map((line) => margin + line).join('') };
}

function layoutOf({ spot: { document }, typed }: Add | Fill): Layout {
  return { ...styleOf(document), typed };
}

function startOf({ keyNode, node }: Spot): number {
  return (keyNode ?? node)?.range[0] ?? 0;
}

/** Where the field's or item's last scalar ends, without the comments and blank lines after it. */
function endOf({ node, keyNode }: Spot): number {
  return node === null ? (keyNode?.range[1] ?? 0) : lastOffset(node);
}

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
