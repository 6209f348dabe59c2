// Where a field or an item can be added.
import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { DeployError } from '../../errors.ts';
import { fieldsOf } from '../yaml/collection.ts';
import type { Cursor } from '../yaml/cursor.ts';
import { lineOf } from '../yaml/position.ts';
import type { AddNode } from './operation.ts';

/** A collection, and the entry of it that a new one comes after. */
export interface InsertionPoint {
  readonly collection: YAMLMap.Parsed | YAMLSeq.Parsed;
  readonly index: number;
}

/**
 * Finds the collection that gets a field or an item, and the entry that it comes after.
 * @param add what is added
 * @returns the collection, and the index of the entry before the new one
 * @throws {DeployError} not-editable: the field before it is merged in from elsewhere
 */
export function insertionPointOf({ cursor }: AddNode): InsertionPoint {
  const collection = cursor.parent?.node;
  if (isSeq(collection) && typeof cursor.key === 'number')
    return { collection: collection as YAMLSeq.Parsed, index: cursor.key };
  if (isMap(collection)) {
    const index = collection.items.findIndex(({ key }) => key === cursor.keyNode);
    if (index >= 0) return { collection: collection as YAMLMap.Parsed, index };
  }
  throw new DeployError(
    'not-editable',
    `Cannot add a field to "${cursor.document.source.manifest.path}": what stands at line ${lineOf(cursor)} is merged in from elsewhere`,
    'add the field by hand',
  );
}

/**
 * Finds the field that stands last in a map itself, not in what is merged in.
 * @param map a cursor at a map
 * @returns the field; `undefined` in an empty map
 */
export function lastField(map: Cursor): Cursor | undefined {
  if (!isMap(map.node)) return undefined;
  const own = new Set<unknown>(map.node.items.map(({ key }) => key));
  return [...fieldsOf(map).values()].findLast(({ keyNode }) => own.has(keyNode));
}
