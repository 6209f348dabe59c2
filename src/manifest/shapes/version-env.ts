// Variables of a container that carry its image's tag.
import { isSeq } from 'yaml';
import { formatReference, type Reference } from '../../image/reference.ts';
import { type WriteScalar, writeString } from '../edit/operation.ts';
import { fieldsOf, itemsOf } from '../yaml/collection.ts';
import { type Cursor, isScalarCursor, textOf } from '../yaml/cursor.ts';
import type { ImagePlace } from './image-place.ts';

/** Where containers keep their variables: Kubernetes, docker-compose, Helm charts. */
const holders = ['env', 'environment', 'envVars', 'extraEnv', 'extraEnvVars'];

/**
 * Gives the tag to variables of the place's container.
 * @param place a place of the image
 * @param to the reference with the tag
 * @param wanted the names of the variables
 * @returns what has to change
 */
export function setVersionEnv(
  { container, old }: ImagePlace,
  { tag }: Reference,
  wanted: readonly string[],
): readonly WriteScalar[] {
  if (wanted.length === 0 || tag === undefined) return [];
  const fields = fieldsOf(container);
  return holders.flatMap((key) => {
    const holder = fields.get(key);
    return holder === undefined
      ? []
      : wanted.flatMap((name) => variable(holder, { image: old.name, variable: name }, tag));
  });
}

/**
 * Says which variables get no tag, for no container of the image has them or the image has no tag to put there.
 * @param places the places of the image
 * @param to the reference with the tag
 * @param wanted the names of the variables
 * @returns a sentence for each, or one for all
 */
export function missingVariables(
  places: readonly ImagePlace[],
  to: Reference,
  wanted: readonly string[],
): readonly string[] {
  if (wanted.length === 0) return [];
  if (to.tag === undefined) {
    const variables = wanted.map((name) => `"${name}"`).join(', ');
    return [`${formatReference(to)} has no tag to put into ${variables}`];
  }
  return wanted
    .filter((name) => places.every((place) => setVersionEnv(place, to, [name]).length === 0))
    .map((name) => `the variable "${name}" stands in no container of ${to.name} with a value to set`);
}

/** Whose tag a variable carries. */
interface Carrier {
  readonly image: string;
  readonly variable: string;
}

function variable(holder: Cursor, carrier: Carrier, tag: string): readonly WriteScalar[] {
  const name = carrier.variable;
  if (!isSeq(holder.node)) return write(variableOf(fieldsOf(holder).get(name)), tag, tag, carrier);
  return itemsOf(holder).flatMap((item) => {
    if (textOf(item)?.startsWith(`${name}=`)) return write(item, `${name}=${tag}`, tag, carrier);
    const fields = fieldsOf(item);
    return textOf(fields.get('name')) === name ? write(fields.get('value'), tag, tag, carrier) : [];
  });
}

/** `DD_VERSION: v1` or, in some charts, `DD_VERSION: {value: v1}`. */
function variableOf(cursor: Cursor | undefined): Cursor | undefined {
  return cursor === undefined || isScalarCursor(cursor) ? cursor : fieldsOf(cursor).get('value');
}

function write(
  cursor: Cursor | undefined,
  value: string,
  to: string,
  carrier: Carrier,
): readonly WriteScalar[] {
  if (!isScalarCursor(cursor)) return [];
  const from = cursor.node.source.slice(value.length - to.length);
  return [writeString(cursor, value, { image: carrier.image, variable: carrier.variable, from, to })];
}
