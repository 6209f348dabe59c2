// The Kubernetes object that a node stands in.
import { isMap } from 'yaml';
import { fieldsOf } from './collection.ts';
import { type Cursor, textOf } from './cursor.ts';
import { outward } from './position.ts';

/**
 * Finds the Kubernetes object around a node: the nearest map with a `kind` and `metadata` or an API version.
 * @param cursor any node of a document
 * @returns the object's map, `undefined` where there is none
 */
export function objectAround(cursor: Cursor): Cursor | undefined {
  for (const around of outward(cursor)) if (isObject(around)) return around;
  return undefined;
}

/**
 * Says whether a map is a Kubernetes object.
 * @param cursor any node
 * @returns whether it has a `kind`, and `metadata` or an API version
 */
export function isObject(cursor: Cursor): boolean {
  if (!isMap(cursor.node)) return false;
  const fields = fieldsOf(cursor);
  return textOf(fields.get('kind')) !== undefined && (fields.has('metadata') || fields.has('apiVersion'));
}
