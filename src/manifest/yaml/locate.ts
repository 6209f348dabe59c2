import { isMap } from 'yaml';
import { formatPath, type Step } from '../path.ts';
import type { Resource } from '../target.ts';
import { fieldsOf, itemsOf, type Spot, textOf } from './spot.ts';

/** The spot itself and all around it, inside out, through YAML inside YAML to the file's root. */
export function* outward(spot: Spot): Generator<Spot, void, undefined> {
  for (let at: Spot | undefined = spot; at !== undefined; at = at.parent ?? at.document.host) yield at;
}

/** Field path from the root of the file's document: `spec.containers.[name=web].image`. */
export function pathOf(spot: Spot): string {
  return formatPath(stepsTo(spot));
}

/** The steps of that path. */
export function stepsTo(spot: Spot): readonly Step[] {
  return [...outward(spot)].reverse().flatMap(stepTo);
}

function stepTo(spot: Spot): Step[] {
  const { key, parent } = spot;
  if (key === undefined || parent === undefined) return [];
  if (typeof key === 'string') return [{ kind: 'key', key }];
  const name = textOf(fieldsOf(spot).get('name'));
  const unique = name !== undefined && !/[\]=]/.test(name) && countNamed(parent, name) === 1;
  return [unique ? { kind: 'match', field: 'name', value: name } : { kind: 'index', index: key }];
}

const countsOfLists = new WeakMap<Spot, ReadonlyMap<string, number>>();

/** How many items of a list have the name; counted once, for a long list is asked at every item. */
function countNamed(list: Spot, name: string): number {
  const counts = countsOfLists.get(list) ?? countNames(list);
  countsOfLists.set(list, counts);
  return counts.get(name) ?? 0;
}

function countNames(list: Spot): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of itemsOf(list)) {
    const name = textOf(fieldsOf(item).get('name'));
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** What the Kubernetes object around a spot says of itself. */
export function resourceOf(spot: Spot): Resource {
  const object = objectAround(spot);
  return object === undefined ? {} : readResource(object);
}

/** The Kubernetes object around a spot: the nearest map with a `kind` and `metadata` or an API version. */
export function objectAround(spot: Spot): Spot | undefined {
  for (const around of outward(spot)) if (isObject(around)) return around;
  return undefined;
}

function isObject(spot: Spot): boolean {
  if (!isMap(spot.node)) return false;
  const fields = fieldsOf(spot);
  return textOf(fields.get('kind')) !== undefined && (fields.has('metadata') || fields.has('apiVersion'));
}

function readResource(object: Spot): Resource {
  const fields = fieldsOf(object);
  const [kind, metadata] = [textOf(fields.get('kind')), fields.get('metadata')];
  const about = metadata && fieldsOf(metadata);
  const [name, namespace] = [textOf(about?.get('name')), textOf(about?.get('namespace'))];
  return {
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** Lines count from 1. */
export function lineOf({ document, node, keyNode }: Spot): number {
  const { manifest, toFile } = document.source;
  return manifest.lineAt(toFile((node ?? keyNode)?.range[0] ?? 0));
}
