import { meaningOf } from '../edit/operation.ts';
import { readsAsString } from '../yaml/plain.ts';
import { isScalarSpot, itemsOf, type ScalarSpot, type Spot, textOf } from '../yaml/spot.ts';
import { containerOf } from './container.ts';
import { imageKey, isImagesKey } from './keys.ts';
import type { Place } from './place.ts';
import { type ReferenceText, readReferenceText, withReference } from './reference-text.ts';
import type { View } from './view.ts';

/**
 * Fields of other tools that may hold a whole reference: GitHub's jobs, Crossplane's packages, Tekton's bundles, and what
 * has `image` in its name, `imageOverride` or `workImagePullSpec`. An annotation, which has a slash, is a note.
 */
const otherKey = /^(?:container|package)$|bundle$|^[^/]*image[^/]*$/i;

/** Fields of a map under an image's key that may hold the whole reference: Kubernetes' image volumes, Envoy's extensions. */
const wholeKeys: ReadonlySet<string> = new Set(['reference', 'ref', 'url', 'uri', 'value']);

/** References written as one string, in a field or in a list under `images`. */
export function findImageStrings(view: View): readonly Place[] {
  const registry = textOf(view.fields.get('registry'));
  return [...view.fields].flatMap(([key, field]) => {
    if (imageKey(key)?.role === 'image') return stringPlace(field, registry);
    if (isImagesKey(key)) return itemsOf(field).flatMap((item) => stringPlace(item));
    if (key === 'uses' && textOf(field)?.startsWith('docker://')) return stringPlace(field);
    // Istio's WasmPlugin; a chart repository has no tag.
    if (key === 'url' && textOf(field)?.startsWith('oci://')) return stringPlace(field).filter(isWhole);
    if (key === 'services') return itemsOf(field).flatMap((item) => stringPlace(item).filter(isWhole));
    return mayBeWhole(key, view) ? stringPlace(field, registry).filter(isWhole) : [];
  });
}

/** The key speaks of a part of a reference, or of something else, and the value may be a whole one all the same. */
function mayBeWhole(key: string, { fields, spot, isImage, listsImages }: View): boolean {
  if (listsImages || (isImage && wholeKeys.has(key))) return true;
  // An environment's API_IMAGE is a variable like any other.
  if (otherKey.test(key) && /[a-z]/.test(key)) return true;
  const role = imageKey(key)?.role;
  if (role !== 'name') return role === 'tag' || role === 'repository';
  // Cloud Build's steps, OpenShift's image streams.
  return isImage || spot.parent?.key === 'steps' || textOf(fields.get('kind')) === 'DockerImage';
}

/** The value of an RFC 6902 patch of an image: `{op: replace, path: /spec/containers/0/image, value: acme/api:v1}`. */
export function findPatchedImage({ fields }: View): readonly Place[] {
  const value = fields.get('value');
  const patchesImage = fields.has('op') && textOf(fields.get('path'))?.endsWith('/image') === true;
  return patchesImage && value !== undefined ? stringPlace(value) : [];
}

function stringPlace(spot: Spot, registry?: string): readonly Place[] {
  const text = textOf(spot);
  const read = text === undefined || isSetting(text) ? undefined : readReferenceText(text);
  return read === undefined || !isScalarSpot(spot) ? [] : [placeOf(spot, read, registry)];
}

/** `customImage: true` and `image: 5` name no image. */
function isSetting(text: string): boolean {
  return !text.includes(':') && !readsAsString(text);
}

function placeOf(spot: ScalarSpot, read: ReferenceText, registry: string | undefined): Place {
  const { reference, alias } = read;
  const names = registry ? [`${registry}/${reference.name}`, reference.name] : [reference.name];
  const inKustomize = isKustomizeImage(spot);
  return {
    spot,
    container: containerOf(spot),
    names,
    ...(alias !== undefined && { formerNames: [alias] }),
    old: reference,
    // Kustomize takes the tag from what it builds on.
    ...(!inKustomize && { defaultTag: 'latest' }),
    ...(read.variable && { obstacle: 'a variable in place of its tag' }),
    scalars: [spot.node],
    write: (to) => {
      const written = names.includes(to.name) ? { ...to, name: reference.name } : to;
      // In an Argo CD application the name on the left is what kustomize looks for.
      const isFirst = alias === undefined && inKustomize && reference.name !== written.name;
      const value = (isFirst ? `${reference.name}=` : '') + withReference(read, written);
      return [{ kind: 'write', spot, value, typed: false, meaning: meaningOf(reference, written) }];
    },
  };
}

function isKustomizeImage({ key, parent }: Spot): boolean {
  return typeof key === 'number' && parent?.key === 'images' && parent.parent?.key === 'kustomize';
}

function isWhole({ old: { name, tag, digest } }: Place): boolean {
  const version = tag ?? digest;
  return version !== undefined && !/\s/.test(version) && !name.includes('://');
}
