import { DeployError } from '../errors.ts';
import { lastSegment } from '../image/name.ts';
import { formatReference } from '../image/reference.ts';
import { lineOf, resourceOf } from './locate.ts';
import type { Place } from './place.ts';
import { containerNames } from './shapes/container.ts';
import type { ImageTarget } from './target.ts';

/** More lines than this tell a reader nothing. */
const mostListed = 12;

/** What the files hold, for a user who looked for something else. */
export interface Survey {
  readonly files: readonly string[];
  readonly places: readonly Place[];
  readonly unreadable: readonly DeployError[];
}

export function imageNotFound(target: ImageTarget, { files, places, unreadable }: Survey): DeployError {
  const [broken] = unreadable;
  if (broken !== undefined && files.length === 1) return broken;
  const wanted = target.name ?? target.to.name;
  const where = files.length === 1 ? `"${files[0]}"` : `the ${files.length} files`;
  const list =
    places.length === 0
      ? 'there is no image'
      : `these are there\n${listed(nearestFirst(places, wanted).map(describe))}`;
  const errors = unreadable.map(({ message }) => `\n- ${message}`).join('');
  return new DeployError(
    'image-not-found',
    `Cannot find image "${wanted}" in ${where}: ${list}${errors}`,
    'check the name and the selectors, write OLD=NEW to move an image to another name, or name the field with "set"',
  );
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
    `Cannot edit: "expect" is ${expected}, and ${places.length} places match\n${listed(places.map(describe))}`,
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
    `"from" (${first.old.tag ?? first.old.digest ?? ''})`,
  ];
  return telling.filter((each) => each !== false).join(' or ');
}

function listed(lines: readonly string[]): string {
  const more = lines.length - mostListed;
  return [...lines.slice(0, mostListed), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((line) => `- ${line}`)
    .join('\n');
}

function nearestFirst(places: readonly Place[], wanted: string): readonly Place[] {
  const distance = ({ names }: Place): number =>
    Math.min(
      ...names.map(
        (name) => (lastSegment(name) === lastSegment(wanted) ? 0 : 100) + editDistance(name, wanted),
      ),
    );
  return places
    .map((place) => ({ place, distance: distance(place) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ place }) => place);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swap = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
