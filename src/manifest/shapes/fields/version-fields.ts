import { DeployError } from '../../../errors.ts';
import type { Reference } from '../../../image/reference.ts';
import { type Write, writeString } from '../../edit/operation.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { lineOf } from '../../yaml/position.ts';
import { hasVariable } from './reference-text.ts';

/** The fields that say which version of an image: its tag, which may hold a digest as well, and its digest. */
export interface VersionFields {
  readonly tag?: ScalarCursor;
  readonly digest?: ScalarCursor;
}

export function versionFields(tag: Cursor | undefined, digest: Cursor | undefined): VersionFields {
  return { ...(isScalarCursor(tag) && { tag }), ...(isScalarCursor(digest) && { digest }) };
}

/** `v1`, `v1@sha256:...` or `sha256:...`, with the digest field on top. */
export function readVersion({ tag, digest }: VersionFields): Omit<Reference, 'name'> {
  const [text = '', inTag] = (textOf(tag) ?? '').split('@');
  const ofField = textOf(digest) || undefined;
  const isDigest = /^sha\d+:/.test(text);
  const found = ofField ?? inTag ?? (isDigest ? text : undefined);
  return { ...(text !== '' && !isDigest && { tag: text }), ...(found !== undefined && { digest: found }) };
}

export function isVariable({ tag, digest }: VersionFields): boolean {
  return hasVariable(textOf(tag) ?? '') || hasVariable(textOf(digest) ?? '');
}

/** Gives the fields the new version. Throws `not-editable` where an old digest would overrule it, or where there is no room for it. */
export function writeVersion(fields: VersionFields, to: Reference, image: string): readonly Write[] {
  const { tag, digest } = fields;
  if (to.tag === undefined && to.digest === undefined) return [];
  const holdsDigest = textOf(tag)?.includes('@') === true;
  if (digest !== undefined && (textOf(digest) || (to.digest !== undefined && !holdsDigest))) {
    if (to.digest === undefined) throw overruled(digest, image);
    const newTag = tag !== undefined && to.tag !== undefined ? [write(tag, to.tag, image)] : [];
    return [...newTag, write(digest, likeOld(textOf(digest), to.digest), image)];
  }
  return tag === undefined ? [] : [write(tag, tagText(tag, to, image), image)];
}

function tagText(field: ScalarCursor, { tag, digest }: Reference, image: string): string {
  if (tag !== undefined) return digest === undefined ? tag : `${tag}@${digest}`;
  const old = textOf(field) ?? '';
  if (/^@?sha\d+:/.test(old)) return old.startsWith('@') ? `@${digest}` : `${digest}`;
  throw new DeployError(
    'not-editable',
    `Cannot set "${image}" at line ${lineOf(field)} of ${field.document.source.manifest.path}: the field holds a tag, and the reference has none`,
    'give the reference a tag beside its digest',
  );
}

/** Some write the hex digits alone. */
function likeOld(old: string | undefined, digest: string): string {
  return old !== undefined && /^[0-9a-f]{64}$/.test(old) ? digest.slice(digest.indexOf(':') + 1) : digest;
}

function write(cursor: ScalarCursor, value: string, image: string): Write {
  return writeString(cursor, value, { image, from: textOf(cursor) ?? '', to: value });
}

function overruled(digest: ScalarCursor, image: string): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot set the tag of "${image}": the digest at line ${lineOf(digest)} of ${digest.document.source.manifest.path} would overrule it`,
    'give the reference with its digest, REPOSITORY:TAG@sha256:..., or remove the digest from the file',
  );
}
