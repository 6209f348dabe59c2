// Images whose name and tag stand in fields of their own: `{registry, repository, tag, digest}` and all its kin.
import { type Reference, splitReference } from '../../image/reference.ts';
import { type AddNode, addField, imageChange } from '../edit/operation.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import { type FieldRole, imageKey } from './fields/image-key.ts';
import type { Mapping } from './fields/mapping.ts';
import { type NameReading, readNames, writeName } from './fields/name-fields.ts';
import { hasVariable, noTagField } from './fields/obstacle.ts';
import {
  readVersion,
  type VersionFields,
  versionFields,
  versionObstacle,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** The fields of one image, by what they hold. */
type ImageFields = { readonly [role in FieldRole]: ScalarCursor | undefined };

const noFields: ImageFields = {
  registry: undefined,
  repository: undefined,
  image: undefined,
  name: undefined,
  tag: undefined,
  version: undefined,
  digest: undefined,
};

/**
 * Finds the images of a map whose name and tag stand in fields of their own.
 * @param mapping any map
 * @returns a place for each image
 */
export function findSeparateFields(mapping: Mapping): readonly ImagePlace[] {
  return [...fieldsByImage(mapping).values()].flatMap((fields) => {
    const { registry, repository, image, name, version, tag = version, digest } = fields;
    const isNamed = mapping.isImage || registry !== undefined || isRepository(name, fields.tag);
    const readings = readNames({ registry, repository, image, name: isNamed ? name : undefined });
    const main = isNamed || textOf(repository)?.includes('/') ? (repository ?? name) : undefined;
    return placeOf(readings, versionFields(tag, digest), main);
  });
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
  const image = likeliest.text;
  const names = readings.map(({ text }) => text);
  const nameFields = readings.flatMap(({ registry, path }) => (registry ? [registry, ...path] : path));
  const rename = ({ name }: Reference) => (names.includes(name) ? [] : writeName(likeliest, name));
  const isUntagged = cursor === main;
  return [
    {
      cursor,
      container: containerOf(cursor),
      names,
      formerNames: [],
      old: { name: image, ...readVersion(version) },
      defaultTag: undefined,
      obstacle: isUntagged ? noTagField : versionObstacle(version),
      scalars: [cursor.node, ...versionScalars(version), ...nameFields.map(({ node }) => node)],
      write: (to) => [
        ...rename(to),
        ...(isUntagged ? [addTag(cursor, to, image)] : writeVersion(version, to, image)),
      ],
    },
  ];
}

/** `repository` and `name` get a `tag` after them, `imageRepository` an `imageTag`. */
function addTag(main: ScalarCursor, { tag = '', digest }: Reference, image: string): AddNode {
  const key = String(main.key).replace(/(?:[rR]epo(?:sitory)?|name)$/, ([first]) =>
    first === 'R' ? 'Tag' : 'tag',
  );
  const value = digest === undefined ? tag : `${tag}@${digest}`;
  return addField(main, key, value, imageChange(image, '', value));
}

/** The fields of each image in the map, by the stem of their keys. */
function fieldsByImage({ fields }: Mapping): ReadonlyMap<string, ImageFields> {
  const images = new Map<string, ImageFields>();
  for (const [key, cursor] of fields) {
    const { role, stem } = imageKey(key) ?? {};
    if (role === undefined || stem === undefined || !isScalarCursor(cursor)) continue;
    if (holdsWholeReference(role, cursor)) continue;
    const known = images.get(stem) ?? noFields;
    images.set(stem, { ...known, [role]: known[role] ?? cursor });
  }
  return withPlainVersion(images);
}

/** A reference with its tag in it needs no fields beside it. */
function holdsWholeReference(role: FieldRole, cursor: Cursor): boolean {
  if (role !== 'image' && role !== 'repository' && role !== 'name') return false;
  const { tag, digest } = splitReference(textOf(cursor) ?? '');
  return tag !== undefined || digest !== undefined || hasVariable(textOf(cursor) ?? '');
}

/** `baseImage` with a plain `tag` beside it: where there is one name and one tag, they belong together. */
function withPlainVersion(images: Map<string, ImageFields>): ReadonlyMap<string, ImageFields> {
  const [only, second] = [...images].filter(([, { image, repository }]) => image ?? repository);
  if (only === undefined || second !== undefined) return images;
  const [stem, own] = only;
  const { registry, tag, version, digest } = images.get('') ?? noFields;
  const joined: ImageFields = {
    ...own,
    registry: own.registry ?? registry,
    tag: own.tag ?? tag,
    version: own.version ?? version,
    digest: own.digest ?? digest,
  };
  return new Map([[stem, joined]]);
}
