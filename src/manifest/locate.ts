import { isMap, isSeq } from 'yaml';
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
  if (key === undefined) return [];
  if (typeof key === 'string') return [{ kind: 'key', key }];
  const name = textOf(fieldsOf(spot).get('name'));
  const unique = name !== undefined && !/[\]=]/.test(name) && countNamed(parent, name) === 1;
  return [unique ? { kind: 'match', field: 'name', value: name } : { kind: 'index', index: key }];
}

function countNamed(list: Spot | undefined, name: string): number {
  if (list === undefined) return 0;
  return siblings(list).filter((item) => textOf(fieldsOf(item).get('name')) === name).length;
}

function siblings(list: Spot): readonly Spot[] {
  return isSeq(list.node) ? itemsOf(list) : [];
}

/** The Kubernetes object around a spot: the nearest map with a `kind` and a name or an API version. */
export function resourceOf(spot: Spot): Resource {
  for (const around of outward(spot)) {
    const fields = isMap(around.node) ? fieldsOf(around) : undefined;
    const kind = textOf(fields?.get('kind'));
    if (fields === undefined || kind === undefined) continue;
    const metadata = fields.get('metadata');
    if (metadata === undefined && !fields.has('apiVersion')) continue;
    const about = metadata === undefined ? new Map<string, Spot>() : fieldsOf(metadata);
    const name = textOf(about.get('name'));
    const namespace = textOf(about.get('namespace'));
    return { kind, ...(name !== undefined && { name }), ...(namespace !== undefined && { namespace }) };
  }
  return {};
}

/** Lines count from 1. */
export function lineOf({ document, node, keyNode }: Spot): number {
  const { manifest, toFile } = document.source;
  return manifest.lineAt(toFile((node ?? keyNode)?.range[0] ?? 0));
}
