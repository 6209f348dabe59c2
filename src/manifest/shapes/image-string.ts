// References written as one string, in a field or in a list.
import { versionChange, writeString } from '../edit/operation.ts';
import { itemsOf } from '../yaml/collection.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { readsAsString } from '../yaml/plain-scalar.ts';
import { containerOf } from './fields/container.ts';
import { imageKey, isImagesKey } from './fields/image-key.ts';
import type { Mapping } from './fields/mapping.ts';
import { type ReferenceText, readReferenceText, withReference } from './fields/reference-text.ts';
import { unfitting } from './fields/variable-default.ts';
import type { ImagePlace } from './image-place.ts';

/**
 * Fields of other tools that may hold a whole reference: GitHub's jobs, Crossplane's packages, Tekton's bundles, and what
 * has `image` in its name, `imageOverride` or `workImagePullSpec`. An annotation, which has a slash, is a note.
 */
const otherKey = /^(?:container|package)$|bundle$|^[^/]*image[^/]*$/i;

/** Fields of a map under an image's key that may hold the whole reference: Kubernetes' image volumes, Envoy's extensions. */
const wholeKeys: ReadonlySet<string> = new Set(['reference', 'ref', 'url', 'uri', 'value']);

/**
 * Finds the references of a map that are written as one string, in a field or in a list under `images`.
 * @param mapping any map
 * @returns a place for each reference
 */
export function findImageStrings(mapping: Mapping): readonly ImagePlace[] {
  const registry = textOf(mapping.fields.get('registry'));
  return [...mapping.fields].flatMap(([key, field]) => {
    if (imageKey(key)?.role === 'image') return stringPlace(field, registry);
    if (isImagesKey(key)) return itemsOf(field).flatMap((item) => stringPlace(item, undefined));
    if (key === 'uses' && textOf(field)?.startsWith('docker://')) return stringPlace(field, undefined);
    // Istio's WasmPlugin; a chart repository has no tag.
    if (key === 'url' && textOf(field)?.startsWith('oci://'))
      return stringPlace(field, undefined).filter(isWhole);
    if (key === 'services')
      return itemsOf(field).flatMap((item) => stringPlace(item, undefined).filter(isWhole));
    return mayBeWhole(key, mapping) ? stringPlace(field, registry).filter(isWhole) : [];
  });
}

/** The key speaks of a part of a reference, or of something else, and the value may be a whole one all the same. */
function mayBeWhole(key: string, { fields, cursor, isImage, listsImages }: Mapping): boolean {
  // An action of GitHub.
  if (key === 'uses') return false;
  if (listsImages || (isImage && wholeKeys.has(key))) return true;
  // An environment's API_IMAGE is a variable like any other.
  if (otherKey.test(key) && /[a-z]/.test(key)) return true;
  const role = imageKey(key)?.role;
  if (role !== 'name') return role === 'tag' || role === 'repository';
  // Cloud Build's steps, OpenShift's image streams.
  return isImage || cursor.parent?.key === 'steps' || textOf(fields.get('kind')) === 'DockerImage';
}

/**
 * Finds the value of an RFC 6902 patch of an image: `{op: replace, path: /spec/containers/0/image, value: acme/api:v1}`.
 * @param mapping any map
 * @returns the value's place, none where the map is no such patch
 */
export function findPatchedImage({ fields }: Mapping): readonly ImagePlace[] {
  const value = fields.get('value');
  const patchesImage = fields.has('op') && textOf(fields.get('path'))?.endsWith('/image') === true;
  return patchesImage && value !== undefined ? stringPlace(value, undefined) : [];
}

/**
 * Reads a value that may be a reference.
 * @param cursor the value
 * @param registry what the map says of the registry; `undefined` where it says nothing
 * @returns its place, none where it is no reference
 */
export function stringPlace(cursor: Cursor, registry: string | undefined): readonly ImagePlace[] {
  const text = textOf(cursor);
  const read = text === undefined || isSetting(text) ? undefined : readReferenceText(text);
  return read === undefined || !isScalarCursor(cursor) ? [] : [placeOf(cursor, read, registry)];
}

/** `customImage: true` and `image: 5` name no image. */
function isSetting(text: string): boolean {
  return !text.includes(':') && !readsAsString(text);
}

function placeOf(cursor: ScalarCursor, read: ReferenceText, registry: string | undefined): ImagePlace {
  const { reference, alias } = read;
  const names = registry ? [`${registry}/${reference.name}`, reference.name] : [reference.name];
  const inKustomize = isKustomizeImage(cursor);
  return {
    cursor,
    container: containerOf(cursor),
    names,
    formerNames: alias === undefined ? [] : [alias],
    old: reference,
    // Kustomize takes the tag from what it builds on.
    defaultTag: inKustomize ? undefined : 'latest',
    obstacle: read.obstacle,
    scalars: [cursor.node],
    write: (to) => {
      const written = names.includes(to.name) ? { ...to, name: reference.name } : to;
      // In an Argo CD application the name on the left is what kustomize looks for.
      const isFirst = alias === undefined && inKustomize && reference.name !== written.name;
      const text = withReference(read, written) ?? unfitting(cursor, written);
      const value = (isFirst ? `${reference.name}=` : '') + text;
      return [writeString(cursor, value, versionChange(reference, written))];
    },
  };
}

function isKustomizeImage({ key, parent }: Cursor): boolean {
  return typeof key === 'number' && parent?.key === 'images' && parent.parent?.key === 'kustomize';
}

function isWhole({ old: { name, tag, digest } }: ImagePlace): boolean {
  const version = tag ?? digest;
  return version !== undefined && !/\s/.test(version) && !name.includes('://');
}
