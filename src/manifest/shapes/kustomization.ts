// Entries of a kustomization's `images`, and kustomize's ImageTagTransformer.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
import { fieldsOf, itemsOf } from '../yaml/collection.ts';
import { type Cursor, isScalarCursor, textOf } from '../yaml/cursor.ts';
import type { Mapping } from './fields/mapping.ts';
import { versionFields } from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';
import { kustomizePlace } from './kustomize-place.ts';

/**
 * Finds the entries of `images` in a kustomization: kustomize's own file, and Flux's `Kustomization.spec`; and the one of an
 * ImageTagTransformer.
 * @param mapping any map
 * @returns a place for each entry
 */
export function findKustomizeImages(mapping: Mapping): readonly ImagePlace[] {
  const { fields } = mapping;
  if (textOf(fields.get('kind')) === 'ImageTagTransformer')
    return placesOf([fields.get('imageTag') ?? []].flat(), true);
  const images = fields.get('images');
  return images === undefined ? [] : placesOf(itemsOf(images), isKustomization(mapping));
}

/** In other files only what renames, or sets a tag as kustomize does, is an entry. */
function placesOf(entries: readonly Cursor[], all: boolean): readonly ImagePlace[] {
  return entries.flatMap((entry) => {
    const fields = fieldsOf(entry);
    const renames = fields.has('newTag') || fields.has('newName');
    const [name, newName] = [fields.get('name'), fields.get('newName')];
    if (!isScalarCursor(name) || !(all || renames)) return [];
    const version = versionFields(fields.get('newTag'), fields.get('digest'));
    const isRenamed = isScalarCursor(newName) && textOf(newName);
    return [kustomizePlace({ name, newName: isRenamed ? newName : undefined, version })];
  });
}

/**
 * Says whether a map is a kustomization, or a component of one.
 * @param mapping any map
 * @returns whether its kind says so, or its file's name where it has no kind
 */
export function isKustomization({ fields, cursor }: Mapping): boolean {
  const file = cursor.document.source.manifest.path;
  const around = cursor.key === 'spec' && cursor.parent ? fieldsOf(cursor.parent) : fields;
  const kind = textOf(around.get('kind'));
  if (kind !== undefined) return kind === 'Kustomization' || kind === 'Component';
  return cursor.parent === undefined && /(?:^|\/)kustomization(?:\.ya?ml|\.json)?$/i.test(file);
}
