import { DeployError } from '../errors.ts';
import { formatReference } from '../image/reference.ts';
import { lineOf, pathOf, resourceOf } from './locate.ts';
import { nearestFirst } from './nearest.ts';
import { type Place, versionOf } from './place.ts';
import { containerNames } from './shapes/container.ts';
import type { Proposal, Survey } from './survey.ts';
import type { ImageTarget } from './target.ts';

/** More lines than this tell a reader nothing. */
const mostListed = 12;

/** No place names the image. Tells what is there, nearest name first, and the line that sets a tag without a name. */
export function imageNotFound(target: ImageTarget, seen: Survey): DeployError {
  const wanted = target.name ?? target.to.name;
  const places = nearestFirst(seen.places, wanted).map(describe);
  const mentions = seen.mentions.map(describeField);
  const fields = seen.looseTags.map(describeField);
  const parts = [
    places.length === 0 ? 'there is no image' : `these are there\n${listed(places)}`,
    mentions.length === 0 ? '' : `\nand these values, which name it\n${listed(mentions)}`,
    fields.length === 0 ? '' : `\nand these tags without a name\n${listed(fields)}`,
    ...seen.unreadable.map(({ message }) => `\n- ${message}`),
  ];
  return new DeployError(
    'image-not-found',
    `Cannot find image "${wanted}" in ${namedFiles(seen)}: ${parts.join('')}`,
    mentions.length + fields.length === 0
      ? 'check the name and the selectors; OLD=NEW moves an image to another name'
      : 'check the name and the selectors, or copy a "set" line',
  );
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
    `Cannot find the image policy "${policy}" in ${namedFiles(seen)}: ${there === '' ? 'no comment names one' : `the comments name ${there}`}`,
    'mark the line with the comment # {"$imagepolicy": "NAMESPACE:NAME"}, or leave "policy" out',
  );
}

function namedFiles({ files }: Survey): string {
  return files.length === 1 ? `"${files[0]}"` : `the ${files.length} files`;
}

/** `values.yaml:3 set: image.tag={tag} (now v1)` */
function describeField({ spot, template }: Proposal): string {
  const { path } = spot.document.source.manifest;
  return `${path}:${lineOf(spot)} set: ${pathOf(spot)}=${template} (now ${spot.node.source || 'empty'})`;
}

/** One image with several old tags: which of them is meant? */
export function imageAmbiguous(target: ImageTarget, places: readonly Place[]): DeployError {
  return new DeployError(
    'image-ambiguous',
    `Cannot tell which "${target.name ?? target.to.name}" is meant: its ${places.length} places have different tags\n${listed(places.map(describe))}`,
    `narrow them with ${selectors(places)}, or set "expect" to ${places.length} to change them all`,
  );
}

export function wrongCount(expected: number, places: readonly Place[]): DeployError {
  return new DeployError(
    'wrong-count',
    `Cannot edit "${expected} places": the places that match are ${places.length}\n${listed(places.map(describe))}`,
    'narrow the places with a selector, or correct "expect"',
  );
}

export function inTheWay(place: Place): string {
  return `${place.spot.document.source.manifest.path}:${lineOf(place.spot)} has ${place.obstacle}`;
}

/** `deploy/web.yaml:12 nginx:1.25 (Deployment web, container app)` */
function describe(place: Place): string {
  const { kind, name } = resourceOf(place.spot);
  const object = [kind, name].filter((part) => part !== undefined).join(' ');
  const container = containerNames(place.container)[0];
  const about = [object, container === undefined ? '' : `container ${container}`].filter(
    (part) => part !== '',
  );
  const reference = formatReference({ ...place.old, name: place.names[0] ?? place.old.name });
  const { path } = place.spot.document.source.manifest;
  const note = [...about, ...(place.obstacle === undefined ? [] : [place.obstacle])].join(', ');
  return `${path}:${lineOf(place.spot)} ${reference}${note === '' ? '' : ` (${note})`}`;
}

function selectors(places: readonly Place[]): string {
  const [first] = places;
  if (first === undefined) return 'a selector';
  const of = (value: (place: Place) => string | undefined): boolean => new Set(places.map(value)).size > 1;
  const telling = [
    of(({ spot }) => resourceOf(spot).kind) && `"kind" (${resourceOf(first.spot).kind})`,
    of(({ spot }) => resourceOf(spot).name) && `"name" (${resourceOf(first.spot).name})`,
    of(({ spot }) => resourceOf(spot).namespace) && `"namespace" (${resourceOf(first.spot).namespace})`,
    of(({ container }) => containerNames(container)[0]) &&
      `"container" (${containerNames(first.container)[0]})`,
    `"from" (${versionOf(first)})`,
  ];
  return telling.filter((each) => each !== false).join(' or ');
}

function listed(lines: readonly string[]): string {
  const more = lines.length - mostListed;
  return [...lines.slice(0, mostListed), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((line) => `- ${line}`)
    .join('\n');
}
