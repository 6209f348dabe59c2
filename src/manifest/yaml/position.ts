import { formatPath, type PathStep } from '../field-path.ts';
import { type Cursor, fieldsOf, itemsOf, textOf } from './cursor.ts';

/** The cursor itself and all around it, inside out, through YAML inside YAML to the file's root. */
export function* outward(cursor: Cursor): Generator<Cursor, void, undefined> {
  for (let at: Cursor | undefined = cursor; at !== undefined; at = at.parent ?? at.document.host) yield at;
}

/** Field path from the root of the file's document: `spec.containers.[name=web].image`. */
export function pathOf(cursor: Cursor): string {
  return formatPath(stepsTo(cursor));
}

/** The steps of that path. */
export function stepsTo(cursor: Cursor): readonly PathStep[] {
  return [...outward(cursor)].reverse().flatMap(stepTo);
}

function stepTo(cursor: Cursor): PathStep[] {
  const { key, parent } = cursor;
  if (key === undefined || parent === undefined) return [];
  if (typeof key === 'string') return [{ kind: 'key', key }];
  const name = textOf(fieldsOf(cursor).get('name'));
  const unique = name !== undefined && !/[\]=]/.test(name) && countNamed(parent, name) === 1;
  return [unique ? { kind: 'match', field: 'name', value: name } : { kind: 'index', index: key }];
}

const countsOfLists = new WeakMap<Cursor, ReadonlyMap<string, number>>();

/** How many items of a list have the name; counted once, for a long list is asked at every item. */
function countNamed(list: Cursor, name: string): number {
  const counts = countsOfLists.get(list) ?? countNames(list);
  countsOfLists.set(list, counts);
  return counts.get(name) ?? 0;
}

function countNames(list: Cursor): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of itemsOf(list)) {
    const name = textOf(fieldsOf(item).get('name'));
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Lines count from 1. */
export function lineOf({ document, node, keyNode }: Cursor): number {
  const { manifest, toFile } = document.source;
  return manifest.lineAt(toFile((node ?? keyNode)?.range[0] ?? 0));
}
