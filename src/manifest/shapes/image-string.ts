// References written as one string, in a field or in a list.
import { splitReference } from '../../image/reference.ts';
import { itemsOf } from '../yaml/collection.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { isNameOfCi } from './fields/ci-file.ts';
import { digestsOf } from './fields/digest-fields.ts';
import { imageKey, isImagesKey } from './fields/image-key.ts';
import type { Mapping } from './fields/mapping.ts';
import { tagBeside } from './fields/tag-fields.ts';
import { holdsWholeReference } from './fields/whole-reference.ts';
import type { ImagePlace } from './image-place.ts';
import { stringPlace } from './image-string-place.ts';

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
  const found = mapping.fields.get('registry');
  const registry = isScalarCursor(found) ? found : undefined;
  return [...mapping.fields].flatMap(([key, field]) => {
    if (imageKey(key)?.role === 'image')
      return stringPlace(field, registry, digestsBeside(key, mapping), sameTag(key, field, mapping));
    if (isImagesKey(key)) return itemsOf(field).flatMap(placeAlone);
    if (key === 'uses' && textOf(field)?.startsWith('docker://')) return placeAlone(field);
    // Istio's WasmPlugin; a chart repository has no tag.
    if (key === 'url' && textOf(field)?.startsWith('oci://')) return placeAlone(field).filter(isWhole);
    if (key === 'services') return itemsOf(field).flatMap(placeAlone).filter(isKnown);
    const digests = digestsBeside(key, mapping);
    return mayBeWhole(key, mapping)
      ? stringPlace(field, registry, digests, tagBeside(key, mapping.fields)).filter(isKnown)
      : [];
  });
}

function placeAlone(cursor: Cursor): readonly ImagePlace[] {
  return stringPlace(cursor, undefined, [], undefined);
}

/** Another tag beside a whole image is that of something else, a branch of git as often. */
function sameTag(key: string, field: Cursor, { fields }: Mapping): ScalarCursor | undefined {
  const beside = tagBeside(key, fields);
  const { tag } = splitReference(textOf(field) ?? '');
  return tag === undefined || tag === textOf(beside) ? beside : undefined;
}

/** The digests of the image at a key; a plain `digest` is of the one image of its map. */
function digestsBeside(key: string, mapping: Mapping): readonly ScalarCursor[] {
  const stem = imageKey(key)?.stem ?? '';
  const plain = stem !== '' && holdsOneImage(mapping.fields) ? digestsOf(mapping, '') : [];
  return [...digestsOf(mapping, stem), ...plain];
}

const known = new WeakMap<Mapping['fields'], boolean>();

/** Asked at each key of a map, which may have thousands. */
function holdsOneImage(fields: Mapping['fields']): boolean {
  const isOne =
    known.get(fields) ?? [...fields.keys()].filter((each) => imageKey(each)?.role === 'image').length === 1;
  known.set(fields, isOne);
  return isOne;
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
  const field = fields.get(key);
  if (field !== undefined && isNameOfCi(field)) return true;
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
  return patchesImage && value !== undefined ? placeAlone(value) : [];
}

/** With a version, or where it is known that none means `latest`. */
function isKnown(place: ImagePlace): boolean {
  return isWhole(place) || (holdsWholeReference(place.cursor) && !/\s/.test(place.old.name));
}

function isWhole({ old: { name, tag, digest } }: ImagePlace): boolean {
  const version = tag ?? digest;
  return version !== undefined && !/\s/.test(version) && !name.includes('://');
}
