// The text that gives a scalar its new value.
import { parseDocument, type Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import { lineOf } from '../yaml/position.ts';
import { isInFlow, styleOf } from './document-style.ts';
import type { WriteScalar } from './operation.ts';
import { printScalar, type ScalarContext } from './print-scalar.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Gives a scalar its new value, and keeps of its text what can stay.
 * @param write the scalar and its value
 * @returns the edit in the file
 * @throws {DeployError} not-editable: the value spans several lines, or cannot hold the new one
 */
export function replaceScalar(write: WriteScalar): TextEdit {
  const { node, document } = write.cursor;
  const { text, toFile } = document.source;
  const [start, end] = node.range;
  const raw = text.slice(start, end);
  if (raw === '') return fillEmptyScalar(write);
  const { from, to, added } = replacement(write, raw);
  return { start: toFile(start + from), end: toFile(start + to), text: added };
}

/** What takes the place of which part of the scalar's text. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly added: string;
}

function replacement(write: WriteScalar, raw: string): Replacement {
  const { node, document } = write.cursor;
  const isOneLine = !raw.includes('\n');
  if (isOneLine && isVerbatim(node, raw)) return whole(write, raw);
  const tail = writeTail(node, raw, write.value);
  if (tail !== undefined) return tail;
  if (isOneLine) return whole(write, raw);
  throw new DeployError(
    'not-editable',
    `Cannot edit "${document.source.manifest.path}": the value at line ${lineOf(write.cursor)} spans several lines`,
    'write it on one line first',
  );
}

function whole(write: WriteScalar, raw: string): Replacement {
  return { from: 0, to: raw.length, added: printScalar(write.value, contextOf(write)) };
}

/** A value for `key:`, with a space before it and the comment behind it left alone. */
function fillEmptyScalar(write: WriteScalar): TextEdit {
  const { node, document } = write.cursor;
  const { text, toFile } = document.source;
  const written = printScalar(write.value, contextOf(write));
  const [start] = node.range;
  const before = text.slice(0, start).trimEnd().length;
  const at = text[start] === '#' ? before : start;
  return { start: toFile(at), end: toFile(at), text: before === at ? ` ${written}` : written };
}

function contextOf({ cursor: { node, document }, typed }: WriteScalar): ScalarContext {
  const style = node.type ?? 'PLAIN';
  const inFlow = isInFlow(document, node.range[0]);
  return { style, inFlow, typed, ...styleOf(document) };
}

/** The scalar's text is its value, with nothing but the quotes around it. */
function isVerbatim(node: Scalar.Parsed, raw: string): boolean {
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  return node.source === (quoted ? raw.slice(1, -1) : raw);
}

/**
 * The end of a scalar with escapes, or of a block scalar, where the new value differs from the old one by its end alone,
 * a tag: so that the rest keeps its bytes. `undefined` where the end is not plain to see in the text.
 */
function writeTail(node: Scalar.Parsed, raw: string, value: string): Replacement | undefined {
  const old = node.source.trimEnd();
  const common = commonPrefix(old, value.trimEnd());
  const gone = old.slice(common);
  const added = value.trimEnd().slice(common);
  const to = node.type?.startsWith('QUOTE') ? raw.length - 1 : raw.trimEnd().length;
  const from = to - gone.length;
  const plain = /^[\w.:@/+-]*$/;
  if (!plain.test(added) || !plain.test(gone) || raw.slice(from, to) !== gone) return undefined;
  return endsIn(node, raw.slice(0, from), old.slice(0, common)) ? { from, to, added } : undefined;
}

/** Whether the text so far reads as `value`: `\u0031.0` ends in `1.0` and does not mean it. */
function endsIn(node: Scalar.Parsed, raw: string, value: string): boolean {
  if (node.type !== 'QUOTE_DOUBLE') return raw.endsWith(value.slice(value.lastIndexOf(' ') + 1));
  const { contents, errors } = parseDocument(`${raw}"`);
  return errors.length === 0 && (contents as Scalar | null)?.value === value;
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
