// Helm values that are written by their path.
import { type Fields, fieldsOf, itemsOf } from '../yaml/collection.ts';
import { type Cursor, textOf } from '../yaml/cursor.ts';
import { isImageKey } from './fields/image-key.ts';
import type { Mapping } from './fields/mapping.ts';

/** Keys of lists of `{name: image.tag, value: v1}`: Argo CD's `helm.parameters`, helmfile's `set`, Tekton's `params`. */
const lists = ['parameters', 'set', 'params'];

/**
 * Reads Helm values that are written by their path as maps again: parameters by name, and keys with dots in them.
 * `image.repository` and `image.tag` are `repository` and `tag` of one map.
 * @param mapping any map
 * @returns a mapping for each path
 */
export function parameterMappings({ fields, cursor }: Mapping): readonly Mapping[] {
  const named = parameterLists(fields);
  const dotted = [...fields].filter(([key]) => key.includes('.') && !key.includes('/'));
  return [...named, dotted].flatMap((pairs) => nested(pairs, cursor));
}

/**
 * Lists the Helm values that a map's parameters set by their path.
 * @param cursor a map with `parameters`, `set` or `params`
 * @returns name and value of each
 */
export function namedParameters(cursor: Cursor): readonly (readonly [string, Cursor])[] {
  return parameterLists(fieldsOf(cursor)).flat();
}

function parameterLists(fields: Fields): readonly (readonly (readonly [string, Cursor])[])[] {
  return lists.flatMap((key) => {
    const list = fields.get(key);
    return list === undefined ? [] : [parametersOf(list)];
  });
}

function parametersOf(list: Cursor): (readonly [string, Cursor])[] {
  return itemsOf(list).flatMap((item) => {
    const fields = fieldsOf(item);
    const [name, value] = [textOf(fields.get('name')), fields.get('value')];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

function nested(pairs: readonly (readonly [string, Cursor])[], cursor: Cursor): readonly Mapping[] {
  const maps = new Map<string, Map<string, Cursor>>();
  for (const [name, value] of pairs) {
    const dot = name.lastIndexOf('.');
    const path = name.slice(0, Math.max(dot, 0));
    const map = maps.get(path) ?? new Map<string, Cursor>();
    map.set(name.slice(dot + 1), value);
    maps.set(path, map);
  }
  return [...maps].map(([path, fields]): Mapping => {
    const dot = path.lastIndexOf('.');
    const key = path.slice(dot + 1);
    const outer = path === '' ? undefined : maps.get(path.slice(0, Math.max(dot, 0)));
    const around = outer && { key, fields: outer };
    return { fields, cursor, isImage: isImageKey(key), listsImages: false, around };
  });
}
