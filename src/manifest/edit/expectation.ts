// What an edited document has to read as.
import { isMap, isPair, isSeq, type ParsedNode } from 'yaml';
import type { Document } from '../yaml/cursor.ts';
import type { TextSource } from '../yaml/text-source.ts';
import type { Fragment } from './fragment.ts';
import { insertionPointOf } from './insertion-point.ts';
import type { AddNode, FillNode, Operation, WriteScalar } from './operation.ts';

/** The differences of an edited document from what it was. */
export interface Expectation {
  readonly document: Document;
  readonly written: ReadonlyMap<ParsedNode, WriteScalar>;
  /** What is added to a collection, each by the index of the entry before it. */
  readonly added: ReadonlyMap<ParsedNode, ReadonlyMap<number, readonly AddNode[]>>;
  /** What stands where nothing stood. */
  readonly filled: ReadonlyMap<ParsedNode, FillNode>;
  /** Block scalars that hold edited YAML. */
  readonly hosts: ReadonlyMap<ParsedNode, Document>;
}

/** What is expected of each document that changes, by its text. */
export type Expectations = ReadonlyMap<TextSource, Expectation>;

/**
 * Sorts operations by the document that they change. The documents that hold such a document in a block scalar are there
 * too.
 * @param operations operations of one file
 * @returns what is expected of each document that changes
 * @throws {DeployError} not-editable: a field would be added after one that is merged in from elsewhere
 */
export function expectationsOf(operations: readonly Operation[]): Expectations {
  const bySource = new Map<TextSource, Expectation & Growing>();
  const expectationOf = (document: Document): Growing => {
    const known = bySource.get(document.source);
    if (known !== undefined) return known;
    const fresh = { document, written: new Map(), added: new Map(), filled: new Map(), hosts: new Map() };
    bySource.set(document.source, fresh);
    const { host } = document;
    if (host?.node != null) expectationOf(host.document).hosts.set(host.node, document);
    return fresh;
  };
  for (const operation of operations) {
    register(operation, expectationOf(operation.cursor.document));
  }
  return bySource;
}

interface Growing {
  readonly written: Map<ParsedNode, WriteScalar>;
  readonly added: Map<ParsedNode, Map<number, AddNode[]>>;
  readonly filled: Map<ParsedNode, FillNode>;
  readonly hosts: Map<ParsedNode, Document>;
}

function register(operation: Operation, { written, added, filled }: Growing): void {
  switch (operation.kind) {
    case 'write':
      written.set(operation.cursor.node, operation);
      return;
    case 'add':
      insert(added, operation);
      return;
    case 'fill':
      if (operation.cursor.node !== null) filled.set(operation.cursor.node, operation);
  }
}

function insert(added: Growing['added'], add: AddNode): void {
  const { collection, index } = insertionPointOf(add);
  const entries = added.get(collection) ?? new Map<number, AddNode[]>();
  entries.set(index, [...(entries.get(index) ?? []), add]);
  added.set(collection, entries);
}

/**
 * Gives what has to stand right under a collection once it is edited.
 * @param node a node as it is
 * @param expectation what is expected of its document
 * @returns its keys, values and items, with what has to be added in its place
 */
export function contentsWith(
  node: ParsedNode,
  { added }: Expectation,
): readonly (ParsedNode | Fragment | null)[] {
  const adds = added.get(node);
  if (adds === undefined) return contentsOf(node);
  return entriesOf(node).flatMap((entry, index) => {
    const more = adds.get(index) ?? [];
    return [...entry, ...more.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value]))];
  });
}

/**
 * Gives what stands right under a collection.
 * @param node any node
 * @returns its keys, values and items; none for a scalar
 */
export function contentsOf(node: ParsedNode): readonly (ParsedNode | null)[] {
  return entriesOf(node).flat();
}

function entriesOf(node: ParsedNode): readonly (readonly (ParsedNode | null)[])[] {
  if (isMap(node)) return node.items.map(({ key, value }) => [key, value]);
  if (!isSeq(node)) return [];
  return node.items.map((item) =>
    isPair(item) ? [item.key as ParsedNode, item.value as ParsedNode] : [item],
  );
}
