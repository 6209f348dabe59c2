// What the fields of `set` must not leave behind: an old digest that overrules the new tag, a reference without its name.
import { DeployError } from '../../errors.ts';
import { splitReference } from '../../image/reference.ts';
import type { Operation, WriteScalar } from '../edit/operation.ts';
import { digestsOf, readDigest } from '../shapes/fields/digest-fields.ts';
import { isReferenceInTag } from '../shapes/fields/image-fields.ts';
import { imageKey } from '../shapes/fields/image-key.ts';
import { type Mapping, mappingOf } from '../shapes/fields/mapping.ts';
import { keyOfField } from '../shapes/fields/parameter.ts';
import { overruled } from '../shapes/fields/write-digests.ts';
import { parameterMappings } from '../shapes/parameters.ts';
import type { ImageTarget } from '../target.ts';
import { type Cursor, isScalarCursor, type ScalarCursor } from '../yaml/cursor.ts';
import { lineOf, pathOf } from '../yaml/position.ts';

/**
 * Refuses what a field of `set` would break.
 * @param fields operations on the fields of `set`
 * @param others operations on the places of images, which may write a digest beside such a field
 * @param images the images, whose tags the fields may get
 * @throws {DeployError} not-editable: a digest beside a new tag would overrule it, or a tag would take the place of a whole
 * reference
 */
export function checkSet(
  fields: readonly Operation[],
  others: readonly Operation[],
  images: readonly ImageTarget[],
): void {
  const written = new Set<unknown>(
    [...fields, ...others].flatMap(({ kind, cursor }) => (kind === 'write' ? [cursor.node] : [])),
  );
  for (const field of fields) {
    if (field.kind === 'write') refuseBareTag(field, images);
    if (field.kind === 'write' && field.value === field.cursor.node.source) continue;
    const digest = digestsBeside(field).find(
      (each) => readDigest(each) !== undefined && !written.has(each.node),
    );
    if (digest !== undefined) throw overruled(digest, pathTo(field));
  }
}

/** The digests that whoever reads the field reads with it, and takes for more. */
function digestsBeside(field: Operation): readonly ScalarCursor[] {
  const { cursor } = field;
  if (cursor.parent === undefined) return [];
  const key = field.kind === 'add' && field.key !== undefined ? field.key : keyOfField(cursor);
  const { role, stem } = imageKey(key) ?? {};
  if (role === undefined || stem === undefined) return [];
  const mapping = mappingAround(cursor);
  const isVersion = role === 'tag' || role === 'image' || (role === 'version' && namesImage(mapping));
  return isVersion ? digestsOf(mapping, key === 'newTag' ? '' : stem) : [];
}

/** The map of a field; that of a parameter is made of all parameters with its path. */
function mappingAround(cursor: Cursor): Mapping {
  const around = cursor.parent ?? cursor;
  const outer = around.parent?.parent;
  const candidates = [around, ...(outer === undefined ? [] : [outer])]
    .map(mappingOf)
    .flatMap(parameterMappings);
  const own = candidates.find(({ fields }) => [...fields.values()].some(({ node }) => node === cursor.node));
  return own ?? mappingOf(around);
}

function namesImage({ fields, isImage }: Mapping): boolean {
  return (
    isImage ||
    [...fields.keys()].some((key) => /^(?:registry|repository|image)$/.test(imageKey(key)?.role ?? ''))
  );
}

function refuseBareTag({ cursor, value }: WriteScalar, images: readonly ImageTarget[]): void {
  const role = imageKey(keyOfField(cursor))?.role;
  const isTag = role === 'tag' || images.some(({ to }) => to.tag === value);
  const holdsName = cursor.node.source.includes('/') && isReferenceInTag(cursor);
  if (!isTag || !holdsName || value === '' || value.includes('/')) return;
  throw new DeployError(
    'not-editable',
    `Cannot set "${pathOf(cursor)}" to "${value}": line ${lineOf(cursor)} of ${cursor.document.source.manifest.path} holds a whole reference, "${cursor.node.source}"`,
    `keep its name: ${pathOf(cursor)}=${images.length > 0 ? '{reference}' : `${splitReference(cursor.node.source).name}:${value}`}`,
  );
}

function pathTo(field: Operation): string {
  return isScalarCursor(field.cursor) && field.kind === 'write'
    ? pathOf(field.cursor)
    : keyOfField(field.cursor);
}
