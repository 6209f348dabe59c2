// Where a field or an item can be added.
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { DeployError } from '../../errors.ts';
import { type Cursor, resolve } from '../yaml/cursor.ts';
import { lineOf } from '../yaml/position.ts';
import type { TextSource } from '../yaml/text-source.ts';
import type { AddNode } from './operation.ts';

/** A collection, and the entry of it that a new one comes after. */
export interface InsertionPoint {
  readonly collection: YAMLMap.Parsed | YAMLSeq.Parsed;
  readonly index: number;
  /** The first node of that entry and its last one, as they stand in the text: an alias ends where its name does. */
  readonly first: ParsedNode;
  readonly last: ParsedNode;
}

/**
 * Finds the collection that gets a field or an item, and the entry that it comes after.
 * @param add what is added
 * @returns the collection, and the entry before the new one
 * @throws {DeployError} not-editable: the field before it is merged in from elsewhere
 */
export function insertionPointOf({ cursor }: AddNode): InsertionPoint {
  const collection = cursor.parent?.node;
  if (isSeq(collection) && typeof cursor.key === 'number') {
    const item = (collection as YAMLSeq.Parsed).items[cursor.key];
    if (item !== undefined && !isPair(item))
      return { collection: collection as YAMLSeq.Parsed, index: cursor.key, first: item, last: item };
  }
  if (isMap(collection)) {
    const { items } = collection as YAMLMap.Parsed;
    const index = items.findIndex(({ key }) => key === cursor.keyNode);
    const pair = items[index];
    if (pair !== undefined)
      return {
        collection: collection as YAMLMap.Parsed,
        index,
        first: pair.key,
        last: pair.value ?? pair.key,
      };
  }
  throw new DeployError(
    'not-editable',
    `Cannot add a field to "${cursor.document.source.manifest.path}": what is at line ${lineOf(cursor)} is merged in from elsewhere`,
    'add the field by hand',
  );
}

/**
 * Finds the field that stands last in a map itself, what it merges (`<<`) included.
 * @param map a cursor at a map
 * @returns the field; `undefined` in an empty map, and where a key is no text: `{{ .Values.image }}` is a map to YAML
 */
export function lastField(map: Cursor): Cursor | undefined {
  const { document, node } = map;
  if (!isMap(node) || !hasPlainKeys(node)) return undefined;
  const pair = (node as YAMLMap.Parsed).items.at(-1);
  if (pair === undefined || !isScalar(pair.key)) return undefined;
  return {
    document,
    node: resolve(document, pair.value),
    key: pair.key.source,
    keyNode: pair.key,
    parent: map,
    doubled: false,
  };
}

/**
 * Says whether every key of a map is a text of its own, so that it can get another one.
 * @param node any node
 * @returns whether it is such a map
 */
function hasPlainKeys(node: unknown): boolean {
  return isMap(node) && node.items.every(({ key }) => isScalar(key) && !isAlias(key));
}

/**
 * Says whether nothing stands there, in the text and not only in the tree: no `~`, no comment in brackets.
 * @param node a node as it is
 * @param source the text that it stands in
 * @returns whether contents can be put there without taking anything away
 */
export function standsEmpty(node: ParsedNode | null, source: TextSource): boolean {
  if (node === null) return false;
  const text = source.text.slice(node.range[0], node.range[1]);
  if (isCollection(node)) return node.items.length === 0 && /^(?:\{\s*\}|\[\s*\])$/.test(text);
  return isScalar(node) && node.type === 'PLAIN' && node.source === '' && text === '';
}
