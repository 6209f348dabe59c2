// The place of a reference that is written as one string.
import type { Reference } from '../../image/reference.ts';
import { isRegistry } from '../../image/repository-name.ts';
import { imageChange, type Operation, versionChange, writeString } from '../edit/operation.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { readsAsString } from '../yaml/plain-scalar.ts';
import { containerOf } from './fields/container.ts';
import { readDigest } from './fields/digest-fields.ts';
import { anotherTag, type Obstacle, obstacleIn, untaggedReference } from './fields/obstacle.ts';
import { type ReferenceText, readReferenceText, withReference } from './fields/reference-text.ts';
import { unfitting } from './fields/variable-default.ts';
import { versionOfFields, versionScalars } from './fields/version-fields.ts';
import { holdsWholeReference } from './fields/whole-reference.ts';
import { writeDigests } from './fields/write-digests.ts';
import type { ImagePlace } from './image-place.ts';

/**
 * Makes the place of a string that names an image.
 * @param cursor any node
 * @param registry a field beside it that may hold the registry
 * @param digests fields beside it that hold the digest of the same image
 * @param tag a field beside it that holds the tag of the same image once more
 * @returns the place, none where the node names no image
 */
export function stringPlace(
  cursor: Cursor,
  registry: ScalarCursor | undefined,
  digests: readonly ScalarCursor[],
  tag: ScalarCursor | undefined,
): readonly ImagePlace[] {
  const text = textOf(cursor);
  const read = text === undefined || isSetting(text) ? undefined : readReferenceText(text);
  if (read === undefined || !isScalarCursor(cursor)) return [];
  const isTwice = tag !== undefined && isVersioned(read.reference);
  return [
    placeOf({
      cursor,
      read,
      registry: textOf(registry) ? registry : undefined,
      digests,
      tag: isTwice ? tag : undefined,
    }),
  ];
}

/** `customImage: true` and `image: 5` name no image. */
function isSetting(text: string): boolean {
  return !text.includes(':') && !readsAsString(text);
}

/** A string with a reference, and the fields beside it that say a part of it. */
interface ImageString {
  readonly cursor: ScalarCursor;
  readonly read: ReferenceText;
  readonly registry: ScalarCursor | undefined;
  readonly digests: readonly ScalarCursor[];
  /** A field that says the tag once more. */
  readonly tag: ScalarCursor | undefined;
}

function isVersioned({ tag, digest }: Reference): boolean {
  return tag !== undefined || digest !== undefined;
}

function placeOf(image: ImageString): ImagePlace {
  const { cursor, read, registry, digests, tag } = image;
  const { reference, alias } = read;
  const version = versionOfFields(undefined, digests);
  const digest = readDigest(version.digest);
  return {
    cursor,
    container: containerOf(cursor),
    names: registry ? [`${textOf(registry)}/${reference.name}`, reference.name] : [reference.name],
    formerNames: alias === undefined ? [] : [alias],
    old: { ...reference, digest: digest ?? reference.digest },
    // Kustomize takes the tag from what it builds on.
    defaultTag: isKustomizeImage(cursor) ? undefined : 'latest',
    obstacle: read.obstacle ?? obstacleIn(undefined, digest) ?? missingTag(image, digest) ?? otherTag(image),
    scalars: [
      cursor.node,
      ...versionScalars(version),
      ...[registry, tag].flatMap((each) => each?.node ?? []),
    ],
    write: (to, as) => write(image, to, as),
  };
}

/** Where the reader may append a tag of its own, one in the reference would be one too many. */
function missingTag({ cursor, read }: ImageString, digest: string | undefined): Obstacle | undefined {
  const isUntagged = (read.reference.tag ?? read.reference.digest ?? digest) === undefined;
  return isUntagged && !holdsWholeReference(cursor) ? untaggedReference : undefined;
}

/** Two tags of one image: nobody knows which of them counts. */
function otherTag({ read: { reference }, tag }: ImageString): Obstacle | undefined {
  return tag === undefined || textOf(tag) === reference.tag ? undefined : anotherTag;
}

function write(image: ImageString, to: Reference, as: string): readonly Operation[] {
  const { cursor, read, digests, tag } = image;
  const { reference } = read;
  const { digest, otherDigests } = versionOfFields(undefined, digests);
  const takesDigest = digest !== undefined && (textOf(digest) || (to.digest && !reference.digest));
  const fields = takesDigest && (to.tag ?? to.digest) !== undefined ? [digest, ...otherDigests] : [];
  const { name, registry } = nameFor(image, to.name, as);
  const change = versionChange({ name: as, tag: reference.tag, digest: reference.digest }, to);
  // A digest stands where one stood: in the string, or in the field beside it.
  const inString = fields.length > 0 && !reference.digest ? undefined : to.digest;
  const text = withReference(read, { name, tag: to.tag, digest: inString }) ?? unfitting(cursor, to);
  // In an Argo CD application the name on the left is what kustomize looks for.
  const isFirst = read.alias === undefined && isKustomizeImage(cursor) && reference.name !== name;
  const value = (isFirst ? `${reference.name}=` : '') + text;
  const again =
    tag === undefined || !isVersioned(to) ? [] : [writeString(tag, to.tag ?? unfitting(tag, to), undefined)];
  return [...registry, writeString(cursor, value, change), ...again, ...writeDigests(fields, to, as)];
}

/** The name as the string has to hold it, and what becomes of the field of the registry. */
interface WrittenName {
  readonly name: string;
  readonly registry: readonly Operation[];
}

function nameFor({ read: { reference }, registry }: ImageString, name: string, as: string): WrittenName {
  if (name === as) return { name: reference.name, registry: [] };
  const hasOwn = isRegistry(reference.name.slice(0, Math.max(reference.name.indexOf('/'), 0)));
  if (registry === undefined || (hasOwn && as === reference.name)) return { name, registry: [] };
  const slash = name.indexOf('/');
  const host = name.slice(0, Math.max(slash, 0));
  const isWhole = isRegistry(host);
  // A name without a registry is of the one that is beside it, unless that was a part of the old name.
  if (!isWhole && as === reference.name) return { name, registry: [] };
  const written = writeString(registry, isWhole ? host : 'docker.io', imageChange(as, as, name));
  return { name: isWhole ? name.slice(slash + 1) : name, registry: [written] };
}

function isKustomizeImage({ key, parent }: Cursor): boolean {
  return typeof key === 'number' && parent?.key === 'images' && parent.parent?.key === 'kustomize';
}
