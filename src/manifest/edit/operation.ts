import { formatReference, type Reference } from '../../image/reference.ts';
import type { ScalarSpot, Spot } from '../yaml/spot.ts';
import type { Fragment } from './fragment.ts';

/** What an operation means to a person: the image, its old and its new tag. */
export interface Meaning {
  readonly image?: string;
  readonly variable?: string;
  readonly from: string;
  readonly to: string;
}

/** A scalar gets another value. */
export interface Write {
  readonly kind: 'write';
  readonly spot: ScalarSpot;
  readonly value: string;
  /** The value may be read as a number or the like, for it takes the place of one. */
  readonly typed: boolean;
  /** Absent where it is but a part of another operation. */
  readonly meaning?: Meaning;
}

/** A map gets another field under that of `spot`, a list another item under `spot`. */
export interface Add {
  readonly kind: 'add';
  readonly spot: Spot;
  /** Absent for an item of a list. */
  readonly key?: string;
  readonly value: Fragment;
  readonly typed: boolean;
  readonly meaning: Meaning;
}

/** What holds nothing yet, `{}`, `[]` or null, gets contents. */
export interface Fill {
  readonly kind: 'fill';
  readonly spot: Spot;
  readonly value: Fragment;
  readonly typed: boolean;
  readonly meaning: Meaning;
}

/** A change of a document that is not text yet. */
export type Operation = Write | Add | Fill;

/** Says what changes in the fewest words: the tags, the digests where the tag stays, all where the name changes. */
export function meaningOf(old: Reference, to: Reference): Meaning {
  const image = old.name;
  if (old.name !== to.name) return { image, from: formatReference(old), to: formatReference(to) };
  if (old.tag !== to.tag) return { image, from: version(old), to: version(to) };
  return { image, from: old.digest ?? old.tag ?? '', to: to.digest ?? to.tag ?? '' };
}

function version({ tag, digest }: Reference): string {
  return tag ?? digest ?? '';
}
