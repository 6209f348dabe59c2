// Which namespace a node belongs to, as far as the files say: a folder's name says nothing.
import { isMap } from 'yaml';
import { fieldsOf } from './collection.ts';
import { type Cursor, textOf } from './cursor.ts';
import { isObject, objectAround } from './object-around.ts';
import { outward } from './position.ts';

/**
 * Where an object names the namespace that it deploys to: a HelmRelease or HelmChart, Argo CD's Application and
 * ApplicationSet, a kustomization.
 */
const destinations: readonly (readonly string[])[] = [
  ['spec', 'targetNamespace'],
  ['spec', 'destination', 'namespace'],
  ['spec', 'template', 'spec', 'destination', 'namespace'],
  ['namespace'],
];

/** The same in a map that is no object: a release of helmfile, an element of an ApplicationSet, Rancher's fleet.yaml. */
const plainFields: readonly (readonly string[])[] = [
  ['namespace'],
  ['targetNamespace'],
  ['defaultNamespace'],
  ['destination', 'namespace'],
];

/** Objects that stand in the namespace of an agent, and deploy to another. */
const agentKinds: ReadonlySet<string> = new Set([
  'Application',
  'ApplicationSet',
  'HelmChart',
  'Kustomization',
  'OCIRepository',
]);

/**
 * Lists the namespaces that a node can be selected by.
 * @param cursor any node
 * @returns what the object around it says, the map around it, and the kustomization that lists its file; none where that is
 * left to others
 */
export function namespacesOf(cursor: Cursor): readonly string[] {
  const { namespaces } = cursor.document.source.manifest;
  return [...namespaces, ...destinationsOf(cursor), ...ownNamespace(cursor), ...namespacesAround(cursor)];
}

/**
 * Gives the namespace that a node is deployed to. A kustomization overrules what the object itself says.
 * @param cursor any node
 * @returns the namespace; `undefined` where nothing says one
 */
export function deployNamespace(cursor: Cursor): string | undefined {
  const { namespaces } = cursor.document.source.manifest;
  const object = objectAround(cursor);
  const isAgents = agentKinds.has(textOf(object && fieldsOf(object).get('kind')) ?? '');
  const [first] = [
    ...namespaces,
    ...destinationsOf(cursor),
    ...(isAgents ? [] : ownNamespace(cursor)),
    ...namespacesAround(cursor),
  ];
  return first;
}

function destinationsOf(cursor: Cursor): readonly string[] {
  const object = objectAround(cursor);
  return object === undefined ? [] : namespacesAt(object, destinations);
}

function ownNamespace(cursor: Cursor): readonly string[] {
  const object = objectAround(cursor);
  return object === undefined ? [] : namespacesAt(object, [['metadata', 'namespace']]);
}

/** What the nearest map that is no object says, and says at all. */
function namespacesAround(cursor: Cursor): readonly string[] {
  for (const around of outward(cursor)) {
    if (!isMap(around.node) || isObject(around) || describesImage(around)) continue;
    const found = namespacesAt(around, plainFields);
    if (found.length > 0) return found;
  }
  return [];
}

/** Beside a registry a namespace is an organization of it. */
function describesImage(map: Cursor): boolean {
  return fieldsOf(map).has('registry') || /image$/i.test(String(map.key));
}

function namespacesAt(map: Cursor, paths: readonly (readonly string[])[]): readonly string[] {
  return paths.flatMap((path) => textOf(fieldAt(map, path)) ?? []).filter(isNamespace);
}

/** Not a variable or a template. */
function isNamespace(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}

function fieldAt(cursor: Cursor, path: readonly string[]): Cursor | undefined {
  return path.reduce<Cursor | undefined>((at, key) => at && fieldsOf(at).get(key), cursor);
}
