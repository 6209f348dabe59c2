// Where a node stands: its path, its line, what is around it.
import { formatPath, type PathStep } from '../field-path.ts';
import { fieldsOf, itemsOf } from './collection.ts';
import { type Cursor, textOf } from './cursor.ts';

/**
 * Walks from a node to the file's root, through YAML inside YAML.
 * @param cursor any node
 * @returns the node itself and all around it, inside out
 */
export function* outward(cursor: Cursor): Generator<Cursor, void, undefined> {
  for (let at: Cursor | undefined = cursor; at !== undefined; at = at.parent ?? at.document.host) yield at;
}

/**
 * Gives the field path of a node, from the root of the file's document.
 * @param cursor any node
 * @returns `spec.containers.[name=web].image`
 */
export function pathOf(cursor: Cursor): string {
  return formatPath(stepsTo(cursor));
}

/**
 * Gives the steps of a node's field path.
 * @param cursor any node
 * @returns the steps from the root of the file's document
 */
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

/**
 * Gives the line that a node starts on, that of its key where it has no text.
 * @param cursor any node
 * @returns the line in the file, from 1
 */
export function lineOf({ document, node, keyNode }: Cursor): number {
  const { manifest, toFile } = document.source;
  return manifest.lineAt(toFile((node ?? keyNode)?.range[0] ?? 0));
}
