// A new entry of a kustomization's `images`.
import { isCollection } from 'yaml';
import type { Fragment } from '../edit/fragment.ts';
import { lastField } from '../edit/insertion-point.ts';
import { addField, imageChange, type Operation } from '../edit/operation.ts';
import type { ImageTarget } from '../target.ts';
import { itemsOf } from '../yaml/collection.ts';
import type { Cursor } from '../yaml/cursor.ts';
import type { Mapping } from './fields/mapping.ts';

/**
 * Adds an image to a kustomization's `images`, and the key itself where it is not there.
 * @param kustomization the kustomization's map
 * @param image the image to add
 * @returns the operation; `undefined` where something else stands in the place of the list
 */
export function addEntry({ fields, cursor }: Mapping, image: ImageTarget): Operation | undefined {
  const { to } = image;
  const entry = entryOf(image);
  const list: Fragment = { kind: 'list', items: [entry] };
  const change = imageChange(to.name, '', to.tag ?? to.digest ?? '');
  const images = fields.get('images');
  if (images === undefined) {
    const last = lastField(cursor);
    return last && addField(last, 'images', list, change);
  }
  const last = itemsOf(images).at(-1);
  if (last !== undefined)
    return { kind: 'add', cursor: last, key: undefined, value: entry, typed: false, change };
  return isEmpty(images) ? { kind: 'fill', cursor: images, value: list, typed: false, change } : undefined;
}

function isEmpty({ node }: Cursor): boolean {
  return node !== null && (!isCollection(node) || node.items.length === 0);
}

function entryOf({ name, to }: ImageTarget): Fragment {
  const { name: newName, tag, digest } = to;
  const fields = [
    ['name', name ?? newName],
    ['newName', name === newName ? undefined : name && newName],
    ['newTag', tag],
    ['digest', digest],
  ] as const;
  return {
    kind: 'map',
    fields: fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  };
}
