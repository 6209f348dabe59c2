// The proof that an edit changes what it should, and nothing else.
import { isMap, isNode, isScalar, type ParsedNode, type Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { Document } from '../yaml/cursor.ts';
import { embeddedText } from '../yaml/embedded.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { splitDocuments, type TextSource } from '../yaml/text-source.ts';
import {
  contentsOf,
  contentsWith,
  type Expectation,
  type Expectations,
  expectationsOf,
} from './expectation.ts';
import { isFragment } from './fragment.ts';
import { standsEmpty } from './insertion-point.ts';
import { hasSameProperties, isSame, isWritten } from './node-comparison.ts';
import type { Operation } from './operation.ts';

/**
 * Reads the edited documents again and compares them, node by node, with the original: every node but the targets must be
 * the same to the letter, so that it reads the same under YAML 1.1, 1.2 and any other schema; a target must be the wanted
 * value, under 1.1 and 1.2. Documents without a target must be the same bytes.
 * @param before all documents of a file
 * @param after all documents of the file as it becomes
 * @param operations what was meant to change
 * @throws {DeployError} proof-failed
 */
export function proveEdit(
  before: readonly TextSource[],
  after: readonly TextSource[],
  operations: readonly Operation[],
): void {
  proveStream(before, after, expectationsOf(operations));
}

function proveStream(
  before: readonly TextSource[],
  after: readonly TextSource[],
  expected: Expectations,
): void {
  before.forEach((source, index) => {
    const now = after[index];
    if (now === undefined || before.length !== after.length) throw notProven(now ?? source, 0);
    const expectation = expected.get(source);
    if (expectation !== undefined) proveDocument(expectation, parseAgain(now, after), expected);
    else if (now.text !== source.text) throw notProven(now, 0);
  });
}

function parseAgain(source: TextSource, stream: readonly TextSource[]): Document {
  try {
    return parseDocument(source, stream, undefined);
  } catch (cause) {
    throw notProven(source, 0, { cause });
  }
}

/** One edited document: what it was, what it is now. */
export interface Comparison {
  readonly expectation: Expectation;
  readonly now: Document;
  readonly expected: Expectations;
}

function proveDocument(expectation: Expectation, now: Document, expected: Expectations): void {
  compare(expectation.document.root, now.root, { expectation, now, expected });
}

/**
 * Compares a node, and all below it, with what it has become.
 * @param old the node as it was; `null` where nothing stood
 * @param fresh what stands in its place
 * @param comparison what is expected of the document, and the text in which the fresh node stands
 * @throws {DeployError} proof-failed: it is not what it has to be
 */
export function compare(old: ParsedNode | null, fresh: ParsedNode | null, comparison: Comparison): void {
  const { expectation, now, expected } = comparison;
  if (old === null || fresh === null) {
    if (old !== fresh) throw notProven(now.source, fresh?.range[0] ?? 0);
    return;
  }
  const host = expectation.hosts.get(old);
  if (host !== undefined) proveHost(old, fresh, now, host, expected);
  else if (!isAsExpected(old, fresh, expectation, now)) throw notProven(now.source, fresh.range[0]);
  proveRoom(old, expectation, now);
  if (!expectation.filled.has(old)) compareContents(old, fresh, comparison);
}

/** What is filled stood empty in the text, and a key that is added is new in its map: nothing makes way for what is added. */
function proveRoom(old: ParsedNode, { document, filled, added }: Expectation, now: Document): void {
  if (filled.has(old) && !standsEmpty(old, document.source)) throw notProven(now.source, old.range[0]);
  const adds = [...(added.get(old)?.values() ?? [])].flat().flatMap(({ key }) => key ?? []);
  const own = isMap(old) ? old.items.flatMap(({ key }) => (isScalar(key) ? key.source : [])) : [];
  if (new Set([...own, ...adds]).size < new Set(own).size + adds.length)
    throw notProven(now.source, old.range[0]);
}

function compareContents(old: ParsedNode, fresh: ParsedNode, comparison: Comparison): void {
  const before = contentsWith(old, comparison.expectation);
  const after = contentsOf(fresh);
  if (before.length !== after.length) throw notProven(comparison.now.source, fresh.range[0]);
  before.forEach((child, index) => {
    const one = after[index] ?? null;
    if (child === null || isNode(child)) compare(child, one, comparison);
    else if (!isFragment(one, child)) throw notProven(comparison.now.source, fresh.range[0]);
  });
}

/** A block scalar keeps all but the text in it, and that is proven as YAML itself. */
function proveHost(
  old: ParsedNode,
  fresh: ParsedNode,
  { source }: Document,
  inner: Document,
  expected: Expectations,
): void {
  const text = isScalar(fresh) ? embeddedText(source, fresh as Scalar.Parsed) : undefined;
  const sameFrame =
    isScalar(old) && isScalar(fresh) && old.type === fresh.type && hasSameProperties(old, fresh);
  if (!sameFrame || text === undefined) throw notProven(source, fresh.range[0]);
  proveStream(inner.stream, splitDocuments(text), expected);
}

function isAsExpected(
  old: ParsedNode,
  fresh: ParsedNode,
  { written, filled }: Expectation,
  { source }: Document,
): boolean {
  const fill = filled.get(old);
  if (fill !== undefined) return isFragment(fresh, fill.value);
  const write = written.get(old);
  return write === undefined ? isSame(old, fresh) : isWritten(old, fresh, write, source);
}

function notProven(source: TextSource, offset: number, options: ErrorOptions = {}): DeployError {
  const { path, lineAt } = source.manifest;
  return new DeployError(
    'proof-failed',
    `Cannot prove the edit of "${path}": line ${lineAt(source.toFile(offset))} would not read as it should`,
    'nothing was changed; edit the file by hand, and report this as a bug',
    options,
  );
}
