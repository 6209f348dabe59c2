import { formatPath, type PathStep } from '../field-path.ts';
import { stepsTo } from '../yaml/position.ts';
import type { Fragment } from './fragment.ts';
import type { Add, Fill } from './operation.ts';

/** Path of what an operation adds: that of the value itself, not of the maps that are added around it. */
export function addedPath(operation: Add | Fill): string {
  const { cursor, value, change } = operation;
  const within = stepsInto(value, change.to) ?? [];
  if (operation.kind === 'fill') return formatPath([...stepsTo(cursor), ...within]);
  const around = cursor.parent === undefined ? [] : stepsTo(cursor.parent);
  const own = operation.key === undefined ? itemStep(value, Number(cursor.key) + 1) : keyStep(operation.key);
  return formatPath([...around, own, ...within]);
}

/** The way to the scalar in YAML that is added, the last where several read so; `undefined` without one. */
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

/** An item is called by its name, as everywhere. */
function itemStep(item: Fragment, index: number): PathStep {
  const fields = typeof item === 'object' && item.kind === 'map' ? item.fields : [];
  const name = fields.find(([key]) => key === 'name')?.[1];
  return typeof name === 'string' ? { kind: 'match', field: 'name', value: name } : { kind: 'index', index };
}
