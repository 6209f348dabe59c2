// What is to change in a document, before it is text.
import { formatReference, type Reference } from '../../image/reference.ts';
import type { Cursor, ScalarCursor } from '../yaml/cursor.ts';
import type { Fragment } from './fragment.ts';

/** A change in the fewest words that a person needs: what it is about, and its old and new value. */
export interface VersionChange {
  /** The image as the file names it, where the value belongs to one. */
  readonly image: string | undefined;
  /** The container's variable that carries the tag, where the value is one, and not the image itself. */
  readonly variable: string | undefined;
  /** Old and new tag (or digest, or whole value where there is no tag). */
  readonly from: string;
  readonly to: string;
}

/** A scalar gets another value. */
export interface WriteScalar {
  readonly kind: 'write';
  readonly cursor: ScalarCursor;
  readonly value: string;
  /** The value may be read as a number or the like, for it takes the place of one. */
  readonly typed: boolean;
  /** `undefined` where the write is only a part of another operation. */
  readonly change: VersionChange | undefined;
}

/** A map gets another field after that of `cursor`, a list another item after `cursor`. */
export interface AddNode {
  readonly kind: 'add';
  readonly cursor: Cursor;
  /** `undefined` for an item of a list. */
  readonly key: string | undefined;
  readonly value: Fragment;
  readonly typed: boolean;
  readonly change: VersionChange;
}

/** What holds nothing yet, `{}`, `[]` or null, gets contents. */
export interface FillNode {
  readonly kind: 'fill';
  readonly cursor: Cursor;
  readonly value: Fragment;
  readonly typed: boolean;
  readonly change: VersionChange;
}

/** A change of a document that is not text yet. */
export type Operation = WriteScalar | AddNode | FillNode;

/**
 * Makes the operation that gives a scalar a string, whatever its letters look like.
 * @param cursor the scalar
 * @param value the string that it gets
 * @param change what that means to a person; `undefined` where it is only a part of another operation
 * @returns the operation
 */
export function writeString(
  cursor: ScalarCursor,
  value: string,
  change: VersionChange | undefined,
): WriteScalar {
  return { kind: 'write', cursor, value, typed: false, change };
}

/**
 * Makes the operation that adds a field, whose scalars are strings, to a map.
 * @param cursor the field that the new one comes after
 * @param key the new field's key
 * @param value what the field holds
 * @param change what that means to a person
 * @returns the operation
 */
export function addField(cursor: Cursor, key: string, value: Fragment, change: VersionChange): AddNode {
  return { kind: 'add', cursor, key, value, typed: false, change };
}

/**
 * Makes the change of an image.
 * @param image the image as the file names it
 * @param from its old tag, digest or whole reference; empty where it has none
 * @param to what takes its place
 * @returns the change
 */
export function imageChange(image: string, from: string, to: string): VersionChange {
  return { image, variable: undefined, from, to };
}

/**
 * Makes the change of a field that is set by its path.
 * @param from the old value; empty where there was none
 * @param to the new value
 * @returns the change
 */
export function fieldChange(from: string, to: string): VersionChange {
  return { image: undefined, variable: undefined, from, to };
}

/**
 * Says what changes in the fewest words: the tags, the digests where the tag stays, all where the name changes.
 * @param old the reference that stands in the file
 * @param to the reference that is written
 * @returns the image and its old and new version
 */
export function versionChange(old: Reference, to: Reference): VersionChange {
  const image = old.name;
  if (old.name !== to.name) return imageChange(image, formatReference(old), formatReference(to));
  if (old.tag !== to.tag) return imageChange(image, tagOrDigest(old), tagOrDigest(to));
  return imageChange(image, old.digest ?? old.tag ?? '', to.digest ?? to.tag ?? '');
}

function tagOrDigest({ tag, digest }: Reference): string {
  return tag ?? digest ?? '';
}
