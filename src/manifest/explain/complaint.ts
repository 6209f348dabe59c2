import { DeployError } from '../../errors.ts';
import type { Operation } from '../edit/operation.ts';
import { namespacesOf } from '../find/namespace.ts';
import type { Survey } from '../find/survey.ts';
import { containerNames } from '../shapes/container.ts';
import { type Place, versionOf } from '../shapes/place.ts';
import type { ImageTarget, Selector } from '../target.ts';
import { pathOf, resourceOf } from '../yaml/locate.ts';
import { bulleted, describeOperation, describePlace, namedFiles, whereOf } from './describe.ts';
import { nearestFirst } from './nearest.ts';
import type { Proposal } from './proposal.ts';

/** No place names the image. Tells what is there, nearest name first, and the line that sets a tag without a name. */
export function imageNotFound(target: ImageTarget, seen: Survey): DeployError {
  const wanted = target.name ?? target.to.name;
  const places = nearestFirst(seen.places, wanted).map(describePlace);
  const mentions = seen.mentions.map(describeProposal);
  const fields = seen.looseTags.map(describeProposal);
  const repositories = seen.repositories.map(whereOf);
  const parts = [
    places.length === 0 ? 'there is no image' : `these are there${bulleted(places)}`,
    repositories.length === 0 ? '' : `${places.length === 0 ? ', only' : '\nand'} ${watched(repositories)}`,
    mentions.length === 0 ? '' : `\nand these values, which name it${bulleted(mentions)}`,
    fields.length === 0 ? '' : `\nand these tags without a name${bulleted(fields)}`,
    bulleted(seen.unreadable.map(({ message }) => message)),
  ];
  return new DeployError(
    'image-not-found',
    `Cannot find image "${wanted}" in ${namedFiles(seen.files)}: ${parts.join('')}`,
    remedyOf(seen),
  );
}

function watched(lines: readonly string[]): string {
  return `Flux's ImageRepository of it, which names where to look for tags and holds none${bulleted(lines)}`;
}

function remedyOf({ mentions, looseTags, repositories, takesEntry }: Survey): string {
  if (mentions.length + looseTags.length > 0) return 'check the name, or copy a "set" line';
  if (repositories.length > 0) return 'point "file" to what deploys the image';
  const entry = takesEntry ? '; "create" adds an entry to the kustomization' : '';
  return `check the name; OLD=NEW moves an image to another name${entry}`;
}

/** The image is there, and no tag can be set. */
export function imageBlocked(target: ImageTarget, places: readonly Place[]): DeployError {
  const creatable = places.some((place) => place.creatable);
  return new DeployError(
    'not-editable',
    `Cannot set the tag of "${target.name ?? target.to.name}": ${places.map(inTheWay).join(', ')}`,
    creatable ? 'set "create" to add the field' : 'set the variable where it gets its value',
  );
}

export function policyNotFound(policy: string, seen: Survey): DeployError {
  const there = seen.policies.map((each) => `"${each}"`).join(', ');
  return new DeployError(
    'image-not-found',
    `Cannot find the image policy "${policy}" in ${namedFiles(seen.files)}: ${there === '' ? 'no comment names one' : `the comments name ${there}`}`,
    'mark the line with the comment # {"$imagepolicy": "NAMESPACE:NAME"}, or leave "policy" out',
  );
}

/** `values.yaml:3 set: image.tag={tag} (now v1)` */
function describeProposal({ spot, template }: Proposal): string {
  return `${whereOf(spot)} set: ${pathOf(spot)}=${template} (now ${spot.node.source || 'empty'})`;
}

/** One image with several old tags: which of them is meant? */
export function imageAmbiguous(target: ImageTarget, places: readonly Place[]): DeployError {
  return new DeployError(
    'image-ambiguous',
    `Cannot tell which "${target.name ?? target.to.name}" is meant: its ${places.length} places have different tags${bulleted(places.map(describePlace))}`,
    `narrow them with ${selectors(places)}, or set "expect" to ${places.length} to change them all`,
  );
}

/** `places` are those of images, `fields` those of `set`, and what `create` would add. */
export function wrongCount(
  expected: number,
  places: readonly Place[],
  fields: readonly Operation[],
): DeployError {
  const lines = [...places.map(describePlace), ...fields.map(describeOperation)];
  return new DeployError(
    'wrong-count',
    `Cannot edit "${expected} places": the places that match are ${lines.length}${bulleted(lines)}`,
    'narrow the places with a selector, or correct "expect"',
  );
}

export function inTheWay(place: Place): string {
  return `${whereOf(place.spot)} has ${place.obstacle}`;
}

/** The selectors that tell the places apart, each with a value that is there. */
function selectors(places: readonly Place[]): string {
  const telling = [
    example('kind', places, ({ spot }) => resourceOf(spot).kind),
    example('name', places, ({ spot }) => resourceOf(spot).name),
    example('namespace', places, ({ spot }) => namespacesOf(spot)[0]),
    example('container', places, ({ container }) => containerNames(container)[0]),
    example('from', places, versionOf),
  ];
  return telling.filter((each) => each !== undefined).join(' or ');
}

function example(
  selector: keyof Selector,
  places: readonly Place[],
  traitOf: (place: Place) => string | undefined,
): string | undefined {
  const values = new Set(places.map(traitOf));
  const some = [...values].find((value) => value !== undefined && value !== '');
  return values.size > 1 && some !== undefined ? `"${selector}" (${some})` : undefined;
}
