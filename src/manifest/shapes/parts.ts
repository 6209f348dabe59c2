import type { Reference } from '../../image/reference.ts';
import { splitReference } from '../../image/reference.ts';
import type { Add } from '../edit/operation.ts';
import { isScalarSpot, type ScalarSpot, type Spot, textOf } from '../yaml/spot.ts';
import { containerOf } from './container.ts';
import { imageKey, type Role } from './keys.ts';
import { type NameReading, readNames, writeName } from './name.ts';
import type { Place } from './place.ts';
import { hasVariable } from './reference-text.ts';
import { isVariable, readVersion, type VersionFields, versionFields, writeVersion } from './version.ts';
import type { View } from './view.ts';

/** The fields of one image, by what they hold. */
type Parts = { readonly [role in Role]?: ScalarSpot };

/** Images whose name and tag stand in fields of their own: `{registry, repository, tag, digest}` and all its kin. */
export function findParts(view: View): readonly Place[] {
  return [...groupsOf(view).values()].flatMap((parts) => {
    const { name, version, tag = version, ...rest } = parts;
    const isNamed = view.isImage || rest.registry !== undefined || isPath(name, parts);
    const readings = readNames(isNamed && name ? { ...rest, name } : rest);
    const { repository } = rest;
    const main = isNamed || textOf(repository)?.includes('/') ? (repository ?? name) : undefined;
    return placesOf(readings, versionFields(tag, parts.digest), main);
  });
}

/** `{name: ghcr.io/acme/api, tag: v1}` names an image, whatever its key is; a name without a slash may be anything's. */
function isPath(name: ScalarSpot | undefined, { tag }: Parts): boolean {
  return tag !== undefined && textOf(name)?.includes('/') === true;
}

function placesOf(
  readings: readonly NameReading[],
  version: VersionFields,
  main: ScalarSpot | undefined,
): readonly Place[] {
  const [likeliest] = readings;
  const spot = version.tag ?? version.digest ?? main;
  if (likeliest === undefined || spot === undefined) return [];
  const image = likeliest.text;
  const names = readings.map(({ text }) => text);
  const fields = readings.flatMap(({ registry, path }) => (registry ? [registry, ...path] : path));
  const rename = ({ name }: Reference) => (names.includes(name) ? [] : writeName(likeliest, name));
  const shared = { spot, container: containerOf(spot), names, old: { name: image, ...readVersion(version) } };
  const scalars = [spot, ...Object.values(version), ...fields].map(({ node }) => node);
  if (spot === main)
    return [
      {
        ...shared,
        scalars,
        obstacle: 'no field for its tag',
        creatable: true,
        write: (to) => [...rename(to), addTag(spot, to, image)],
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
function addTag(main: ScalarSpot, { tag = '', digest }: Reference, image: string): Add {
  const key = String(main.key).replace(/(?:[rR]epo(?:sitory)?|name)$/, ([first]) =>
    first === 'R' ? 'Tag' : 'tag',
  );
  const value = digest === undefined ? tag : `${tag}@${digest}`;
  return { kind: 'add', spot: main, key, value, typed: false, meaning: { image, from: '', to: value } };
}

function groupsOf({ fields }: View): ReadonlyMap<string, Parts> {
  const groups = new Map<string, Parts>();
  for (const [key, spot] of fields) {
    const { role, stem } = imageKey(key) ?? {};
    if (role === undefined || stem === undefined || !isScalarSpot(spot) || isWhole(role, spot)) continue;
    const parts = groups.get(stem) ?? {};
    groups.set(stem, { ...parts, [role]: parts[role] ?? spot });
  }
  return withLoneVersion(groups);
}

/** A reference with its tag in it needs no fields beside it. */
function isWhole(role: Role, spot: Spot): boolean {
  if (role !== 'image' && role !== 'repository' && role !== 'name') return false;
  const { tag, digest } = splitReference(textOf(spot) ?? '');
  return tag !== undefined || digest !== undefined || hasVariable(textOf(spot) ?? '');
}

/** `baseImage` with a plain `tag` beside it: where there is one name and one tag, they belong together. */
function withLoneVersion(groups: Map<string, Parts>): ReadonlyMap<string, Parts> {
  const [only, second] = [...groups].filter(([, { image, repository }]) => image ?? repository);
  if (only === undefined || second !== undefined) return groups;
  const { image, repository, name, ...loose } = groups.get('') ?? {};
  return new Map([[only[0], { ...loose, ...only[1] }]]);
}
