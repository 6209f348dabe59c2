import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { DeployError } from '../../errors.ts';
import { type Cursor, fieldsOf } from '../yaml/cursor.ts';
import { lineOf } from '../yaml/position.ts';
import type { Add } from './operation.ts';

/** The collection that a field or an item stands in, and where. Throws `not-editable` for a field that is merged in. */
export function insertionPointOf({ cursor }: Add): {
  readonly home: YAMLMap.Parsed | YAMLSeq.Parsed;
  readonly index: number;
} {
  const home = cursor.parent?.node;
  if (isSeq(home) && typeof cursor.key === 'number')
    return { home: home as YAMLSeq.Parsed, index: cursor.key };
  if (isMap(home)) {
    const index = home.items.findIndex(({ key }) => key === cursor.keyNode);
    if (index >= 0) return { home: home as YAMLMap.Parsed, index };
  }
  throw new DeployError(
    'not-editable',
    `Cannot add a field to "${cursor.document.source.manifest.path}": what stands at line ${lineOf(cursor)} is merged in from elsewhere`,
    'add the field by hand',
  );
}

/** The field that stands last in the map itself; `undefined` in an empty map. */
export function lastField(map: Cursor): Cursor | undefined {
  if (!isMap(map.node)) return undefined;
  const own = new Set<unknown>(map.node.items.map(({ key }) => key));
  return [...fieldsOf(map).values()].findLast(({ keyNode }) => own.has(keyNode));
}
