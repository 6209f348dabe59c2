// The fields of each image in a map, by what they hold.
import { splitReference } from '../../../image/reference.ts';
import { hasVariableRegistry, variableRegistryLength } from '../../../image/variable-registry.ts';
import { isScalarCursor, type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { digestsOf } from './digest-fields.ts';
import { type FieldRole, imageKey } from './image-key.ts';
import type { Mapping } from './mapping.ts';
import { hasVariable } from './obstacle.ts';
import { readReferenceText } from './reference-text.ts';

/** The fields of one image; those of digests are apart, for there may be several. */
export interface ImageFields {
  readonly stem: string;
  readonly roles: ReadonlyMap<FieldRole, ScalarCursor>;
  readonly digests: readonly ScalarCursor[];
}

/**
 * Sorts the fields of a map by the image that they are of.
 * @param mapping any map
 * @returns the fields of each image, by the stem of their keys
 */
export function fieldsByImage(mapping: Mapping): readonly ImageFields[] {
  const images = new Map<string, Map<FieldRole, ScalarCursor>>();
  for (const [key, cursor] of mapping.fields) {
    const { role, stem } = imageKey(key) ?? {};
    if (role === undefined || stem === undefined || !isScalarCursor(cursor)) continue;
    if (role === 'digest' || holdsWholeReference(role, cursor)) continue;
    // The version beside a chart is the chart's.
    if (role === 'version' && mapping.fields.has('chart')) continue;
    const known = images.get(stem) ?? new Map<FieldRole, ScalarCursor>();
    if (!known.has(role)) known.set(role, cursor);
    images.set(stem, known);
  }
  return withPlainVersion(images).map(({ stem, roles, isOnly }) => {
    const own = digestsOf(mapping, stem);
    return { stem, roles, digests: isOnly && stem !== '' ? [...own, ...digestsOf(mapping, '')] : own };
  });
}

/** A reference with its tag in it needs no fields beside it, except for the algorithm of a digest whose digits stand apart. */
function holdsWholeReference(role: FieldRole, cursor: ScalarCursor): boolean {
  if (role !== 'image' && role !== 'repository' && role !== 'name') return false;
  const text = textOf(cursor) ?? '';
  // A colon in the variable is none before a tag.
  const { tag, digest } = splitReference(text.slice(variableRegistryLength(text)));
  return !isCutDigest(digest) && (tag !== undefined || digest !== undefined || isOfVariables(text));
}

function isOfVariables(text: string): boolean {
  return hasVariable(text) && !hasVariableRegistry(text);
}

/**
 * Says whether a digest ends after its algorithm, as in `repository: acme/api@sha256`: the tag's field holds its digits.
 * @param digest the digest of a reference
 * @returns whether it does
 */
export function isCutDigest(digest: string | undefined): digest is string {
  return digest !== undefined && /^sha\d+$/.test(digest);
}

/**
 * Says whether the field of a tag holds a whole reference, with its repository: skaffold's `tag: acme/api:v1@sha256:...`.
 * @param field the field of a tag
 * @returns whether it does
 */
export function isReferenceInTag(field: ScalarCursor): boolean {
  const text = textOf(field) ?? '';
  if (/^@?sha\d+:/.test(text)) return false;
  const { reference, obstacle } = readReferenceText(text) ?? {};
  if (reference === undefined || obstacle !== undefined) return false;
  // `v1@sha256:...` is a tag with its digest.
  const hasDigest = reference.digest !== undefined && reference.name.includes('/');
  return Boolean(reference.tag) || hasDigest;
}

interface OneImage {
  readonly stem: string;
  readonly roles: ReadonlyMap<FieldRole, ScalarCursor>;
  readonly isOnly: boolean;
}

/** `baseImage` with a plain `tag` beside it: where there is one name and one tag, they belong together. */
function withPlainVersion(
  images: ReadonlyMap<string, ReadonlyMap<FieldRole, ScalarCursor>>,
): readonly OneImage[] {
  const all = [...images].map(([stem, roles]) => ({ stem, roles, isOnly: false }));
  const [only, second] = all.filter(({ roles }) => roles.has('image') || roles.has('repository'));
  if (only === undefined || second !== undefined) return all;
  const plain = images.get('') ?? new Map<FieldRole, ScalarCursor>();
  const shared = (['registry', 'tag', 'version'] as const).flatMap((role) => {
    const cursor = only.roles.get(role) ?? plain.get(role);
    return cursor === undefined ? [] : [[role, cursor] as const];
  });
  return [{ stem: only.stem, roles: new Map([...only.roles, ...shared]), isOnly: true }];
}
