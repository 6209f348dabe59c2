import type { Reference } from '../../image/reference.ts';
import { type Add, addField, type Operation, type Write, writeString } from '../edit/operation.ts';
import { type Cursor, fieldsOf, isScalarCursor, itemsOf, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import type { Mapping } from './fields/mapping.ts';
import {
  isVariable,
  readVersion,
  type VersionFields,
  versionFields,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** One entry of `images`. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
interface Entry {
  readonly name: ScalarCursor;
  readonly newName?: ScalarCursor;
  readonly version: VersionFields;
}

/** Entries of a kustomization's `images`, of kustomize's own file and of Flux's `Kustomization.spec`. */
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
    return [placeOf({ name, ...(isScalarCursor(newName) && textOf(newName) && { newName }), version })];
  });
}

export function isKustomization({ fields, cursor }: Mapping): boolean {
  const file = cursor.document.source.manifest.path;
  const around = cursor.key === 'spec' && cursor.parent ? fieldsOf(cursor.parent) : fields;
  const kind = textOf(around.get('kind'));
  if (kind !== undefined) return kind === 'Kustomization' || kind === 'Component';
  return cursor.parent === undefined && /(?:^|\/)kustomization(?:\.ya?ml|\.json)?$/i.test(file);
}

function placeOf({ name, newName, version }: Entry): ImagePlace {
  const current = newName ?? name;
  const image = textOf(current) ?? '';
  const cursor = version.tag ?? version.digest ?? current;
  return {
    cursor,
    container: containerOf(cursor),
    names: [image],
    formerNames: [textOf(name) ?? ''],
    old: { name: image, ...readVersion(version) },
    ...(isVariable(version) && { obstacle: 'a variable in place of its tag' }),
    scalars: [name, current, ...Object.values(version)].map(({ node }) => node),
    write: (to) => [...rename(name, newName, to), ...moveVersion(current, version, to, image)],
  };
}

function rename(name: ScalarCursor, newName: ScalarCursor | undefined, to: Reference): readonly Operation[] {
  const from = textOf(newName ?? name) ?? '';
  if (from === to.name) return [];
  const change = { image: from, from, to: to.name };
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

function addVersion(after: Cursor, { tag, digest }: Reference, image: string): Add {
  const key = tag === undefined ? 'digest' : 'newTag';
  const value = [tag, digest].filter((part) => part !== undefined).join('@');
  return addField(after, key, value, { image, from: '', to: value });
}

/** A digest in place of a tag: the key that held the tag becomes the digest's. */
function digestForTag(tag: ScalarCursor, digest: string, image: string): readonly Write[] {
  const key = tag.keyNode && { ...tag, node: tag.keyNode };
  const change = { image, from: textOf(tag) ?? '', to: digest };
  return [...(key ? [writeString(key, 'digest', undefined)] : []), writeString(tag, digest, change)];
}
