// What every shape says of an image that it has found.
import type { Scalar } from 'yaml';
import type { Reference } from '../../image/reference.ts';
import type { Operation } from '../edit/operation.ts';
import type { Cursor, ScalarCursor } from '../yaml/cursor.ts';
import type { Obstacle } from './fields/obstacle.ts';

/** A place where a file names an image, in whatever shape. */
export interface ImagePlace {
  /** The scalar that stands for the place in messages: the tag, or the whole reference. */
  readonly cursor: ScalarCursor;
  /** The map around it that a person calls the container. */
  readonly container: Cursor;
  /** The name as it may be read, likeliest first: name and registry may stand in several fields. */
  readonly names: readonly string[];
  /** Names that `NAME=REF` finds it by as well: what a kustomization calls the image before it renames it. */
  readonly formerNames: readonly string[];
  /** What the place says now. */
  readonly old: Reference;
  /** What the place means when it says neither tag nor digest, where that is known. */
  readonly defaultTag: string | undefined;
  /** A place with an obstacle is named and left alone. */
  readonly obstacle: Obstacle | undefined;
  /** The scalars that make the place; `write` changes none but these. */
  readonly scalars: readonly Scalar.Parsed[];
  /**
   * Says what has to change for the place to name `to`, by the name that stands there or by another one. `as` is the one of
   * `names` that it was found by: the fields of that reading are written, and the image is shown by it.
   * @throws {DeployError} not-editable: the fields of the place have no room for it
   */
  readonly write: (to: Reference, as: string) => readonly Operation[];
}

/**
 * Keeps one place for each scalar: what is behind an alias or a merge is read in several ways, and stands in the file once.
 * @param places any places
 * @returns the first place of each scalar
 */
export function standingPlaces(places: readonly ImagePlace[]): readonly ImagePlace[] {
  const seen = new Set<Scalar>();
  return places.filter(({ cursor: { node } }) => seen.size < seen.add(node).size);
}

/**
 * Gives what tells two versions of an image apart.
 * @param place a place of the image
 * @returns the tag, else the digest; empty where the place leaves it to others
 */
export function versionOf({ old: { tag, digest }, defaultTag = '' }: ImagePlace): string {
  return tag ?? digest ?? defaultTag;
}
