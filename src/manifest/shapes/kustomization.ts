// Entries of a kustomization's `images`.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
import type { Reference } from '../../image/reference.ts';
import {
  type AddNode,
  addField,
  imageChange,
  type Operation,
  type WriteScalar,
  writeString,
} from '../edit/operation.ts';
import { fieldsOf, itemsOf } from '../yaml/collection.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import type { Mapping } from './fields/mapping.ts';
import {
  readVersion,
  type VersionFields,
  versionFields,
  versionObstacle,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** One entry of `images`. */
interface KustomizeImage {
  readonly name: ScalarCursor;
  readonly newName: ScalarCursor | undefined;
  readonly version: VersionFields;
}

/**
 * Finds the entries of `images` in a kustomization: kustomize's own file, and Flux's `Kustomization.spec`.
 * @param mapping any map
 * @returns a place for each entry
 */
export function findKustomizeImages(mapping: Mapping): readonly ImagePlace[] {
  const images = mapping.fields.get('images');
  if (images === undefined) return [];
  const all = isKustomization(mapping);
  return itemsOf(images).flatMap((item) => {
    const fields = fieldsOf(item);
    const renames = fields.has('newTag') || fields.has('newName');
    const [name, newName] = [fields.get('name'), fields.get('newName')];
    if (!isScalarCursor(name) || !(all || renames)) return [];
    const version = versionFields(fields.get('newTag'), fields.get('digest'));
    const isRenamed = isScalarCursor(newName) && textOf(newName);
    return [placeOf({ name, newName: isRenamed ? newName : undefined, version })];
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

function placeOf({ name, newName, version }: KustomizeImage): ImagePlace {
  const current = newName ?? name;
  const image = textOf(current) ?? '';
  const cursor = version.tag ?? version.digest ?? current;
  return {
    cursor,
    container: containerOf(cursor),
    names: [image],
    formerNames: [textOf(name) ?? ''],
    old: { name: image, ...readVersion(version) },
    defaultTag: undefined,
    obstacle: versionObstacle(version),
    scalars: [name.node, current.node, ...versionScalars(version)],
    write: (to) => [...rename(name, newName, to), ...moveVersion(current, version, to, image)],
  };
}

function rename(name: ScalarCursor, newName: ScalarCursor | undefined, to: Reference): readonly Operation[] {
  const from = textOf(newName ?? name) ?? '';
  if (from === to.name) return [];
  const change = imageChange(from, from, to.name);
  if (newName !== undefined) return [writeString(newName, to.name, change)];
  return [addField(name, 'newName', to.name, change)];
}

function moveVersion(
  current: Cursor,
  version: VersionFields,
  to: Reference,
  image: string,
): readonly Operation[] {
  const { tag, digest } = version;
  if (to.tag === undefined && to.digest === undefined) return [];
  if (tag === undefined && digest === undefined) return [addVersion(current, to, image)];
  const holdsTagAlone = digest === undefined && !textOf(tag)?.includes('@');
  if (tag !== undefined && holdsTagAlone && to.tag === undefined)
    return digestForTag(tag, to.digest ?? '', image);
  return writeVersion(version, to, image);
}

function addVersion(after: Cursor, { tag, digest }: Reference, image: string): AddNode {
  const key = tag === undefined ? 'digest' : 'newTag';
  const value = [tag, digest].filter((part) => part !== undefined).join('@');
  return addField(after, key, value, imageChange(image, '', value));
}

/** A digest in place of a tag: the key that held the tag becomes the digest's. */
function digestForTag(tag: ScalarCursor, digest: string, image: string): readonly WriteScalar[] {
  const key = tag.keyNode && { ...tag, node: tag.keyNode };
  const change = imageChange(image, textOf(tag) ?? '', digest);
  return [...(key ? [writeString(key, 'digest', undefined)] : []), writeString(tag, digest, change)];
}
