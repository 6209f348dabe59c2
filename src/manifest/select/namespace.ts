// The namespace that an object is in, or deploys to.
import { mappingOf } from '../shapes/fields/mapping.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, rootCursor, textOf } from '../yaml/cursor.ts';
import { objectAround } from '../yaml/resource.ts';

/**
 * Where an object names its own namespace, or the one that it deploys to: a kustomization, a HelmRelease or HelmChart,
 * Argo CD's Application and ApplicationSet, which stand in a namespace of the agent themselves.
 */
const paths: readonly (readonly string[])[] = [
  ['metadata', 'namespace'],
  ['namespace'],
  ['spec', 'targetNamespace'],
  ['spec', 'destination', 'namespace'],
  ['spec', 'template', 'spec', 'destination', 'namespace'],
];

/**
 * Lists the namespaces that the object around a node names.
 * @param cursor any node
 * @returns the namespaces; none where that is left to a kustomization or to the agent
 */
export function namespacesOf(cursor: Cursor): readonly string[] {
  const object = objectAround(cursor) ?? kustomizationAround(cursor);
  return object === undefined ? [] : paths.flatMap((path) => textOf(fieldAt(object, path)) ?? []);
}

/** kustomize's own file needs neither a kind nor an API version. */
function kustomizationAround({ document }: Cursor): Cursor | undefined {
  const root = rootCursor(document);
  return isKustomization(mappingOf(root)) ? root : undefined;
}

function fieldAt(cursor: Cursor, path: readonly string[]): Cursor | undefined {
  return path.reduce<Cursor | undefined>((at, key) => at && fieldsOf(at).get(key), cursor);
}
