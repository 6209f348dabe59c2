// Whole references as the values of a map or the items of a list, where a key around them, or all of them together, say so.
import { isSeq } from 'yaml';
import { parseReference } from '../../image/reference.ts';
import { type Fields, itemsOf } from '../yaml/collection.ts';
import { type Cursor, isScalarCursor, textOf } from '../yaml/cursor.ts';
import { readsAsString } from '../yaml/plain-scalar.ts';
import { imageKey } from './fields/image-key.ts';
import { holdsVariables, keysAround, type Mapping } from './fields/mapping.ts';
import { variableTag } from './fields/obstacle.ts';
import { readReferenceText } from './fields/reference-text.ts';
import type { ImagePlace } from './image-place.ts';
import { stringPlace } from './image-string-place.ts';

/**
 * Finds whole references in a map under a key with `image` in it (`imageOverrides: {api: acme/api:v1}`), in a list there
 * (`kind-image: [acme/node:v1]`), and in a map all of whose strings are references (`versions: {api: acme/api:v1, ...}`).
 * @param mapping any map
 * @returns a place for each reference
 */
export function findReferencesInMap({ fields, cursor }: Mapping): readonly ImagePlace[] {
  const items = [...fields].flatMap(([key, field]) =>
    isSeq(field.node) && speaksOfImages(key) ? itemsOf(field) : [],
  );
  const isMeant = !holdsVariables(cursor) && (isUnderImages(cursor) || holdsReferencesAlone(fields));
  const own = isMeant ? [...fields].filter(([key]) => mayBeNamed(key)).map(([, field]) => field) : [];
  return [...items, ...own]
    .filter((field) => isWholeReference(textOf(field) ?? ''))
    .flatMap((field) => stringPlace(field, undefined, [], undefined));
}

/** `imageOverrides`, `kind-image`; an annotation, which has a slash, is a note, and IMAGES a variable. */
function speaksOfImages(key: Cursor['key']): boolean {
  return typeof key === 'string' && /image/i.test(key) && /[a-z]/.test(key) && !key.includes('/');
}

function isUnderImages(cursor: Cursor): boolean {
  return keysAround(cursor).slice(0, 2).some(speaksOfImages);
}

/** Actions are no images, a registry may have a port, and a digest looks like a name and a tag. */
function mayBeNamed(key: string): boolean {
  const role = imageKey(key)?.role;
  return key !== 'uses' && role !== 'registry' && role !== 'digest' && /[a-z]/.test(key);
}

/** Two references or more and no other string; one of them with a slash, for `{cache: "redis:6379"}` may be addresses. */
function holdsReferencesAlone(fields: Fields): boolean {
  const texts: string[] = [];
  for (const [key, field] of fields) {
    const text = isScalarCursor(field) ? textOf(field) : undefined;
    if (text === undefined || (!text.includes(':') && !readsAsString(text))) continue;
    if (!mayBeNamed(key) || !isWholeReference(text)) return false;
    texts.push(text);
  }
  return texts.length > 1 && texts.some((text) => text.includes('/'));
}

/** A name and a version; a short name and a number may as well be a server and its port. */
function isWholeReference(text: string): boolean {
  if (!/[:@]/.test(text)) return false;
  const read = readReferenceText(text);
  if (read === undefined || !/[a-z]/.test(read.reference.name)) return false;
  const { name, tag, digest } = read.reference;
  if (tag === undefined && digest === undefined) return false;
  const isAddress = !name.includes('/') && digest === undefined && /^\d{3,5}$/.test(tag ?? '');
  const isVariable = read.obstacle === variableTag;
  return !isAddress && (isVariable || parseReference([name, tag].join(':')) !== undefined);
}
