// One image as kustomize names it: by its old name, its new one, and a tag or a digest beside them or in them.
import { formatReference, type Reference, splitReference } from '../../image/reference.ts';
import {
  type AddNode,
  addField,
  imageChange,
  type Operation,
  versionChange,
  type WriteScalar,
  writeString,
} from '../edit/operation.ts';
import { type Cursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import { type Obstacle, obstacleIn } from './fields/obstacle.ts';
import {
  readVersion,
  type VersionFields,
  versionObstacle,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** One entry of `images`. */
export interface KustomizeImage {
  readonly name: ScalarCursor;
  readonly newName: ScalarCursor | undefined;
  readonly version: VersionFields;
}

/** kustomize puts the tag behind the new name, whatever that ends with. */
const twoVersions: Obstacle = {
  reason: 'a version in "newName" and another beside it',
  creatable: false,
  remedy: 'remove one of the two',
};

/**
 * Reads an entry of a kustomization's `images`.
 * @param entry the entry
 * @returns its place
 */
export function kustomizePlace(entry: KustomizeImage): ImagePlace {
  const { name, newName, version } = entry;
  const current = newName ?? name;
  const named = splitReference(textOf(current) ?? '');
  const beside = readVersion(version);
  const isBeside = beside.tag !== undefined || beside.digest !== undefined;
  const inNewName = newName !== undefined && hasVersion(named);
  const cursor = inNewName ? current : (version.tag ?? version.digest ?? current);
  const obstacle = inNewName ? obstacleIn(named.tag, named.digest) : versionObstacle(version);
  return {
    cursor,
    container: containerOf(cursor),
    names: [named.name],
    formerNames: [splitReference(textOf(name) ?? '').name],
    // An entry for the images of one tag says nothing of a new one yet.
    old: inNewName || !isBeside ? named : { name: named.name, ...beside },
    defaultTag: undefined,
    obstacle: inNewName && isBeside ? twoVersions : obstacle,
    scalars: [name.node, current.node, ...versionScalars(version)],
    write: (to) =>
      inNewName
        ? [writeWhole(current, named, to)]
        : [...rename(entry, named.name, to), ...moveVersion(current, version, to, named.name)],
  };
}

function hasVersion({ tag, digest }: Reference): boolean {
  return tag !== undefined || digest !== undefined;
}

function writeWhole(newName: ScalarCursor, old: Reference, to: Reference): WriteScalar {
  const written = hasVersion(to) ? to : { ...old, name: to.name };
  return writeString(newName, formatReference(written), versionChange(old, written));
}

function rename({ name, newName }: KustomizeImage, from: string, to: Reference): readonly Operation[] {
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
  if (!hasVersion(to)) return [];
  if (tag === undefined && digest === undefined) return [addVersion(current, to, image)];
  const holdsTagAlone = digest === undefined && !textOf(tag)?.includes('@');
  if (tag !== undefined && holdsTagAlone && to.tag === undefined)
    return underKey('digest', tag, to.digest ?? '', image);
  if (digest !== undefined && tag === undefined && to.digest === undefined)
    return underKey('newTag', digest, to.tag ?? '', image);
  return writeVersion(version, to, image);
}

function addVersion(after: Cursor, { tag, digest }: Reference, image: string): AddNode {
  const key = tag === undefined ? 'digest' : 'newTag';
  const value = [tag, digest].filter((part) => part !== undefined).join('@');
  return addField(after, key, value, imageChange(image, '', value));
}

/** A digest in place of a tag, or a tag in place of a digest: the key that held the one becomes the other's. */
function underKey(
  key: 'newTag' | 'digest',
  field: ScalarCursor,
  value: string,
  image: string,
): readonly WriteScalar[] {
  const keyCursor = field.keyNode && { ...field, node: field.keyNode };
  const change = imageChange(image, textOf(field) ?? '', value);
  return [...(keyCursor ? [writeString(keyCursor, key, undefined)] : []), writeString(field, value, change)];
}
