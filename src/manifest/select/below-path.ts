// Whether a value stands below a field path.
import type { PathStep } from '../field-path.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, textOf } from '../yaml/cursor.ts';
import { outward } from '../yaml/position.ts';

/**
 * Says whether a node stands at a field path or below it. The path starts at the document's root, or at an object of a
 * `kind: List`.
 * @param cursor any node, of YAML in a block scalar too
 * @param steps a field path
 * @returns whether the way to the node begins with the path
 */
export function isBelow(cursor: Cursor, steps: readonly PathStep[]): boolean {
  const way = [...outward(cursor)].reverse().filter(({ key }) => key !== undefined);
  return leads(way, steps) || (isListed(way) && leads(way.slice(2), steps));
}

/** `items[0]` of a list of objects. */
function isListed([items, item]: readonly Cursor[]): boolean {
  const list = items?.parent;
  const kind = list && textOf(fieldsOf(list).get('kind'));
  return items?.key === 'items' && typeof item?.key === 'number' && kind?.endsWith('List') === true;
}

function leads([first, ...others]: readonly Cursor[], steps: readonly PathStep[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  if (first === undefined) return false;
  if (fits(first, step) && leads(others, rest)) return true;
  // A key may hold dots itself, and the path not say so.
  const [next, ...more] = rest;
  if (step.kind !== 'key' || next?.kind !== 'key') return false;
  return leads([first, ...others], [{ kind: 'key', key: `${step.key}.${next.key}` }, ...more]);
}

function fits(cursor: Cursor, step: PathStep): boolean {
  switch (step.kind) {
    case 'all':
      return true;
    case 'index':
      return cursor.key === step.index;
    case 'key':
      return String(cursor.key) === step.key;
    case 'match':
      return typeof cursor.key === 'number' && textOf(fieldsOf(cursor).get(step.field)) === step.value;
  }
}
