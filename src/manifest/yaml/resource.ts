// The Kubernetes object around a node, and what it says of itself.
import { isMap } from 'yaml';
import { fieldsOf } from './collection.ts';
import { type Cursor, textOf } from './cursor.ts';
import { outward } from './position.ts';

/** The Kubernetes object around a node, as far as the file says. */
export interface Resource {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

const noResource: Resource = { kind: undefined, name: undefined, namespace: undefined };

/**
 * Reads what the Kubernetes object around a node says of itself.
 * @param cursor any node of a document
 * @returns its kind, name and namespace, none of them where no object is around the node
 */
export function resourceOf(cursor: Cursor): Resource {
  const object = objectAround(cursor);
  return object === undefined ? noResource : readResource(object);
}

/**
 * Finds the Kubernetes object around a node: the nearest map with a `kind` and `metadata` or an API version.
 * @param cursor any node of a document
 * @returns the object's map, `undefined` where there is none
 */
export function objectAround(cursor: Cursor): Cursor | undefined {
  for (const around of outward(cursor)) if (isObject(around)) return around;
  return undefined;
}

function isObject(cursor: Cursor): boolean {
  if (!isMap(cursor.node)) return false;
  const fields = fieldsOf(cursor);
  return textOf(fields.get('kind')) !== undefined && (fields.has('metadata') || fields.has('apiVersion'));
}

function readResource(object: Cursor): Resource {
  const fields = fieldsOf(object);
  const [kind, metadata] = [textOf(fields.get('kind')), fields.get('metadata')];
  const about = metadata && fieldsOf(metadata);
  const [name, namespace] = [textOf(about?.get('name')), textOf(about?.get('namespace'))];
  return { kind, name, namespace };
}
