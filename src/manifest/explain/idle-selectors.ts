// Values of selectors that nothing has: whoever writes several means each of them.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import type { Operation } from '../edit/operation.ts';
import { formatPath } from '../field-path.ts';
import type { SelectedImage } from '../select/select-image.ts';
import { objectDifferences, placeDifferences } from '../select/selectors.ts';
import { everyPlace, type Selector } from '../target.ts';

/** What is selected. */
interface Selection {
  readonly images: readonly SelectedImage[];
  readonly fields: readonly Operation[];
}

/**
 * Refuses a selector of several values where nothing that is selected has one of them.
 * @param select the selectors
 * @param images the selected images
 * @param fields operations on the selected fields
 * @throws {DeployError} image-not-found
 */
export function refuseIdleValues(
  { name, namespace, container, under }: Selector,
  images: readonly SelectedImage[],
  fields: readonly Operation[],
): void {
  const selection = { images, fields };
  refuseIdle('name', name, (each) => ({ ...everyPlace, name: [each] }), selection);
  refuseIdle('namespace', namespace, (each) => ({ ...everyPlace, namespace: [each] }), selection);
  const ofImages = { images, fields: [] };
  refuseIdle('container', container, (each) => ({ ...everyPlace, container: [each] }), ofImages);
  refuseIdle('under', under, (each) => ({ ...everyPlace, under: [each] }), ofImages);
}

/**
 * Names the kinds that nothing is of: a list of kinds often serves several pipelines.
 * @param select the selectors
 * @param images the selected images
 * @param fields operations on the selected fields
 * @returns a sentence for each kind
 */
export function idleKinds(
  { kind }: Selector,
  images: readonly SelectedImage[],
  fields: readonly Operation[],
): readonly string[] {
  const idle = idleOf(kind, (each) => ({ ...everyPlace, kind: [each] }), { images, fields });
  return idle.map(
    (each) => `${inputName('kind')} asks for "${each}" too, and nothing that is selected is of that kind`,
  );
}

function refuseIdle<T extends Selector['under'][number] | string>(
  selector: string,
  values: readonly T[],
  only: (value: T) => Selector,
  selection: Selection,
): void {
  const [idle] = idleOf(values, only, selection);
  if (idle === undefined) return;
  const value = typeof idle === 'string' ? idle : formatPath(idle);
  throw new DeployError(
    'image-not-found',
    `Cannot find the ${selector} "${value}": other values of ${inputName(selector)} select places, and nothing fits this one`,
    `correct the line of ${inputName(selector)}, or leave it out`,
  );
}

function idleOf<T>(
  values: readonly T[],
  only: (value: T) => Selector,
  { images, fields }: Selection,
): readonly T[] {
  if (values.length < 2) return [];
  const places = images.flatMap(({ places, done, passed, blocked }) => [
    ...places,
    ...done,
    ...passed,
    ...blocked,
  ]);
  const cursors = [...fields, ...images.flatMap(({ additions }) => additions)].map(({ cursor }) => cursor);
  return values.filter((value) => {
    const select = only(value);
    const isBorne =
      places.some((place) => placeDifferences(place, select).length === 0) ||
      cursors.some((cursor) => objectDifferences(cursor, select).length === 0);
    return !isBorne;
  });
}
