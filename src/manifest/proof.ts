import { isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, parse, type Scalar } from 'yaml';
import { DeployError } from '../errors.ts';
import { type Document, parseDocument } from './document.ts';
import type { Operation } from './operation.ts';
import { type Manifest, openManifest, type Source, splitDocuments, wholeFile } from './source.ts';

/** What an edited document has to read as, beside what it reads as before. */
interface Expectation {
  readonly document: Document;
  readonly written: Map<ParsedNode, Operation>;
}

/**
 * Reads the edited text again and compares it, node by node, with the original: every node but the targets must be
 * the same to the letter, so that it reads the same under YAML 1.1, 1.2 and any other schema; a target must be the wanted
 * value, under 1.1 and 1.2. Documents without a target must be the same bytes. Throws `proof-failed`.
 */
export function proveEdit(manifest: Manifest, after: string, operations: readonly Operation[]): void {
  const edited = openManifest(manifest.path, after);
  const [first] = operations;
  if (first === undefined) return;
  proveStream(first.spot.document.stream, wholeFile(edited), expectations(operations));
}

function expectations(operations: readonly Operation[]): ReadonlyMap<Source, Expectation> {
  const bySource = new Map<Source, Expectation>();
  for (const operation of operations) {
    const { document, node } = operation.spot;
    const expectation = bySource.get(document.source) ?? { document, written: new Map() };
    expectation.written.set(node, operation);
    bySource.set(document.source, expectation);
  }
  return bySource;
}

function proveStream(
  before: readonly Source[],
  after: Source,
  expected: ReadonlyMap<Source, Expectation>,
): void {
  const stream = splitDocuments(after);
  if (stream.length !== before.length) throw notProven(after, 0);
  before.forEach((source, index) => {
    const now = stream[index] ?? after;
    const expectation = expected.get(source);
    if (expectation !== undefined) proveDocument(expectation, parseAgain(now, stream));
    else if (now.text !== source.text) throw notProven(now, 0);
  });
}

function parseAgain(source: Source, stream: readonly Source[]): Document {
  try {
    return parseDocument(source, stream);
  } catch (cause) {
    throw notProven(source, 0, { cause });
  }
}

function proveDocument({ document, written }: Expectation, now: Document): void {
  const check = (old: ParsedNode | null, fresh: ParsedNode | null): void => {
    if (old === null || fresh === null) {
      if (old !== fresh) throw notProven(now.source, fresh?.range[0] ?? 0);
      return;
    }
    const operation = written.get(old);
    const holds = operation === undefined ? sameNode(old, fresh) : isWritten(old, fresh, operation, now);
    if (!holds) throw notProven(now.source, fresh.range[0]);
    const before = contentsOf(old);
    const after = contentsOf(fresh);
    if (before.length !== after.length) throw notProven(now.source, fresh.range[0]);
    before.forEach((child, index) => {
      check(child, after[index] ?? null);
    });
  };
  check(document.root, now.root);
}

function contentsOf(node: ParsedNode): readonly (ParsedNode | null)[] {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => [key, value]);
  if (!isSeq(node)) return [];
  return node.items.flatMap((item) =>
    isPair(item) ? [item.key as ParsedNode, item.value as ParsedNode] : [item],
  );
}

/** Kind, anchor, tag, style and text: the same letters in the same style mean the same to any reader. */
function sameNode(old: ParsedNode, fresh: ParsedNode): boolean {
  if (isAlias(old) || isAlias(fresh)) return isAlias(old) && isAlias(fresh) && old.source === fresh.source;
  if (old.anchor !== fresh.anchor || old.tag !== fresh.tag) return false;
  if (isScalar(old) && isScalar(fresh)) return old.type === fresh.type && old.source === fresh.source;
  if (isMap(old)) return isMap(fresh) && old.flow === fresh.flow;
  return isSeq(old) && isSeq(fresh) && old.flow === fresh.flow;
}

function isWritten(old: ParsedNode, fresh: ParsedNode, { value, typed }: Operation, now: Document): boolean {
  if (!isScalar(old) || !isScalar(fresh)) return false;
  const same = old.anchor === fresh.anchor && old.tag === fresh.tag && fresh.source === value;
  return same && (typed || readsAsText(fresh, now));
}

/** Whether both versions of YAML take the scalar for a string. */
function readsAsText(node: Scalar.Parsed, { source: { text } }: Document): boolean {
  if (node.type !== 'PLAIN' || node.tag !== undefined) return true;
  const raw = text.slice(node.range[0], node.range[1]);
  return parse(raw, { version: '1.1' }) === node.source && parse(raw, { version: '1.2' }) === node.source;
}

function notProven(source: Source, offset: number, options?: { cause: unknown }): DeployError {
  const { path, lineAt } = source.manifest;
  return new DeployError(
    'proof-failed',
    `Cannot prove the edit of "${path}": line ${lineAt(source.toFile(offset))} would not read as it should`,
    'nothing was changed; edit the file by hand, and report this as a bug',
    options,
  );
}
