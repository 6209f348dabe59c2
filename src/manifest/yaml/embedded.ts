// YAML that stands in a block scalar, or in quotes.
import { isCollection, type Scalar } from 'yaml';
import { assertDeployError, DeployError } from '../../errors.ts';
import { type Cursor, type Document, isScalarCursor } from './cursor.ts';
import { mayHoldYaml, quotedText } from './embedded-quoted.ts';
import { parseDocument } from './parse-document.ts';
import { lineIndex, lineStarts, splitDocuments, type TextSource } from './text-source.ts';

/**
 * Reads the text that a scalar holds, with its place in the file: that of a literal block scalar (`|`) line by line.
 * @param outer the text that the scalar stands in
 * @param node any scalar
 * @returns the text; `undefined` for a plain scalar, and for one whose places are not plain to see
 */
export function embeddedText(outer: TextSource, node: Scalar.Parsed): TextSource | undefined {
  if (node.type !== 'BLOCK_LITERAL') return quotedText(outer, node);
  const text = node.source;
  const [start, end] = node.range;
  const outerStarts = lineStarts(outer.text.slice(start, end)).slice(1);
  const starts = lineStarts(text);
  const first = text.split('\n').findIndex((line) => line.trim() !== '');
  if (first < 0) return undefined;
  const indent = indentAt(outer.text, start + (outerStarts[first] ?? 0)) - indentAt(text, starts[first] ?? 0);
  const toFile = (offset: number): number => {
    const line = lineIndex(starts, offset);
    const column = offset - (starts[line] ?? 0);
    // A blank line may be shorter than the indentation.
    const shift = column === 0 && isBlank(outer.text, start + (outerStarts[line] ?? 0)) ? 0 : indent;
    return outer.toFile(start + (outerStarts[line] ?? end - start) + shift + column);
  };
  return {
    manifest: outer.manifest,
    text,
    toFile,
    indent: outer.indent + ' '.repeat(indent),
    abridged: outer.abridged,
    words: outer.words,
    escape: outer.escape,
  };
}

const known = new WeakMap<Scalar, readonly Document[]>();

/** Arguments and scripts may hold YAML, which nobody deploys from there. */
const foreign: ReadonlySet<Cursor['key']> = new Set(['args', 'command', 'script', 'run']);

/**
 * Reads the YAML documents in a block scalar, each scalar once.
 * @param host any node
 * @returns the documents; none where the scalar holds anything else, a script for one, or stands too deep
 */
export function embeddedDocuments(host: Cursor): readonly Document[] {
  if (isForeign(host) || !isScalarCursor(host)) return [];
  if (host.node.type !== 'BLOCK_LITERAL' && (!mayHoldYaml(host.node) || isVariable(host))) return [];
  if (depthOf(host.document) >= deepest) return [];
  const documents = known.get(host.node) ?? readEmbedded(host);
  known.set(host.node, documents);
  return documents;
}

/** Each text in a text is read once more: nobody writes deeper. */
const deepest = 8;

/**
 * Refuses YAML that stands in YAML too deep and holds what is looked for: it would be left as it was.
 * @param cursor any node
 * @throws {DeployError} not-editable: it is such YAML
 */
export function refuseDeeper(cursor: Cursor): void {
  if (!isScalarCursor(cursor) || depthOf(cursor.document) < deepest || !mayHoldYaml(cursor.node)) return;
  const { words, manifest, toFile } = cursor.document.source;
  if (!words.some((word) => cursor.node.source.includes(word))) return;
  throw new DeployError(
    'not-editable',
    `Cannot edit "${manifest.path}": in line ${manifest.lineAt(toFile(cursor.node.range[0]))} YAML stands in YAML more than ${deepest} deep`,
    'write it less deep',
  );
}

function depthOf({ host }: Document): number {
  return host === undefined ? 0 : 1 + depthOf(host.document);
}

/** An object's annotations are notes about it; those of a chart list its images. */
function isForeign({ key, parent }: Cursor): boolean {
  const isAnnotation = parent?.key === 'annotations' && parent.parent?.key === 'metadata';
  return isAnnotation || foreign.has(key) || foreign.has(parent?.key);
}

/** A container's variable is left alone. */
function isVariable({ key, parent }: Cursor): boolean {
  const list = typeof parent?.key === 'number' ? parent.parent : parent;
  return (key === 'value' || parent === list) && (list?.key === 'env' || list?.key === 'environment');
}

function readEmbedded(host: Cursor): readonly Document[] {
  const text = isScalarCursor(host) ? embeddedText(host.document.source, host.node) : undefined;
  if (text === undefined) return [];
  try {
    const stream = splitDocuments(text);
    const documents = stream.map((source) => parseDocument(source, stream, host));
    return documents.every(({ root }) => root === null || isCollection(root)) ? documents : [];
  } catch (error) {
    assertDeployError(error);
    return [];
  }
}

function indentAt(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ') end++;
  return end - offset;
}

function isBlank(text: string, lineStart: number): boolean {
  return /^[ \t]*\r?(?:\n|$)/.test(text.slice(lineStart, text.indexOf('\n', lineStart) + 1 || text.length));
}
