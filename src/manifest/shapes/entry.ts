import { isCollection } from 'yaml';
import type { Fragment } from '../edit/fragment.ts';
import { lastField } from '../edit/home.ts';
import type { Operation } from '../edit/operation.ts';
import type { ImageTarget } from '../target.ts';
import { itemsOf, type Spot } from '../yaml/spot.ts';
import type { View } from './view.ts';

/** Adds the image to a kustomization's `images`, and the key itself where it is not there. */
export function addEntry({ fields, spot }: View, image: ImageTarget): Operation | undefined {
  const { to } = image;
  const entry = entryOf(image);
  const list: Fragment = { kind: 'list', items: [entry] };
  const shared = { typed: false, meaning: { image: to.name, from: '', to: to.tag ?? to.digest ?? '' } };
  const images = fields.get('images');
  if (images === undefined) {
    const last = lastField(spot);
    return last && { kind: 'add', spot: last, key: 'images', value: list, ...shared };
  }
  const last = itemsOf(images).at(-1);
  if (last !== undefined) return { kind: 'add', spot: last, value: entry, ...shared };
  return isEmpty(images) ? { kind: 'fill', spot: images, value: list, ...shared } : undefined;
}

function isEmpty({ node }: Spot): boolean {
  return node !== null && (!isCollection(node) || node.items.length === 0);
}

function entryOf({ name, to }: ImageTarget): Fragment {
  const { name: newName, tag, digest } = to;
  const fields = [
    ['name', name ?? newName],
    ...(name !== undefined && name !== newName ? [['newName', newName]] : []),
    ...(tag === undefined ? [] : [['newTag', tag]]),
    ...(digest === undefined ? [] : [['digest', digest]]),
  ] as const;
  return { kind: 'map', fields: fields.map(([key = '', value = '']) => [key, value]) };
}
