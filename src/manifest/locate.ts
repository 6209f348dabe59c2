import { isMap } from 'yaml';
import { formatPath, type Step } from './path.ts';
import { fieldsOf, itemsOf, type Spot, textOf } from './spot.ts';
import type { Resource } from './target.ts';

/** The spot itself and all around it, inside out, through YAML inside YAML to the file's root. */
export function* outward(spot: Spot): Generator<Spot, void, undefined> {
  for (let at: Spot | undefined = spot; at !== undefined; at = at.parent ?? at.document.host) yield at;
}

/** Field path from the root of the file's document: `spec.containers.[name=web].image`. */
export function pathOf(spot: Spot): string {
  return formatPath([...outward(spot)].reverse().flatMap(stepTo));
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

/** The Kubernetes object around a spot: the nearest map with a `kind` and `metadata` or an API version. */
export function resourceOf(spot: Spot): Resource {
  for (const around of outward(spot)) {
    const resource = isMap(around.node) ? readResource(around) : undefined;
    if (resource !== undefined) return resource;
  }
  return {};
}

function readResource(map: Spot): Resource | undefined {
  const fields = fieldsOf(map);
  const kind = textOf(fields.get('kind'));
  const metadata = fields.get('metadata');
  if (kind === undefined || (metadata === undefined && !fields.has('apiVersion'))) return undefined;
  const about = metadata && fieldsOf(metadata);
  const [name, namespace] = [textOf(about?.get('name')), textOf(about?.get('namespace'))];
  return { kind, ...(name !== undefined && { name }), ...(namespace !== undefined && { namespace }) };
}

/** Lines count from 1. */
export function lineOf({ document, node, keyNode }: Spot): number {
  const { manifest, toFile } = document.source;
  return manifest.lineAt(toFile((node ?? keyNode)?.range[0] ?? 0));
}
