// Images whose name and tag stand in fields of their own: `{registry, repository, tag, digest}` and all its kin.
import type { Reference } from '../../image/reference.ts';
import { type AddNode, addField, imageChange } from '../edit/operation.ts';
import { type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { findCutDigest } from './cut-digest.ts';
import { isNameOfCi } from './fields/ci-file.ts';
import { containerOf } from './fields/container.ts';
import { fieldsByImage, type ImageFields, isReferenceInTag } from './fields/image-fields.ts';
import type { Mapping } from './fields/mapping.ts';
import { type NameReading, readNames, writeName } from './fields/name-fields.ts';
import { noTagField, oddTagField } from './fields/obstacle.ts';
import { keyOfField, parameterName } from './fields/parameter.ts';
import {
  readVersion,
  type VersionFields,
  versionObstacle,
  versionOfFields,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';
import { stringPlace } from './image-string-place.ts';

/**
 * Finds the images of a map whose name and tag stand in fields of their own.
 * @param mapping any map
 * @returns a place for each image
 */
export function findSeparateFields(mapping: Mapping): readonly ImagePlace[] {
  return fieldsByImage(mapping).flatMap((fields) => {
    const found = [...findReferenceInTag(fields), ...findCutDigest(fields)];
    return found.length > 0 ? found : placesOf(fields, mapping);
  });
}

/** The tag's field names the image itself, so that the fields of the name beside it are read by something else. */
function findReferenceInTag({ roles, digests }: ImageFields): readonly ImagePlace[] {
  const tag = roles.get('tag') ?? roles.get('version');
  const names = [roles.get('repository'), roles.get('image'), roles.get('name')].filter(
    (field) => field !== undefined,
  );
  if (tag === undefined || names.length === 0 || !isReferenceInTag(tag)) return [];
  return stringPlace(tag, undefined, digests, undefined).map((place) => ({
    ...place,
    scalars: [...place.scalars, ...names.map(({ node }) => node)],
  }));
}

function placesOf({ roles, digests }: ImageFields, mapping: Mapping): readonly ImagePlace[] {
  const [registry, repository, name] = [roles.get('registry'), roles.get('repository'), roles.get('name')];
  const isNamed = mapping.isImage || registry !== undefined || isRepository(name, roles.get('tag'));
  // A job of CI has no field for the tag: the name holds it.
  const isWhole = name !== undefined && isNameOfCi(name);
  const readings = readNames({
    registry,
    repository,
    image: roles.get('image'),
    name: isNamed && !isWhole ? name : undefined,
  });
  const main = isNamed || textOf(repository)?.includes('/') ? (repository ?? name) : undefined;
  const tag = roles.get('tag') ?? roles.get('version');
  const place = placeOf(readings, versionOfFields(tag, digests), main);
  const isTaken = main !== undefined && mapping.fields.has(lastKey(tagKeyFor(main)));
  return place.map((each) =>
    each.obstacle === noTagField && isTaken ? { ...each, obstacle: oddTagField } : each,
  );
}

/** `{name: ghcr.io/acme/api, tag: v1}` names an image, whatever its key is; a name without a slash may be anything's. */
function isRepository(name: ScalarCursor | undefined, tag: ScalarCursor | undefined): boolean {
  return tag !== undefined && textOf(name)?.includes('/') === true;
}

function placeOf(
  readings: readonly NameReading[],
  version: VersionFields,
  main: ScalarCursor | undefined,
): readonly ImagePlace[] {
  const [likeliest] = readings;
  const cursor = version.tag ?? version.digest ?? main;
  if (likeliest === undefined || cursor === undefined) return [];
  const names = readings.map(({ text }) => text);
  const nameFields = readings.flatMap(({ registry, path }) => (registry ? [registry, ...path] : path));
  const isUntagged = cursor === main;
  return [
    {
      cursor,
      container: containerOf(cursor),
      names,
      formerNames: [],
      old: { name: likeliest.text, ...readVersion(version) },
      defaultTag: undefined,
      obstacle: isUntagged ? noTagField : versionObstacle(version),
      scalars: [cursor.node, ...versionScalars(version), ...nameFields.map(({ node }) => node)],
      write: (to, as) => {
        const reading = readings.find(({ text }) => text === as) ?? likeliest;
        return [
          ...(to.name === as ? [] : writeName(reading, to.name)),
          ...(isUntagged ? [addTag(cursor, to, reading.text)] : writeVersion(version, to, reading.text)),
        ];
      },
    },
  ];
}

/** `repository` and `name` get a `tag` after them, `imageRepository` an `imageTag`; a parameter gets another one. */
function addTag(main: ScalarCursor, { tag = '', digest }: Reference, image: string): AddNode {
  const key = tagKeyFor(main);
  const value = digest === undefined ? tag : `${tag}@${digest}`;
  const change = imageChange(image, '', value);
  if (parameterName(main) === undefined || main.parent === undefined)
    return addField(main, key, value, change);
  const fields = [['name', key] as const, ['value', value] as const];
  const item = { kind: 'map', fields } as const;
  return { kind: 'add', cursor: main.parent, key: undefined, value: item, typed: false, change };
}

function tagKeyFor(main: ScalarCursor): string {
  return keyOfField(main).replace(/(?:[rR]epo(?:sitory)?|name)$/, ([first]) =>
    first === 'R' ? 'Tag' : 'tag',
  );
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
