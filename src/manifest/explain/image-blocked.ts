// Why no tag can be written where the image stands, and what to do.
import { DeployError } from '../../errors.ts';
import { elementLines } from '../find/loose-tags.ts';
import { variableTag } from '../shapes/fields/obstacle.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { ImageTarget } from '../target.ts';
import { pathOf } from '../yaml/position.ts';
import { bulleted, describeObstacle } from './describe.ts';
import { describeSetLines } from './image-not-found.ts';

/**
 * Makes the error for an image that is there, and to whose places no tag can be written.
 * @param target the image that was looked for
 * @param places its places, each with an obstacle
 * @returns not-editable
 */
export function imageBlocked(target: ImageTarget, places: readonly ImagePlace[]): DeployError {
  const elements = describeSetLines(places.flatMap(({ cursor }) => elementLines(cursor)));
  const filled =
    elements.length === 0 ? '' : `; these lines set what fills it${bulleted(elements, elements.length)}`;
  return new DeployError(
    'not-editable',
    `Cannot set the tag of "${target.name ?? target.to.name}": ${places.map(describeObstacle).join(', ')}${filled}`,
    elements.length > 0 ? 'copy a "set" line' : remedyFor(places),
  );
}

function remedyFor(places: readonly ImagePlace[]): string {
  if (places.some(({ obstacle }) => obstacle?.creatable)) return 'set "create" to add the field';
  if (places.every(({ obstacle }) => obstacle === variableTag))
    return 'set the variable where it gets its value';
  return `write a tag there by hand, or write over it with "set": ${places.map(setLineOf).join(', ')}`;
}

/** `image.tag={tag}`, or the whole reference where all of it stands in one string. */
function setLineOf({ cursor, scalars }: ImagePlace): string {
  return `${pathOf(cursor)}={${scalars.length === 1 ? 'reference' : 'tag'}}`;
}
