// Registries that are elsewhere: around an image, and in `global`, where charts take them from.
import { isMap } from 'yaml';
import { DeployError } from '../../errors.ts';
import { isName, type Reference } from '../../image/reference.ts';
import { isRegistry } from '../../image/repository-name.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, type Document, type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { lineOf } from '../yaml/position.ts';
import { imageKey } from './fields/image-key.ts';
import type { ImagePlace } from './image-place.ts';
import { namedParameters } from './parameters.ts';

/**
 * Adds the names that a place may have by a registry around it: `global.imageRegistry`, Istio's `hub`, a `registry` at the root.
 * A registry of its own in a field may be overruled so; one in the same string as the name may not.
 * @param place a place
 * @param around the map that its fields are of
 * @returns the place, with the possible names after its own
 */
export function withOuterRegistries(place: ImagePlace, around: Cursor): ImagePlace {
  const registries = registriesFrom(around);
  if (registries.length === 0) return place;
  const own = textOf(fieldsOf(around).get('registry')) ?? '';
  const readings = registries.flatMap((field): OuterReading[] => {
    const registry = trimmed(field);
    return place.names.flatMap((inner) => {
      const rest = own !== '' && inner.startsWith(`${own}/`) ? inner.slice(own.length + 1) : inner;
      const name = `${registry}/${rest}`;
      const isOpen = !isRegistry(rest.slice(0, Math.max(rest.indexOf('/'), 0))) && isName(name);
      return isOpen && !place.names.includes(name)
        ? [{ name, inner, field, isOverruled: rest !== inner }]
        : [];
    });
  });
  return {
    ...place,
    names: [...new Set([...place.names, ...readings.map(({ name }) => name)])],
    write: (to, as) => {
      const reading = readings.find(({ name }) => name === as);
      return reading === undefined
        ? place.write(to, as)
        : place.write(withinOuter(to, reading), reading.inner);
    },
  };
}

/** A name by a registry that stands in `field`; `inner` is the one by the place's own fields. */
interface OuterReading {
  readonly name: string;
  readonly inner: string;
  readonly field: ScalarCursor;
  /** The place has a registry of its own that does not count. */
  readonly isOverruled: boolean;
}

/** What the place's own fields have to say, for the outer registry stays. */
function withinOuter(to: Reference, { name, inner, field, isOverruled }: OuterReading): Reference {
  if (to.name === name) return { ...to, name: inner };
  const registry = trimmed(field);
  if (!isOverruled && to.name.startsWith(`${registry}/`))
    return { ...to, name: to.name.slice(registry.length + 1) };
  const { path } = field.document.source.manifest;
  throw new DeployError(
    'not-editable',
    `Cannot write the name "${to.name}" in "${path}": its registry "${registry}" is at line ${lineOf(field)}, for other images too`,
    `give a name of ${registry}, or change the registry by hand`,
  );
}

const known = new WeakMap<Cursor, readonly ScalarCursor[]>();

/** The registries of a map and of all around it, the nearest first. */
function registriesFrom(cursor: Cursor): readonly ScalarCursor[] {
  if (!mayHoldRegistry(cursor.document)) return [];
  const found = known.get(cursor) ?? [
    ...registriesIn(cursor),
    ...(cursor.parent === undefined ? [] : registriesFrom(cursor.parent)),
  ];
  known.set(cursor, found);
  return found;
}

function registriesIn(cursor: Cursor): readonly ScalarCursor[] {
  if (!isMap(cursor.node)) return [];
  const fields = [...fieldsOf(cursor)];
  const global = fieldsOf(cursor).get('global');
  return [
    ...fields.filter(([key]) => isOuterKey(key)).map(([, field]) => field),
    ...(global === undefined ? [] : registriesOfGlobal(global)),
    ...namedParameters(cursor).flatMap(([name, field]) => (isOuterPath(name) ? [field] : [])),
  ].filter((field): field is ScalarCursor => isRegistryText(textOf(field)));
}

const holders = new WeakMap<Document, boolean>();

/** Most texts hold no key of a registry, and none of their maps needs a closer look. */
function mayHoldRegistry(document: Document): boolean {
  const mayHold = holders.get(document) ?? /registry|hub/i.test(document.source.text);
  holders.set(document, mayHold);
  return mayHold;
}

/** `global.imageRegistry`, `global.image.registry`, Rancher's `global.cattle.systemDefaultRegistry`. */
function registriesOfGlobal(global: Cursor): readonly Cursor[] {
  return [global, ...fieldsOf(global).values()].flatMap((map) =>
    [...fieldsOf(map)].filter(([key]) => isRegistryKey(key)).map(([, field]) => field),
  );
}

/** `global.imageRegistry` as a parameter's name, or as a key with dots in it. */
function isOuterPath(name: string): boolean {
  const [last = '', ...above] = name.split('.').reverse();
  return above.at(-1) === 'global' ? isRegistryKey(last) : above.length === 0 && isOuterKey(last);
}

/** `apiRegistry` is that of one image. */
function isOuterKey(key: string): boolean {
  if (key.includes('.')) return isOuterPath(key);
  return (
    isRegistryKey(key) &&
    /^(?:|default|global|system default|docker|container)$/.test(imageKey(key)?.stem ?? '')
  );
}

function isRegistryKey(key: string): boolean {
  return key === 'hub' || imageKey(key)?.role === 'registry';
}

function isRegistryText(text: string | undefined): boolean {
  return text !== undefined && isName(`${text.replace(/\/+$/, '')}/x`);
}

function trimmed({ node }: ScalarCursor): string {
  return node.source.replace(/\/+$/, '');
}
