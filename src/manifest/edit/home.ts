import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { DeployError } from '../../errors.ts';
import { lineOf } from '../yaml/locate.ts';
import { fieldsOf, type Spot } from '../yaml/spot.ts';
import type { Add } from './operation.ts';

/** The collection that a field or an item stands in, and where. Throws `not-editable` for a field that is merged in. */
export function homeOf({ spot }: Add): {
  readonly home: YAMLMap.Parsed | YAMLSeq.Parsed;
  readonly index: number;
} {
  const home = spot.parent?.node;
  if (isSeq(home) && typeof spot.key === 'number') return { home: home as YAMLSeq.Parsed, index: spot.key };
  if (isMap(home)) {
    const index = home.items.findIndex(({ key }) => key === spot.keyNode);
    if (index >= 0) return { home: home as YAMLMap.Parsed, index };
  }
  throw new DeployError(
    'not-editable',
    `Cannot add a field to "${spot.document.source.manifest.path}": what stands at line ${lineOf(spot)} is merged in from elsewhere`,
    'add the field by hand',
  );
}

/** The field that stands last in the map itself; `undefined` in an empty map. */
export function lastField(map: Spot): Spot | undefined {
  if (!isMap(map.node)) return undefined;
  const own = new Set<unknown>(map.node.items.map(({ key }) => key));
  return [...fieldsOf(map).values()].findLast(({ keyNode }) => own.has(keyNode));
}
