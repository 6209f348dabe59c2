import type { Reference } from '../../image/reference.ts';
import { splitReference } from '../../image/reference.ts';
import { type Add, addField } from '../edit/operation.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import { type FieldRole, imageKey } from './fields/image-key.ts';
import type { Mapping } from './fields/mapping.ts';
import { type NameReading, readNames, writeName } from './fields/name-fields.ts';
import { hasVariable } from './fields/reference-text.ts';
import {
  isVariable,
  readVersion,
  type VersionFields,
  versionFields,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** The fields of one image, by what they hold. */
type Parts = { readonly [role in FieldRole]?: ScalarCursor };

/** Images whose name and tag stand in fields of their own: `{registry, repository, tag, digest}` and all its kin. */
export function findParts(mapping: Mapping): readonly ImagePlace[] {
  return [...groupsOf(mapping).values()].flatMap((parts) => {
    const { name, version, tag = version, ...rest } = parts;
    const isNamed = mapping.isImage || rest.registry !== undefined || isPath(name, parts);
    const readings = readNames(isNamed && name ? { ...rest, name } : rest);
    const { repository } = rest;
    const main = isNamed || textOf(repository)?.includes('/') ? (repository ?? name) : undefined;
    return placesOf(readings, versionFields(tag, parts.digest), main);
  });
}

/** `{name: ghcr.io/acme/api, tag: v1}` names an image, whatever its key is; a name without a slash may be anything's. */
function isPath(name: ScalarCursor | undefined, { tag }: Parts): boolean {
  return tag !== undefined && textOf(name)?.includes('/') === true;
}

function placesOf(
  readings: readonly NameReading[],
  version: VersionFields,
  main: ScalarCursor | undefined,
): readonly ImagePlace[] {
  const [likeliest] = readings;
  const cursor = version.tag ?? version.digest ?? main;
  if (likeliest === undefined || cursor === undefined) return [];
  const image = likeliest.text;
  const names = readings.map(({ text }) => text);
  const fields = readings.flatMap(({ registry, path }) => (registry ? [registry, ...path] : path));
  const rename = ({ name }: Reference) => (names.includes(name) ? [] : writeName(likeliest, name));
  const shared = {
    cursor,
    container: containerOf(cursor),
    names,
    old: { name: image, ...readVersion(version) },
  };
  const scalars = [cursor, ...Object.values(version), ...fields].map(({ node }) => node);
  if (cursor === main)
    return [
      {
        ...shared,
        scalars,
        obstacle: 'no field for its tag',
        creatable: true,
        write: (to) => [...rename(to), addTag(cursor, to, image)],
      },
    ];
  return [
    {
      ...shared,
      scalars,
      ...(isVariable(version) && { obstacle: 'a variable in place of its tag' }),
      write: (to) => [...rename(to), ...writeVersion(version, to, image)],
    },
  ];
}

/** `repository` and `name` get a `tag` under them, `imageRepository` an `imageTag`. */
function addTag(main: ScalarCursor, { tag = '', digest }: Reference, image: string): Add {
  const key = String(main.key).replace(/(?:[rR]epo(?:sitory)?|name)$/, ([first]) =>
    first === 'R' ? 'Tag' : 'tag',
  );
  const value = digest === undefined ? tag : `${tag}@${digest}`;
  return addField(main, key, value, { image, from: '', to: value });
}

function groupsOf({ fields }: Mapping): ReadonlyMap<string, Parts> {
  const groups = new Map<string, Parts>();
  for (const [key, cursor] of fields) {
    const { role, stem } = imageKey(key) ?? {};
    if (role === undefined || stem === undefined || !isScalarCursor(cursor) || isWhole(role, cursor))
      continue;
    const parts = groups.get(stem) ?? {};
    groups.set(stem, { ...parts, [role]: parts[role] ?? cursor });
  }
  return withLoneVersion(groups);
}

/** A reference with its tag in it needs no fields beside it. */
function isWhole(role: FieldRole, cursor: Cursor): boolean {
  if (role !== 'image' && role !== 'repository' && role !== 'name') return false;
  const { tag, digest } = splitReference(textOf(cursor) ?? '');
  return tag !== undefined || digest !== undefined || hasVariable(textOf(cursor) ?? '');
}

/** `baseImage` with a plain `tag` beside it: where there is one name and one tag, they belong together. */
function withLoneVersion(groups: Map<string, Parts>): ReadonlyMap<string, Parts> {
  const [only, second] = [...groups].filter(([, { image, repository }]) => image ?? repository);
  if (only === undefined || second !== undefined) return groups;
  const { image, repository, name, ...loose } = groups.get('') ?? {};
  return new Map([[only[0], { ...loose, ...only[1] }]]);
}
