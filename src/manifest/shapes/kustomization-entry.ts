// A new entry of a kustomization's `images`.
import { DeployError } from '../../errors.ts';
import { formatReference } from '../../image/reference.ts';
import { sameName } from '../../image/repository-name.ts';
import type { Fragment } from '../edit/fragment.ts';
import { lastField, standsEmpty } from '../edit/insertion-point.ts';
import { addField, imageChange, type Operation } from '../edit/operation.ts';
import type { ImageTarget } from '../target.ts';
import { itemsOf } from '../yaml/collection.ts';
import { lineOf } from '../yaml/position.ts';
import type { Mapping } from './fields/mapping.ts';
import { findKustomizeImages } from './kustomization.ts';

/**
 * Adds an image to a kustomization's `images`, and the key itself where it is not there.
 * @param kustomization the kustomization's map
 * @param image the image to add
 * @returns the operation; `undefined` where something else stands in the place of the list
 * @throws {DeployError} not-editable: an entry is of the image already, so that another one could never match
 */
export function addEntry(kustomization: Mapping, image: ImageTarget): Operation | undefined {
  const { fields, cursor } = kustomization;
  const { to } = image;
  refuseSecond(kustomization, image);
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
  return standsEmpty(images.node, images.document.source)
    ? { kind: 'fill', cursor: images, value: list, typed: false, change }
    : undefined;
}

/** Kustomize looks for the name before an entry renames it: once it is renamed, a second entry finds nothing. */
function refuseSecond(kustomization: Mapping, { name, to }: ImageTarget): void {
  const wanted = name ?? to.name;
  const known = findKustomizeImages(kustomization).find(({ names, formerNames }) =>
    [...names, ...formerNames].some((each) => sameName(each, wanted)),
  );
  if (known === undefined) return;
  const { cursor, names } = known;
  throw new DeployError(
    'not-editable',
    `Cannot add "${wanted}" to "${cursor.document.source.manifest.path}": the entry at line ${lineOf(cursor)} is of it already, as "${names[0]}"`,
    `give the image by that name, or as "${wanted}=${formatReference({ ...to, name: names[0] ?? to.name })}"`,
  );
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
