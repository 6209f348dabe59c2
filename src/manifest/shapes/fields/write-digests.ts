// How a version's fields are written, and what an old digest among them forbids.
import { DeployError } from '../../../errors.ts';
import type { Reference } from '../../../image/reference.ts';
import { imageChange, type WriteScalar, writeString } from '../../edit/operation.ts';
import { type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { lineOf } from '../../yaml/position.ts';
import { digestText } from './digest-fields.ts';
import { readDefaultTag } from './variable-default.ts';

/**
 * Gives fields of digests a new one, each in its own form.
 * @param fields the fields
 * @param to the new version
 * @param image the image's name, for messages
 * @returns what has to change
 * @throws {DeployError} not-editable: the new version has no digest, and the old ones would overrule its tag
 */
export function writeDigests(
  fields: readonly ScalarCursor[],
  { digest }: Reference,
  image: string,
): readonly WriteScalar[] {
  return fields.map((field) => {
    if (digest === undefined) throw overruled(field, image);
    return writeVersionField(field, digestText(field, digest), image);
  });
}

/**
 * Gives one field of a version its new text.
 * @param field the field
 * @param value its new text
 * @param image the image's name, for messages
 * @returns what has to change
 */
export function writeVersionField(field: ScalarCursor, value: string, image: string): WriteScalar {
  return writeString(field, value, imageChange(image, inTheClear(textOf(field) ?? ''), inTheClear(value)));
}

/** A version as a person reads it: of a variable, its default. */
function inTheClear(text: string): string {
  const { tag = text, digest } = readDefaultTag(text) ?? { digest: undefined };
  return digest === undefined ? tag : `${tag}@${digest}`;
}

/**
 * Makes the error for a tag that an old digest would overrule.
 * @param digest the field with the old digest
 * @param image the image's name, or the field of the tag
 * @returns not-editable
 */
export function overruled(digest: ScalarCursor, image: string): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot set the tag of "${image}": the digest at line ${lineOf(digest)} of ${digest.document.source.manifest.path} would overrule it`,
    'give the reference with its digest, REPOSITORY:TAG@sha256:..., or remove the digest from the file',
  );
}
