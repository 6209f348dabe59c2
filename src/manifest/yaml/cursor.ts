// Nodes of a document as a reader meets them, with what is around them.
import {
  type Alias,
  isAlias,
  isScalar,
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

/** A node that is no alias. */
export type Content = Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed;

/**
 * A node in a document as a reader meets it: aliases followed, merged keys in. One node may have several
 * cursors, one for each way to it.
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
  /** The key is twice in its map. */
  readonly doubled: boolean;
}

/** A cursor at a scalar. */
export type ScalarCursor = Cursor & { readonly node: Scalar.Parsed };

/**
 * Puts a cursor at the root of a document.
 * @param document a parsed document
 * @returns the cursor; its node is `null` in an empty document
 */
export function rootCursor(document: Document): Cursor {
  const node = resolve(document, document.root);
  return { document, node, key: undefined, keyNode: undefined, parent: undefined, doubled: false };
}

/**
 * Follows an alias to what it stands for.
 * @param document the document of the node
 * @param node any node
 * @returns the node itself where it is no alias; `null` for what is not there and for an alias without its anchor
 */
export function resolve(document: Document, node: ParsedNode | null): Content | null {
  if (!isAlias(node)) return node;
  return resolve(document, document.aliases.get(node) ?? null);
}

/**
 * Gives the text of a scalar.
 * @param cursor a node, or `undefined` for one that is not there
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
 * @param cursor a node, or `undefined` for one that is not there
 * @returns whether it is a scalar
 */
export function isScalarCursor(cursor: Cursor | undefined): cursor is ScalarCursor {
  return isScalar(cursor?.node);
}
