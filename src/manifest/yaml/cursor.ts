// Nodes of a document as a reader meets them, with what is around them.
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { TextSource } from './text-source.ts';

/** One YAML document: its nodes with their ranges in `source.text`. */
export interface Document {
  readonly source: TextSource;
  readonly root: ParsedNode | null;
  /** What each alias stands for: the last node before it that has its anchor. */
  readonly aliases: ReadonlyMap<Alias, ParsedNode>;
  /** All documents of the text that this one is of, itself included. */
  readonly stream: readonly TextSource[];
  /** The block scalar that holds this document, for YAML inside YAML. */
  readonly host: Cursor | undefined;
}

type Content = Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed;

/**
 * A node in a document as a reader meets it: aliases followed, merged keys in. Several cursors may be at one node, each
 * by another way.
 */
export interface Cursor {
  readonly document: Document;
  readonly node: Content | null;
  /** The key in a map, the index in a list; `undefined` at the root. */
  readonly key: string | number | undefined;
  /** The scalar of the key in a map. */
  readonly keyNode: Scalar.Parsed | undefined;
  /** `undefined` at the root. */
  readonly parent: Cursor | undefined;
  /** The key stands twice in its map. */
  readonly doubled: boolean;
}

/** A cursor at a scalar. */
export type ScalarCursor = Cursor & { readonly node: Scalar.Parsed };

/** The fields of a map by their keys. */
export type Fields = ReadonlyMap<string, Cursor>;

/**
 * Puts a cursor at the root of a document.
 *
 * @param document - a parsed document
 * @returns the cursor; its node is `null` in an empty document
 */
export function rootCursor(document: Document): Cursor {
  const node = resolve(document, document.root);
  return { document, node, key: undefined, keyNode: undefined, parent: undefined, doubled: false };
}

const known = new WeakMap<Cursor, Fields>();

/**
 * Gives the fields of a map. They are read once, for every image in a long map asks what is around it.
 *
 * @param cursor - any node
 * @returns the map's fields, merged ones (`<<`) after its own; none for anything else
 */
export function fieldsOf(cursor: Cursor): Fields {
  const fields = known.get(cursor) ?? readFields(cursor);
  known.set(cursor, fields);
  return fields;
}

function readFields(cursor: Cursor): Fields {
  const fields = new Map<string, Cursor>();
  addFields(fields, cursor, cursor.node);
  return fields;
}

/**
 * Gives the items of a list.
 *
 * @param cursor - any node
 * @returns the list's items in their order; none for anything else
 */
export function itemsOf(cursor: Cursor): readonly Cursor[] {
  const { document, node } = cursor;
  if (!isSeq(node)) return [];
  return (node as YAMLSeq.Parsed).items.flatMap((item, key) =>
    isPair(item) ? [] : [itemAt(cursor, key, resolve(document, item))],
  );
}

function itemAt(parent: Cursor, key: number, node: Content | null): Cursor {
  return { document: parent.document, node, key, keyNode: undefined, parent, doubled: false };
}

function addFields(fields: Map<string, Cursor>, cursor: Cursor, node: Content | null): void {
  if (!isMap(node)) return;
  const { document } = cursor;
  const own = new Set<string>();
  const merged: Content[] = [];
  for (const { key, value } of (node as YAMLMap.Parsed).items) {
    const keyNode = resolve(document, key);
    if (!isScalar(keyNode)) continue;
    const name = keyNode.source;
    const content = resolve(document, value);
    if (name === '<<' && content !== null) merged.push(...sources(document, content));
    else if (own.has(name) || !fields.has(name)) {
      fields.set(name, {
        document,
        node: content,
        key: name,
        keyNode,
        parent: cursor,
        doubled: own.has(name),
      });
      own.add(name);
    }
  }
  for (const source of merged) addFields(fields, cursor, source);
}

/** `<<` takes one map or a list of maps, the first of which wins (https://yaml.org/type/merge.html). */
function sources(document: Document, content: Content): Content[] {
  if (!isSeq(content)) return [content];
  return (content as YAMLSeq.Parsed).items.flatMap(
    (item) => resolve(document, isPair(item) ? null : item) ?? [],
  );
}

/** Follows aliases; `null` for what is not there and for an alias without its anchor. */
function resolve(document: Document, node: ParsedNode | null): Content | null {
  if (!isAlias(node)) return node;
  return resolve(document, document.aliases.get(node) ?? null);
}

/**
 * Gives the text of a scalar.
 *
 * @param cursor - a node, or `undefined` for one that is not there
 * @returns its text; `undefined` for null (`~`, `null`, nothing), for collections and where there is no node
 */
export function textOf(cursor: Cursor | undefined): string | undefined {
  const node = cursor?.node;
  if (!isScalar(node)) return undefined;
  const isNull = node.type === 'PLAIN' && /^(?:~|null|Null|NULL)?$/.test(node.source);
  return isNull ? undefined : node.source;
}

/**
 * Says whether a node is there and is a scalar, null included.
 *
 * @param cursor - a node, or `undefined` for one that is not there
 * @returns whether it is a scalar
 */
export function isScalarCursor(cursor: Cursor | undefined): cursor is ScalarCursor {
  return isScalar(cursor?.node);
}
