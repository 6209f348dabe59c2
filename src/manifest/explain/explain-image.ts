// Why an image cannot be changed: it is not there, no tag can be written, or several places could be meant.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import { findMarkedPlaces } from '../find/find-places.ts';
import { type Survey, survey } from '../find/survey.ts';
import { isOfImage } from '../select/image-name.ts';
import type { UnselectedImage } from '../select/select-image.ts';
import { differences } from '../select/selectors.ts';
import { containerNames } from '../shapes/fields/container.ts';
import { type ImagePlace, standingPlaces, versionOf } from '../shapes/image-place.ts';
import type { ImageTarget, Selector, Target } from '../target.ts';
import { namespacesOf } from '../yaml/namespace.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { resourceOf } from '../yaml/resource.ts';
import { bulleted, describePlace, namedFiles } from './describe.ts';
import { imageExcluded } from './excluded.ts';
import { imageBlocked } from './image-blocked.ts';
import { imageNotFound } from './image-not-found.ts';
import { noNamespaceSaid, unplacedRemedy } from './unplaced.ts';

/**
 * Makes the error that says why an image cannot be changed, and what to do.
 * @param unselected how the selection of the image ended
 * @param files the files that were searched
 * @param target what was asked for
 * @returns image-not-found, image-ambiguous, not-editable, or the error of the one file that cannot be read
 * @throws {DeployError} invalid-yaml, not-editable: a file with a policy's comment cannot be read
 */
export function explainImage(
  unselected: UnselectedImage,
  files: readonly OpenFile[],
  target: Target,
): DeployError {
  switch (unselected.kind) {
    case 'absent':
      return imageAbsent(files, unselected.image, target);
    case 'blocked':
      return imageBlocked(unselected.image, unselected.places, files);
    case 'unplaced':
      return imageUnplaced(unselected.image, unselected.places, target);
    case 'ambiguous':
      return imageAmbiguous(unselected.image, unselected.places);
  }
}

function imageAbsent(
  files: readonly OpenFile[],
  image: ImageTarget,
  { policy, select }: Target,
): DeployError {
  const seen = survey(files, image.name ?? image.to.name);
  const [broken] = seen.unreadable;
  if (broken !== undefined && files.length === 1) return broken;
  const there =
    policy === undefined
      ? seen.places.filter((place) => isOfImage(place, image))
      : findMarkedPlaces(files, policy);
  const excluded = there.filter((place) => differences(place, select).length > 0);
  if (excluded.length > 0) return imageExcluded(policy ?? image, excluded, select, seen);
  return policy === undefined ? imageNotFound(image, seen) : policyNotFound(policy, seen);
}

function policyNotFound(policy: string, seen: Survey): DeployError {
  const there = seen.policies.map((each) => `"${each}"`).join(', ');
  return new DeployError(
    'image-not-found',
    `Cannot find the image policy "${policy}" in ${namedFiles(seen.files)}: ${there === '' ? 'no comment names one' : `the comments name ${there}`}`,
    `mark the line with the comment # {"$imagepolicy": "NAMESPACE:NAME"}, or leave ${inputName('policy')} out`,
  );
}

/** One image in several files: none of them says the namespace. */
function imageUnplaced(
  { name, to }: ImageTarget,
  places: readonly ImagePlace[],
  { select }: Target,
): DeployError {
  return new DeployError(
    'image-ambiguous',
    `Cannot tell which "${name ?? to.name}" is meant: ${noNamespaceSaid(select)}${bulleted(places.map(describePlace))}`,
    unplacedRemedy,
  );
}

/** One image with several old tags: which of them is meant? */
function imageAmbiguous(target: ImageTarget, read: readonly ImagePlace[]): DeployError {
  const places = standingPlaces(read);
  return new DeployError(
    'image-ambiguous',
    `Cannot tell which "${target.name ?? target.to.name}" is meant: its ${places.length} places have different tags${bulleted(places.map(describePlace))}`,
    `narrow them with ${tellingSelectors(places)}, or set ${inputName('expect')} to ${places.length} to change them all`,
  );
}

/** The selectors that tell the places apart, each with a value that is there. */
function tellingSelectors(places: readonly ImagePlace[]): string {
  const telling = [
    example('kind', places, ({ cursor }) => resourceOf(cursor).kind),
    example('name', places, ({ cursor }) => resourceOf(cursor).name),
    example('namespace', places, ({ cursor }) => namespacesOf(cursor)[0]),
    example('container', places, ({ container }) => containerNames(container)[0]),
    example('from', places, versionOf),
  ];
  return telling.filter((each) => each !== undefined).join(' or ');
}

function example(
  selector: keyof Selector,
  places: readonly ImagePlace[],
  traitOf: (place: ImagePlace) => string | undefined,
): string | undefined {
  const values = new Set(places.map(traitOf));
  const some = [...values].find((value) => value !== undefined && value !== '');
  return values.size > 1 && some !== undefined ? `${inputName(selector)} (${some})` : undefined;
}
