// A hold: what must not be deployed to some places from now on, as the commit that says so has it.
import { formatReference, parseReference, type Reference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import { type DeployOrder, formatOrder, parseOrder } from './deploy-order.ts';

/** What must not be deployed. */
export interface DeployHold {
  /** Nothing may be deployed there until it is released. */
  readonly isOfAll: boolean;
  /** The values that were bad; none where nothing may be deployed. */
  readonly references: readonly Reference[];
  /** The runs that deployed them: neither they nor older ones of their pipelines deploy there, and a newer one ends the hold. */
  readonly orders: readonly DeployOrder[];
  /** In the words of whoever holds it. */
  readonly reason: string | undefined;
}

/**
 * Writes the trailers of a hold.
 * @param hold `undefined`: there is none
 * @returns keys and values
 */
export function holdTrailers(
  hold: DeployHold | undefined,
): readonly { readonly key: string; readonly value: string }[] {
  if (hold === undefined) return [];
  const values = hold.isOfAll ? ['*'] : hold.references.map(formatReference);
  return [
    ...values.map((value) => ({ key: 'Deploy-Hold', value })),
    ...hold.orders.map((order) => ({ key: 'Deploy-Hold-Order', value: formatOrder(order) })),
    { key: 'Deploy-Hold-Reason', value: hold.reason ?? '' },
  ];
}

/**
 * Reads the trailers of a hold.
 * @param valuesOf gives the values of a trailer
 * @returns `undefined` where there is none
 */
export function parseHold(valuesOf: (key: string) => readonly string[]): DeployHold | undefined {
  const values = valuesOf('deploy-hold');
  const references = values.flatMap((text) => parseReference(text) ?? []);
  const isOfAll = values.includes('*');
  if (!isOfAll && references.length === 0) return undefined;
  const orders = valuesOf('deploy-hold-order').flatMap((text) => parseOrder(text) ?? []);
  return { isOfAll, references, orders, reason: valuesOf('deploy-hold-reason').at(-1) };
}

/**
 * Says whether two references are the same version of an image. A digest counts more than a tag, where both have one.
 * @returns whether they are
 */
export function isSameVersion(one: Reference, other: Reference): boolean {
  if (!sameName(one.name, other.name)) return false;
  if (one.digest !== undefined && other.digest !== undefined) return one.digest === other.digest;
  return one.tag !== undefined && one.tag === other.tag;
}
