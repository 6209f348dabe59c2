import type { Scalar } from 'yaml';
import type { Reference } from '../../image/reference.ts';
import type { Operation } from '../edit/operation.ts';
import type { Cursor, ScalarCursor } from '../yaml/cursor.ts';

/** A place where a file names an image, in whatever shape. */
export interface ImagePlace {
  /** The scalar that stands for the place in messages: the tag, or the whole reference. */
  readonly cursor: ScalarCursor;
  /** The map around it that a person calls the container. */
  readonly container: Cursor;
  /** The name as it may be read, likeliest first: name and registry may stand in several fields. */
  readonly names: readonly string[];
  /** Names that `NAME=REF` finds it by as well: what a kustomization calls the image before it renames it. */
  readonly formerNames?: readonly string[];
  /** What the place says now. */
  readonly old: Reference;
  /** What the place means when it says neither tag nor digest, where that is known. */
  readonly defaultTag?: string;
  /** Why no tag can be written here, `a variable in place of its tag`; such a place is named and left alone. */
  readonly obstacle?: string;
  /** The obstacle is a field that is not there and can be added. */
  readonly creatable?: boolean;
  /** The scalars that make the place; `write` changes none but these. */
  readonly scalars: readonly Scalar.Parsed[];
  /** What has to change for the place to say `to`, its name as it stands there or another one. Throws `not-editable`. */
  readonly write: (to: Reference) => readonly Operation[];
}

/** What tells two versions of an image apart: the tag, else the digest; empty where the place leaves it to others. */
export function versionOf({ old: { tag, digest }, defaultTag = '' }: ImagePlace): string {
  return tag ?? digest ?? defaultTag;
}
