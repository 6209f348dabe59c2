import { formatReference } from '../../image/reference.ts';
import { pathOfNew } from '../edit/created.ts';
import type { Operation } from '../edit/operation.ts';
import { containerNames } from '../shapes/container.ts';
import type { Place } from '../shapes/place.ts';
import { lineOf, pathOf, resourceOf } from '../yaml/locate.ts';
import type { Spot } from '../yaml/spot.ts';

/** More lines than this tell a reader nothing. */
const mostListed = 12;

/** `deploy/web.yaml:12 nginx:1.25 (Deployment web, container app)` */
export function describePlace(place: Place): string {
  const object = describeObject(place.spot);
  const container = containerNames(place.container)[0];
  const about = [object, container === undefined ? '' : `container ${container}`, place.obstacle ?? ''];
  // A field that is marked for its tag alone has no name.
  const reference = formatReference({ ...place.old, name: place.names[0] ?? '' }).replace(/^[:@]/, '');
  return `${whereOf(place.spot)} ${reference}${inBrackets(about)}`;
}

/** `deploy/web.yaml:8 spec.replicas (Deployment web)` */
export function describeField(spot: Spot): string {
  return `${whereOf(spot)} ${pathOf(spot)}${inBrackets([describeObject(spot)])}`;
}

/** A field that is set, or one that is added. */
export function describeOperation(operation: Operation): string {
  if (operation.kind === 'write') return describeField(operation.spot);
  return `${operation.spot.document.source.manifest.path} ${pathOfNew(operation)} (to be added)`;
}

/** `deploy/web.yaml:12` */
export function whereOf(spot: Spot): string {
  return `${spot.document.source.manifest.path}:${lineOf(spot)}`;
}

export function namedFiles(files: readonly string[]): string {
  return files.length === 1 ? `"${files[0]}"` : `the ${files.length} files`;
}

/** A line for each, below what is said before; nothing for none. */
export function bulleted(lines: readonly string[]): string {
  const more = lines.length - mostListed;
  return [...lines.slice(0, mostListed), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((line) => `\n- ${line}`)
    .join('');
}

function describeObject(spot: Spot): string {
  const { kind, name } = resourceOf(spot);
  return [kind, name].filter((part) => part !== undefined).join(' ');
}

function inBrackets(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}
