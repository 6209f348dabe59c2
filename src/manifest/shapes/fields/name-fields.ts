// The fields that together hold an image's name.
import { DeployError } from '../../../errors.ts';
import { isName } from '../../../image/reference.ts';
import { isRegistry } from '../../../image/repository-name.ts';
import { hasVariableRegistry } from '../../../image/variable-registry.ts';
import { imageChange, type WriteScalar, writeString } from '../../edit/operation.ts';
import { type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { lineOf } from '../../yaml/position.ts';

/** Where an image's name may stand, a field for a part of it. */
export interface NameFields {
  readonly registry: ScalarCursor | undefined;
  readonly repository: ScalarCursor | undefined;
  readonly image: ScalarCursor | undefined;
  readonly name: ScalarCursor | undefined;
}

/** One way to read the name: the fields whose texts make it, with slashes between them. */
export interface NameReading {
  readonly text: string;
  readonly registry: ScalarCursor | undefined;
  readonly path: readonly ScalarCursor[];
}

/**
 * Reads the name in all ways that are possible. `repository` is an organization when an `image` is beside it, and may
 * be one beside a `name`; a registry that is null or empty is none.
 * @param fields the fields of one image
 * @returns the readings, likeliest first
 */
export function readNames(fields: NameFields): readonly NameReading[] {
  const [repository, image, name] = [fields.repository, fields.image, fields.name].map(filled);
  const registry = filled(fields.registry);
  const paths = repository
    ? [...(image ? [[repository, image]] : []), [repository], ...(name ? [[repository, name]] : [])]
    : [image ?? name ?? []].map((only) => [only].flat());
  return paths.filter((path) => path.length > 0).flatMap((path) => readings(path, registry));
}

/** With and without the registry where the name starts with it already. */
function readings(path: readonly ScalarCursor[], registry: ScalarCursor | undefined): readonly NameReading[] {
  const text = path.map((field) => trimmed(field)).join('/');
  const whole = registry === undefined ? text : `${trimmed(registry)}/${text}`;
  const found: NameReading[] = [{ text: whole, registry, path }];
  if (registry !== undefined && text.startsWith(`${trimmed(registry)}/`))
    found.unshift({ text, registry: undefined, path });
  return found.filter(({ text: name }) => isName(name) || hasVariableRegistry(name));
}

/**
 * Writes another name into the fields that held the old one.
 * @param reading how the old name was read
 * @param name the new name
 * @returns what has to change
 * @throws {DeployError} not-editable: the new name has fewer parts than there are fields
 */
export function writeName({ text, registry, path }: NameReading, name: string): readonly WriteScalar[] {
  const change = imageChange(text, text, name);
  const slash = registry === undefined ? -1 : name.indexOf('/');
  const host = name.slice(0, Math.max(slash, 0));
  const rest = isRegistry(host) ? name.slice(slash + 1) : name;
  const first =
    registry === undefined ? [] : [writeString(registry, isRegistry(host) ? host : 'docker.io', change)];
  const [one, two] = path;
  if (one === undefined) return [];
  if (two === undefined) return [...first, writeString(one, rest, change)];
  const cut = rest.lastIndexOf('/');
  if (cut < 0) throw tooShort(one, name);
  return [
    ...first,
    writeString(one, rest.slice(0, cut), change),
    writeString(two, rest.slice(cut + 1), change),
  ];
}

function filled(field: ScalarCursor | undefined): ScalarCursor | undefined {
  return textOf(field) ? field : undefined;
}

function trimmed(field: ScalarCursor): string {
  return field.node.source.replace(/^\/+|\/+$/g, '');
}

function tooShort(field: ScalarCursor, name: string): DeployError {
  const { path } = field.document.source.manifest;
  return new DeployError(
    'not-editable',
    `Cannot write the name "${name}" at line ${lineOf(field)} of ${path}: the file has an organization and an image, the name has one part`,
    'give a name with an organization',
  );
}
