// Fields that hold a digest: whatever reads them takes the digest, and no longer the tag beside it.

import type { Fields } from '../../yaml/collection.ts';
import { isScalarCursor, type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { imageKey } from './image-key.ts';
import type { Mapping } from './mapping.ts';
import { hasVariable } from './obstacle.ts';
import { keyOfField } from './parameter.ts';

/** The hex digits of SHA-256 or SHA-512 without the algorithm: a commit's id has fewer. */
const hexAlone = /^(?:[0-9a-f]{64}|[0-9a-f]{128})$/;

/** Fields that say their algorithm by their key want the hex digits alone, as Grafana's chart does. */
const saysAlgorithm = /sha(?:256|512)?$/i;

/**
 * Says whether a field holds a digest, or has room for one. Under `digest` nothing else can stand; `sha` is a commit's id as
 * often.
 * @param key the field's key
 * @param cursor its value
 * @returns whether it does
 */
function isDigestField(key: string, cursor: ScalarCursor): boolean {
  const text = textOf(cursor) ?? '';
  if (/digest$/i.test(key)) return true;
  if (text === '') return saysAlgorithm.test(key);
  return hexAlone.test(text) || /^@?sha\d+:/.test(text) || hasVariable(text);
}

/**
 * Finds the digests of an image in a map and in the one around it: `digest`, `sha`, `apiImageDigest`, and `imageDigest` beside
 * the map of the image.
 * @param mapping any map
 * @param stem what tells the images of the map apart, empty for most
 * @returns the fields, those of the map itself first
 */
export function digestsOf({ fields, isImage, around }: Mapping, stem: string): readonly ScalarCursor[] {
  const own = digestsIn(fields, stem);
  if (around === undefined || stem !== '') return own;
  const outer = imageKey(`${around.key}Digest`)?.stem ?? '';
  // `digest` beside `api: {tag}` may be anything's; beside `image: {tag}` it is the image's.
  return outer === '' && !isImage ? own : [...own, ...digestsIn(around.fields, outer)];
}

const known = new WeakMap<Fields, ReadonlyMap<string, readonly ScalarCursor[]>>();

function digestsIn(fields: Fields, stem: string): readonly ScalarCursor[] {
  const byStem = known.get(fields) ?? digestsByStem(fields);
  known.set(fields, byStem);
  return byStem.get(stem) ?? [];
}

/** Read once for all images of a map, of which there may be thousands. */
function digestsByStem(fields: Fields): ReadonlyMap<string, readonly ScalarCursor[]> {
  const found = new Map<string, ScalarCursor[]>();
  for (const [key, cursor] of fields) {
    const about = imageKey(key);
    if (about?.role !== 'digest' || !isScalarCursor(cursor) || !isDigestField(key, cursor)) continue;
    found.set(about.stem, [...(found.get(about.stem) ?? []), cursor]);
  }
  return found;
}

/**
 * Reads a digest in any of its forms.
 * @param field a field that holds a digest; `undefined` for one that is not there
 * @returns the digest with its algorithm; `undefined` where the field is empty
 */
export function readDigest(field: ScalarCursor | undefined): string | undefined {
  const text = textOf(field)?.replace(/^@/, '') ?? '';
  if (hexAlone.test(text)) return `${text.length === 64 ? 'sha256' : 'sha512'}:${text}`;
  return text === '' ? undefined : text;
}

/**
 * Writes a digest in the form that a field has: some hold the hex digits alone, some an `@` before the algorithm.
 * @param field the field that the digest goes to
 * @param digest the digest with its algorithm
 * @returns the field's new text
 */
export function digestText(field: ScalarCursor, digest: string): string {
  const old = textOf(field) ?? '';
  const wantsHex = old === '' ? saysAlgorithm.test(keyOfField(field)) : hexAlone.test(old);
  if (wantsHex) return digest.slice(digest.indexOf(':') + 1);
  return old.startsWith('@') ? `@${digest}` : digest;
}
