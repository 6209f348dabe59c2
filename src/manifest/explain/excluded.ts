// What is there, and left out by a selector.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import type { Survey } from '../find/survey.ts';
import { type Difference, differences } from '../select/selectors.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { ImageTarget, Selector } from '../target.ts';
import { bulleted, describePlace, namedFiles } from './describe.ts';

/** Something that would match, and the selectors that leave it out. */
export interface Excluded {
  readonly text: string;
  readonly differences: readonly Difference[];
}

/**
 * Makes the error for an image, or a policy, that is there while selectors leave out every place of it.
 * @param wanted the image, or the policy's name
 * @param places the places that are left out
 * @param select the selectors
 * @param seen what the files hold
 * @returns image-not-found
 */
export function imageExcluded(
  wanted: ImageTarget | string,
  places: readonly ImagePlace[],
  select: Selector,
  seen: Survey,
): DeployError {
  const what =
    typeof wanted === 'string' ? `the image policy "${wanted}"` : `image "${wanted.name ?? wanted.to.name}"`;
  const excluded = places.map((place) => ({
    text: describePlace(place),
    differences: differences(place, select),
  }));
  return new DeployError(
    'image-not-found',
    `Cannot find ${what} in ${namedFiles(seen.files)}: ${reasonOf(excluded)}`,
    remedyOf(excluded),
  );
}

/**
 * Says what the selectors ask for, and below each place what it has instead.
 * @param excluded what is left out
 * @returns `it is there, but "container" asks for "web"`, and a line for each place
 */
export function reasonOf(excluded: readonly Excluded[]): string {
  const asked = excluded.flatMap((each) =>
    each.differences.map(
      ({ selector, wanted }) =>
        `${inputName(selector)} asks for ${wanted.map((each) => `"${each}"`).join(' or ')}`,
    ),
  );
  const lines = excluded.map((each) => `${each.text} has ${each.differences.map(instead).join(', ')}`);
  return `it is there, but ${[...new Set(asked)].join(' and ')}${bulleted(lines)}`;
}

function instead({ selector, has }: Difference): string {
  const noun = selector === 'from' ? 'tag' : selector === 'under' ? 'path' : selector;
  return has.length === 0 ? `no ${noun}` : `${noun} ${has.map((each) => `"${each}"`).join(' or ')}`;
}

/**
 * Says which selector to correct. Kubernetes' kinds and names are not the same in another case, which is easily overlooked.
 * @param excluded what is left out
 * @returns the remedy
 */
export function remedyOf(excluded: readonly Excluded[]): string {
  const all = excluded.flatMap((each) => each.differences);
  const spellings = all.flatMap(({ selector, wanted, has }) =>
    has
      .filter((each) => wanted.some((one) => one.toLowerCase() === each.toLowerCase()))
      .map((each) => `write ${inputName(selector)} as "${each}", its case counts`),
  );
  const [spelling] = spellings;
  const selectors = [...new Set(all.map(({ selector }) => inputName(selector)))];
  return spelling ?? `correct ${selectors.join(' or ')}, or leave it out`;
}
