// How texts are ordered: as versions, as numbers, by their letters, or by both.
import { compare, parse, Range, type SemVer } from 'semver';
import type { TagOrdering } from '../image/tag-policy.ts';

/** An order of texts; what it makes of each is compared. */
export interface KeyOrder {
  /** Gives what a text is compared by; `undefined`: it has no place in the order. */
  readonly keyOf: (text: string) => TextKey | undefined;
  /** Says whether it may be chosen. */
  readonly fits: (key: TextKey) => boolean;
  /** Says which of two is newer: the first where it is above zero. */
  readonly compare: (one: TextKey, other: TextKey) => number;
}

/** A text, in the pieces that are compared, or as a version. */
export type TextKey = SemVer | readonly string[];

/**
 * Makes the order that a policy names.
 * @returns the order; `undefined` for a range of versions that is none
 */
export function keyOrder(ordering: TagOrdering): KeyOrder | undefined {
  switch (ordering.by) {
    case 'semver':
      return versionOrder(ordering.range);
    case 'alphabetical':
      return textOrder((text) => [text], ordering.isDescending);
    case 'numerical':
      return textOrder(numberPieces, ordering.isDescending);
    case 'natural':
      return textOrder(digitRuns, false);
  }
}

/**
 * Versions in a range. As Flux has it, commas part terms as blanks do, and a range that names a version before a release
 * (`>=1.0.0-0`) takes every one of them; any other takes none.
 *   https://fluxcd.io/flux/components/image/imagepolicies/#semver
 */
function versionOrder(text: string): KeyOrder | undefined {
  const includePrerelease = /\d-[0-9a-z]/i.test(text);
  const range = parsedRange(text.replaceAll(',', ' '), includePrerelease);
  if (range === undefined) return undefined;
  return {
    keyOf: (tag) => parse(tag) ?? undefined,
    fits: (key) => !isPieces(key) && range.test(key),
    compare: (one, other) => (isPieces(one) || isPieces(other) ? 0 : compare(one, other)),
  };
}

function parsedRange(text: string, includePrerelease: boolean): Range | undefined {
  try {
    return new Range(text, { includePrerelease });
  } catch {
    return undefined;
  }
}

function textOrder(keyOf: (text: string) => readonly string[] | undefined, isDescending: boolean): KeyOrder {
  const sign = isDescending ? -1 : 1;
  return {
    keyOf,
    fits: () => true,
    compare: (one, other) => (isPieces(one) && isPieces(other) ? sign * comparePieces(one, other) : 0),
  };
}

const isPieces = (key: TextKey): key is readonly string[] => Array.isArray(key);

/** `12.5` -> `12` and the digits behind the point, which are letters: `.5` is more than `.25`. */
function numberPieces(text: string): readonly string[] | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : ['', whole, fraction.replace(/0+$/, '')];
}

/** Every second piece is a run of digits. */
const digitRuns = (text: string): readonly string[] => text.split(/(\d+)/);

function comparePieces(one: readonly string[], other: readonly string[]): number {
  for (const [index, piece] of one.entries()) {
    const found = other[index];
    if (found === undefined) return 1;
    const isNumber = index % 2 === 1;
    const difference = isNumber ? compareDigits(piece, found) : compareText(piece, found);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Numbers of any length. */
function compareDigits(one: string, other: string): number {
  const [a, b] = [one, other].map((digits) => digits.replace(/^0+/, ''));
  return (a?.length ?? 0) - (b?.length ?? 0) || compareText(a ?? '', b ?? '');
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
