// Places and fields in words.
import { formatReference } from '../../image/reference.ts';
import { addedPath } from '../edit/added-path.ts';
import type { Operation } from '../edit/operation.ts';
import { containerNames } from '../shapes/fields/container.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { Cursor } from '../yaml/cursor.ts';
import { lineOf, pathOf } from '../yaml/position.ts';
import { resourceOf } from '../yaml/resource.ts';

/** More lines than this tell a reader nothing. */
const mostListed = 12;

/**
 * Describes a place of an image.
 * @param place any place
 * @returns `deploy/web.yaml:12 nginx:1.25 (Deployment web, container app)`
 */
export function describePlace(place: ImagePlace): string {
  const object = describeObject(place.cursor);
  const container = containerNames(place.container)[0];
  const about = [
    object,
    container === undefined ? '' : `container ${container}`,
    place.obstacle?.reason ?? '',
  ];
  // A field that is marked for its tag alone has no name.
  const reference = formatReference({ ...place.old, name: place.names[0] ?? '' }).replace(/^[:@]/, '');
  return `${whereOf(place.cursor)} ${reference}${inBrackets(about)}`;
}

/**
 * Describes a field.
 * @param cursor the field
 * @returns `deploy/web.yaml:8 spec.replicas (Deployment web)`
 */
export function describeField(cursor: Cursor): string {
  return `${whereOf(cursor)} ${pathOf(cursor)}${inBrackets([describeObject(cursor)])}`;
}

/**
 * Describes a field that is set, or one that is added.
 * @param operation any operation
 * @returns `deploy/web.yaml:8 spec.replicas (Deployment web)`
 */
export function describeOperation(operation: Operation): string {
  if (operation.kind === 'write') return describeField(operation.cursor);
  return `${operation.cursor.document.source.manifest.path} ${addedPath(operation)} (to be added)`;
}

/**
 * Says where a node stands.
 * @param cursor any node
 * @returns `deploy/web.yaml:12`
 */
export function whereOf(cursor: Cursor): string {
  return `${cursor.document.source.manifest.path}:${lineOf(cursor)}`;
}

/**
 * Names a place that no tag can be written to, and why.
 * @param place a place with an obstacle
 * @returns `deploy/web.yaml:12 has a variable in place of its tag`
 */
export function describeObstacle(place: ImagePlace): string {
  return `${whereOf(place.cursor)} has ${place.obstacle?.reason}`;
}

/**
 * Names the file, or says how many there are.
 * @param files paths
 * @returns `"deploy/web.yaml"` or `the 3 files`
 */
export function namedFiles(files: readonly string[]): string {
  return files.length === 1 ? `"${files[0]}"` : `the ${files.length} files`;
}

/**
 * Makes a list of lines, below what is said before.
 * @param lines any number of lines
 * @param most how many are listed
 * @returns a line for each of the first ones, and how many more there are; nothing for none
 */
export function bulleted(lines: readonly string[], most: number = mostListed): string {
  const more = lines.length - most;
  return [...lines.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((line) => `\n- ${line}`)
    .join('');
}

function describeObject(cursor: Cursor): string {
  const { kind, name } = resourceOf(cursor);
  return [kind, name].filter((part) => part !== undefined).join(' ');
}

function inBrackets(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}
