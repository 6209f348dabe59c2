import { meaningOf } from '../operation.ts';
import type { Place } from '../place.ts';
import { type ReferenceText, readReferenceText, withReference } from '../reference-text.ts';
import { isScalarSpot, itemsOf, type ScalarSpot, type Spot, textOf } from '../spot.ts';
import { containerOf } from './container.ts';
import { imageKey, isImagesKey } from './keys.ts';
import type { View } from './view.ts';

/** References written as one string, in a field or in a list under `images`. */
export function findImageStrings({ fields, isImage }: View): readonly Place[] {
  const registry = textOf(fields.get('registry'));
  return [...fields].flatMap(([key, field]) => {
    const role = imageKey(key)?.role;
    if (role === 'image' || (role === 'name' && isImage)) return stringPlace(field, registry);
    // The key speaks of a part, or of something else, and the value is a whole reference all the same.
    if (role === 'tag' || role === 'repository' || key === 'container')
      return stringPlace(field).filter(isWhole);
    if (key === 'uses' && textOf(field)?.startsWith('docker://')) return stringPlace(field);
    if (key === 'services') return itemsOf(field).flatMap((item) => stringPlace(item).filter(isWhole));
    return isImagesKey(key) ? itemsOf(field).flatMap((item) => stringPlace(item)) : [];
  });
}

/** The value of an RFC 6902 patch of an image: `{op: replace, path: /spec/containers/0/image, value: acme/api:v1}`. */
export function findPatchedImage({ fields }: View): readonly Place[] {
  const value = fields.get('value');
  const patchesImage = fields.has('op') && textOf(fields.get('path'))?.endsWith('/image') === true;
  return patchesImage && value !== undefined ? stringPlace(value) : [];
}

function stringPlace(spot: Spot, registry?: string): readonly Place[] {
  const text = textOf(spot);
  const read = text === undefined ? undefined : readReferenceText(text);
  return read === undefined || !isScalarSpot(spot) ? [] : [placeOf(spot, read, registry)];
}

function placeOf(spot: ScalarSpot, read: ReferenceText, registry: string | undefined): Place {
  const { reference, alias } = read;
  const names = registry ? [`${registry}/${reference.name}`, reference.name] : [reference.name];
  return {
    spot,
    container: containerOf(spot),
    names,
    ...(alias !== undefined && { formerNames: [alias] }),
    old: reference,
    ...(read.variable && { obstacle: 'a variable in place of its tag' }),
    scalars: [spot.node],
    write: (to) => {
      const written = names.includes(to.name) ? { ...to, name: reference.name } : to;
      // In an Argo CD application the name on the left is what kustomize looks for.
      const isFirst = alias === undefined && isKustomizeImage(spot) && reference.name !== written.name;
      const value = (isFirst ? `${reference.name}=` : '') + withReference(read, written);
      return [{ kind: 'write', spot, value, typed: false, meaning: meaningOf(reference, written) }];
    },
  };
}

function isKustomizeImage({ key, parent }: Spot): boolean {
  return typeof key === 'number' && parent?.key === 'images' && parent.parent?.key === 'kustomize';
}

function isWhole({ old: { name, tag, digest } }: Place): boolean {
  return (tag !== undefined || digest !== undefined) && !name.includes('://');
}
