import { isMap, isPair, isSeq, type ParsedNode } from 'yaml';
import type { Document } from '../yaml/cursor.ts';
import type { TextSource } from '../yaml/text-source.ts';
import type { Fragment } from './fragment.ts';
import { insertionPointOf } from './insertion-point.ts';
import type { Add, Fill, Operation, Write } from './operation.ts';

/** What an edited document has to read as, beside what it reads as before. */
export interface Expectation {
  readonly document: Document;
  readonly written: ReadonlyMap<ParsedNode, Write>;
  /** What is added to a collection, each by the index of the entry before it. */
  readonly added: ReadonlyMap<ParsedNode, ReadonlyMap<number, readonly Add[]>>;
  /** What stands where nothing stood. */
  readonly filled: ReadonlyMap<ParsedNode, Fill>;
  /** Block scalars that hold edited YAML. */
  readonly hosts: ReadonlyMap<ParsedNode, Document>;
}

export type Expectations = ReadonlyMap<TextSource, Expectation>;

/** Sorts operations by the document that they change; the documents that hold such a document are there too. */
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
  readonly written: Map<ParsedNode, Write>;
  readonly added: Map<ParsedNode, Map<number, Add[]>>;
  readonly filled: Map<ParsedNode, Fill>;
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

function insert(added: Growing['added'], add: Add): void {
  const { home, index } = insertionPointOf(add);
  const entries = added.get(home) ?? new Map<number, Add[]>();
  entries.set(index, [...(entries.get(index) ?? []), add]);
  added.set(home, entries);
}

/** The keys, values and items right under a collection, with what has to be added in its place. */
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
