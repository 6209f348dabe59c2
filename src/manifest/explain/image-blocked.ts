// Why no tag can be written where the image stands, and what to do.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import { elementLines } from '../find/loose-tags.ts';
import type { SetLine } from '../find/set-line.ts';
import { survey } from '../find/survey.ts';
import { untaggedReference } from '../shapes/fields/obstacle.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { ImageTarget } from '../target.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { pathOf } from '../yaml/position.ts';
import { bulleted, describeObstacle } from './describe.ts';
import { describeSetLines } from './image-not-found.ts';

/**
 * Makes the error for an image that is there, and to whose places no tag can be written.
 * @param target the image that was looked for
 * @param places its places, each with an obstacle
 * @param files the files that were searched, for tags that are near
 * @returns not-editable
 * @throws {DeployError} not-editable: YAML that holds what is looked for stands in YAML too deep
 */
export function imageBlocked(
  target: ImageTarget,
  places: readonly ImagePlace[],
  files: readonly OpenFile[],
): DeployError {
  const name = target.name ?? target.to.name;
  const [elements, near] = [elementsOf(places), tagsNear(name, places, files)];
  const filled = elements.length === 0 ? '' : `; these lines set what fills it${listed(elements)}`;
  const beside = near.length === 0 ? '' : `; these tags are near${listed(near)}`;
  return new DeployError(
    'not-editable',
    `Cannot set the tag of "${name}": ${places.map(describeObstacle).join(', ')}${filled}${beside}`,
    near.length > 0
      ? `copy the ${inputName('set')} line of its tag, or set ${inputName('create')} to write the tag into the reference`
      : elements.length > 0
        ? `copy a ${inputName('set')} line`
        : remedyFor(places),
  );
}

function elementsOf(places: readonly ImagePlace[]): readonly string[] {
  return describeSetLines(places.flatMap(({ cursor }) => elementLines(cursor)));
}

/** Where a reference has no tag, its reader may take it from another field of the file. */
function tagsNear(
  name: string,
  places: readonly ImagePlace[],
  files: readonly OpenFile[],
): readonly string[] {
  if (places.every(({ obstacle }) => obstacle !== untaggedReference)) return [];
  return describeSetLines(survey(files, name).setLines.filter((line) => isNear(line, places)));
}

function listed(lines: readonly string[]): string {
  return bulleted(lines, lines.length);
}

/** A tag that is there, in a file of the image. */
function isNear({ cursor, template, now }: SetLine, places: readonly ImagePlace[]): boolean {
  if (template !== '{tag}' || now === undefined) return false;
  const { manifest } = cursor.document.source;
  return places.some((place) => place.cursor.document.source.manifest === manifest);
}

/** Each remedy once, then the lines that write over what stands in a tag's place. */
function remedyFor(places: readonly ImagePlace[]): string {
  const known = new Set(places.flatMap(({ obstacle }) => obstacle?.remedy ?? []));
  const lines = places.filter(({ obstacle }) => obstacle?.remedy === undefined).map(setLineOf);
  const over = `write a tag there by hand, or write over it with ${inputName('set')}: ${lines.join(', ')}`;
  return [...known, ...(lines.length > 0 ? [over] : [])].join('; ');
}

/** `image.tag={tag}`, or the whole reference where all of it stands in one string. */
function setLineOf({ cursor, scalars }: ImagePlace): string {
  return `${pathOf(cursor)}={${scalars.length === 1 ? 'reference' : 'tag'}}`;
}
