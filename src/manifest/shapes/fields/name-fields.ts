import { DeployError } from '../../../errors.ts';
import { isName } from '../../../image/reference.ts';
import { isRegistry } from '../../../image/repository-name.ts';
import { type Write, writeString } from '../../edit/operation.ts';
import { type Cursor, isScalarCursor, type ScalarCursor, textOf } from '../../yaml/cursor.ts';
import { lineOf } from '../../yaml/position.ts';

/** Where an image's name may stand, a field for a part of it. */
export interface NameFields {
  readonly registry?: Cursor;
  readonly repository?: Cursor;
  readonly image?: Cursor;
  readonly name?: Cursor;
}

/** One way to read the name: the fields whose texts make it, with slashes between them. */
export interface NameReading {
  readonly text: string;
  readonly registry?: ScalarCursor;
  readonly path: readonly ScalarCursor[];
}

/**
 * All ways to read the name, likeliest first. `repository` is an organization when an `image` stands beside it, and may
 * be one beside a `name`; a registry that is null or empty is none.
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
  const text = path.map((cursor) => trimmed(cursor)).join('/');
  const whole = registry === undefined ? text : `${trimmed(registry)}/${text}`;
  const found = [{ text: whole, ...(registry && { registry }), path }];
  if (registry !== undefined && text.startsWith(`${trimmed(registry)}/`)) found.unshift({ text, path });
  return found.filter((reading) => isName(reading.text));
}

/** Writes another name into the fields that held the old one. Throws `not-editable` when it has too few parts. */
export function writeName({ text, registry, path }: NameReading, name: string): readonly Write[] {
  const change = { image: text, from: text, to: name };
  const write = (cursor: ScalarCursor, value: string): Write => writeString(cursor, value, change);
  const slash = registry === undefined ? -1 : name.indexOf('/');
  const host = name.slice(0, Math.max(slash, 0));
  const rest = isRegistry(host) ? name.slice(slash + 1) : name;
  const first = registry === undefined ? [] : [write(registry, isRegistry(host) ? host : 'docker.io')];
  const [one, two] = path;
  if (one === undefined) return [];
  if (two === undefined) return [...first, write(one, rest)];
  const cut = rest.lastIndexOf('/');
  if (cut < 0) throw tooShort(one, name);
  return [...first, write(one, rest.slice(0, cut)), write(two, rest.slice(cut + 1))];
}

function filled(cursor: Cursor | undefined): ScalarCursor | undefined {
  return isScalarCursor(cursor) && textOf(cursor) ? cursor : undefined;
}

function trimmed(cursor: ScalarCursor): string {
  return cursor.node.source.replace(/^\/+|\/+$/g, '');
}

function tooShort(cursor: ScalarCursor, name: string): DeployError {
  const { path } = cursor.document.source.manifest;
  return new DeployError(
    'not-editable',
    `Cannot write the name "${name}" at line ${lineOf(cursor)} of ${path}: the file has an organization and an image, the name has one part`,
    'give a name with an organization',
  );
}
