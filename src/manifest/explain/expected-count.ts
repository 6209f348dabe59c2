// The number of places that was written down beforehand, held against the number that match.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import type { Operation } from '../edit/operation.ts';
import type { SelectedImage } from '../select/select-image.ts';
import { type ImagePlace, standingPlaces } from '../shapes/image-place.ts';
import { bulleted, describeOperation, describePlace, namedFiles } from './describe.ts';

/**
 * Counts what was asked for: places of images and fields of `set`, not the variables that go with an image. Places that hold
 * the wanted reference already count beside those that `from` matches, so that a repeat finds as many as the first run.
 * @param expected the number that was written down; `undefined` where none was
 * @param selected the images
 * @param fields operations on the fields of `set`
 * @throws {DeployError} wrong-count
 */
export function checkCount(
  expected: number | undefined,
  selected: readonly SelectedImage[],
  fields: readonly Operation[],
): void {
  if (expected === undefined) return;
  const all = selected.flatMap(({ places, done }) => [...places, ...done]);
  const places = standingPlaces(all);
  const ofPlaces = new Set<unknown>(all.flatMap(({ scalars }) => scalars));
  const apart = standingFields(fields).filter(
    ({ kind, cursor }) => kind !== 'write' || !ofPlaces.has(cursor.node),
  );
  const others = [...selected.flatMap(({ additions }) => additions), ...apart];
  if (expected !== places.length + others.length) throw wrongCount(expected, places, others);
}

/** A field behind an alias counts once, however many ways lead to it. */
function standingFields(fields: readonly Operation[]): readonly Operation[] {
  const seen = new Set<unknown>();
  return fields.filter(({ kind, cursor: { node } }) => kind !== 'write' || seen.size < seen.add(node).size);
}

/** `places` are those of images, `others` the fields of `set` and what `create` would add. */
function wrongCount(
  expected: number,
  places: readonly ImagePlace[],
  others: readonly Operation[],
): DeployError {
  const lines = [...places.map(describePlace), ...others.map(describeOperation)];
  const cursors = [...places, ...others].map(({ cursor }) => cursor);
  const files = [...new Set(cursors.map(({ document }) => document.source.manifest.path))];
  return new DeployError(
    'wrong-count',
    `Cannot edit ${namedFiles(files)}: ${inputName('expect')} is ${expected}, and the places that match are ${lines.length}${bulleted(lines)}`,
    `set ${inputName('expect')} to ${lines.length} to change them all, or narrow the places with a selector`,
  );
}
