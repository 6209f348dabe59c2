// Where a value that is added will stand.
import { formatPath, type PathStep } from '../field-path.ts';
import { stepsTo } from '../yaml/position.ts';
import type { Fragment } from './fragment.ts';
import type { AddNode, FillNode } from './operation.ts';

/**
 * Gives the path of a value that an operation adds, not of the maps that are added around it.
 * @param operation an addition
 * @returns a field path, `spec.values.image.tag`
 */
export function addedPath(operation: AddNode | FillNode): string {
  const { cursor, value, change } = operation;
  const within = stepsInto(value, change.to) ?? [];
  if (operation.kind === 'fill') return formatPath([...stepsTo(cursor), ...within]);
  const around = cursor.parent === undefined ? [] : stepsTo(cursor.parent);
  const own = operation.key === undefined ? itemStep(value, Number(cursor.key) + 1) : keyStep(operation.key);
  return formatPath([...around, own, ...within]);
}

/** Finds the path to a scalar in what is added: the last one that reads so, `undefined` without one. */
function stepsInto(fragment: Fragment, wanted: string): readonly PathStep[] | undefined {
  if (typeof fragment === 'string') return fragment === wanted ? [] : undefined;
  const below =
    fragment.kind === 'map'
      ? fragment.fields.map(([key, value]) => ({ step: keyStep(key), value }))
      : fragment.items.map((value, index) => ({ step: itemStep(value, index), value }));
  const ways = below.flatMap(({ step, value }) => {
    const rest = stepsInto(value, wanted);
    return rest === undefined ? [] : [[step, ...rest]];
  });
  return ways.at(-1);
}

function keyStep(key: string): PathStep {
  return { kind: 'key', key };
}

/** An item is named by its `name`, as in every path that is shown. */
function itemStep(item: Fragment, index: number): PathStep {
  const fields = typeof item === 'object' && item.kind === 'map' ? item.fields : [];
  const name = fields.find(([key]) => key === 'name')?.[1];
  return typeof name === 'string' ? { kind: 'match', field: 'name', value: name } : { kind: 'index', index };
}
