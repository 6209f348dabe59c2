import { fieldsOf, itemsOf, type Spot, textOf } from '../yaml/spot.ts';
import { isImageKey } from './keys.ts';
import type { View } from './view.ts';

/** Keys of lists of `{name: image.tag, value: v1}`: Argo CD's `helm.parameters`, helmfile's `set`, Tekton's `params`. */
const lists = ['parameters', 'set', 'params'];

/**
 * Helm values written by their path, as maps again: parameters by name, and keys with dots in them. `image.repository` and
 * `image.tag` are `repository` and `tag` of one map.
 */
export function parameterViews({ fields, spot }: View): readonly View[] {
  const named = lists.flatMap((key) => {
    const list = fields.get(key);
    return list === undefined ? [] : [parametersOf(list)];
  });
  const dotted = [...fields].filter(([key]) => key.includes('.') && !key.includes('/'));
  return [...named, dotted].flatMap((pairs) => nested(pairs, spot));
}

function parametersOf(list: Spot): (readonly [string, Spot])[] {
  return itemsOf(list).flatMap((item) => {
    const fields = fieldsOf(item);
    const [name, value] = [textOf(fields.get('name')), fields.get('value')];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

function nested(pairs: readonly (readonly [string, Spot])[], spot: Spot): readonly View[] {
  const maps = new Map<string, Map<string, Spot>>();
  for (const [name, value] of pairs) {
    const dot = name.lastIndexOf('.');
    const path = name.slice(0, Math.max(dot, 0));
    const map = maps.get(path) ?? new Map<string, Spot>();
    map.set(name.slice(dot + 1), value);
    maps.set(path, map);
  }
  return [...maps].map(
    ([path, fields]): View => ({
      fields,
      spot,
      isImage: isImageKey(path.split('.').at(-1)),
      listsImages: false,
    }),
  );
}
