// The Kubernetes object around a node, and what it says of itself.
import { fieldsOf } from './collection.ts';
import { type Cursor, textOf } from './cursor.ts';
import { deployNamespace } from './namespace.ts';
import { objectAround } from './object-around.ts';

/** The Kubernetes object around a node, as far as the files say. */
export interface Resource {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  /** Where it is deployed to; an agent's object stands in another one itself. */
  readonly namespace: string | undefined;
}

/**
 * Reads what the Kubernetes object around a node says of itself.
 * @param cursor any node of a document
 * @returns its kind and name, neither where no object is around the node, and the namespace where anything says one
 */
export function resourceOf(cursor: Cursor): Resource {
  const fields = fieldsOf(objectAround(cursor) ?? nothing(cursor));
  const metadata = fields.get('metadata');
  const name = textOf(metadata && fieldsOf(metadata).get('name'));
  return { kind: textOf(fields.get('kind')), name, namespace: deployNamespace(cursor) };
}

/**
 * Lists what is around nodes, each once.
 * @param cursors any nodes
 * @returns the objects, and the namespaces of nodes that are in none
 */
export function distinctResources(cursors: readonly Cursor[]): readonly Resource[] {
  const said = cursors
    .map(resourceOf)
    .filter(({ kind, namespace }) => kind !== undefined || namespace !== undefined);
  return [...new Map(said.map((each) => [JSON.stringify(each), each])).values()];
}

function nothing(cursor: Cursor): Cursor {
  return { ...cursor, node: null };
}
