// The fields that say which version of an image: its tag, and its digest.
import type { Scalar } from 'yaml';
import { DeployError } from '../../../errors.ts';
import type { Reference } from '../../../image/reference.ts';
import type { WriteScalar } from '../../edit/operation.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { foreignType } from '../../yaml/node-tag.ts';
import { lineOf } from '../../yaml/position.ts';
import { readDigest } from './digest-fields.ts';
import { type Obstacle, obstacleIn } from './obstacle.ts';
import { type DefaultTag, readDefaultTag, unfitting } from './variable-default.ts';
import { writeDigests, writeVersionField } from './write-digests.ts';

/** The fields of a version; that of the tag may hold a digest as well. */
export interface VersionFields {
  readonly tag: ScalarCursor | undefined;
  readonly digest: ScalarCursor | undefined;
  /** More fields with a digest of the same image, on the map around it for one. */
  readonly otherDigests: readonly ScalarCursor[];
}

/**
 * Takes fields for those of a version.
 * @param tag the field of the tag
 * @param digest the field of the digest
 * @returns those that are there and hold one value
 */
export function versionFields(tag: Cursor | undefined, digest: Cursor | undefined): VersionFields {
  return {
    tag: isScalarCursor(tag) ? tag : undefined,
    digest: isScalarCursor(digest) ? digest : undefined,
    otherDigests: [],
  };
}

/**
 * Takes a tag's field and those of digests for a version.
 * @param tag the field of the tag
 * @param digests fields of digests: the first that holds one says what is deployed, and empty ones beside it stay empty
 * @returns the fields of the version
 */
export function versionOfFields(
  tag: ScalarCursor | undefined,
  digests: readonly ScalarCursor[],
): VersionFields {
  const filled = digests.filter((field) => textOf(field));
  const digest = filled[0] ?? digests[0];
  return { tag, digest, otherDigests: filled.slice(1) };
}

/**
 * Gives the scalars of the fields.
 * @param fields fields of a version
 * @returns a node for each field that is there
 */
export function versionScalars({ tag, digest, otherDigests }: VersionFields): readonly Scalar.Parsed[] {
  return [tag, digest, ...otherDigests].map((field) => field?.node).filter((node) => node !== undefined);
}

/**
 * Reads `v1`, `v1@sha256:...` or `sha256:...`; what the digest's own field says counts more.
 * @param fields fields of a version
 * @returns tag and digest
 */
export function readVersion({ tag, digest }: VersionFields): Omit<Reference, 'name'> {
  const ofField = readDigest(digest);
  const inDefault = defaultOf(tag);
  if (inDefault !== undefined) return { tag: inDefault.tag, digest: ofField ?? inDefault.digest };
  const [text = '', inTag] = (textOf(tag) ?? '').split('@');
  const isDigest = /^sha\d+:/.test(text);
  const found = ofField ?? inTag ?? (isDigest ? text : undefined);
  return { tag: text === '' || isDigest ? undefined : text, digest: found };
}

/**
 * Says what is in the way of a new version.
 * @param fields fields of a version
 * @returns the obstacle; `undefined` where there is none
 */
export function versionObstacle(fields: VersionFields): Obstacle | undefined {
  const type = [fields.tag, fields.digest].flatMap((field) => (field && foreignType(field.node)) ?? [])[0];
  if (type !== undefined)
    return {
      reason: `"${type}" before its tag`,
      creatable: false,
      remedy: `remove "${type}" from the file`,
    };
  const ofField = obstacleIn(undefined, readDigest(fields.digest));
  const { tag, digest } = readVersion({ ...fields, digest: undefined });
  return obstacleIn(tag, digest) ?? ofField;
}

function defaultOf(tag: ScalarCursor | undefined): DefaultTag | undefined {
  const text = textOf(tag);
  return text === undefined ? undefined : readDefaultTag(text);
}

/**
 * Gives the fields a new version.
 * @param fields fields of a version
 * @param to the new version; without tag and digest nothing changes
 * @param image the image's name, for messages
 * @returns what has to change
 * @throws {DeployError} not-editable: an old digest would overrule the new tag, or a tag's field would have to hold a digest
 */
export function writeVersion(fields: VersionFields, to: Reference, image: string): readonly WriteScalar[] {
  const { tag, digest, otherDigests } = fields;
  if (to.tag === undefined && to.digest === undefined) return [];
  const holdsDigest = textOf(tag)?.includes('@') === true;
  if (digest !== undefined && (textOf(digest) || (to.digest !== undefined && !holdsDigest))) {
    const newTag = tag !== undefined && to.tag !== undefined ? [writeVersionField(tag, to.tag, image)] : [];
    return [...newTag, ...writeDigests([digest, ...otherDigests], to, image)];
  }
  return tag === undefined ? [] : [writeVersionField(tag, tagText(tag, to, image), image)];
}

function tagText(field: ScalarCursor, { tag, digest }: Reference, image: string): string {
  const inDefault = defaultOf(field);
  if (inDefault !== undefined)
    return inDefault.write(tag, digest) ?? unfitting(field, { name: image, tag, digest });
  if (tag !== undefined) return digest === undefined ? tag : `${tag}@${digest}`;
  const old = textOf(field) ?? '';
  if (/^@?sha\d+:/.test(old)) return old.startsWith('@') ? `@${digest}` : `${digest}`;
  throw new DeployError(
    'not-editable',
    `Cannot set "${image}" at line ${lineOf(field)} of ${field.document.source.manifest.path}: the field holds a tag, and the reference has none`,
    'give the reference a tag beside its digest',
  );
}
