// What a deploy changes, as its commit names it: a file and an image in it, or a field where there is no image.
import { sameName } from '../image/repository-name.ts';

/** One place of a deploy. */
export interface DeployTarget {
  /** Path from the repository's root. */
  readonly file: string;
  /** The image's name; `.PATH` of a field: no image's name begins with a dot; or `*`, all that the file holds. */
  readonly what: string;
}

/** More are not listed in a commit: `*` stands for them all. */
export const mostTargets = 50;

/** The targets of a deploy, as far as its commit lists them. */
export interface TargetList {
  readonly targets: readonly DeployTarget[];
  /** There are more than are listed, and any place may be one of them. */
  readonly isCut: boolean;
}

/**
 * Writes targets as trailers hold them.
 * @returns `FILE#IMAGE` each; of more than 50 the first ones, and `*`
 */
export function formatTargets(targets: readonly DeployTarget[]): readonly string[] {
  const texts = [...new Set(targets.map(({ file, what }) => `${file}#${what}`))];
  return texts.length > mostTargets ? [...texts.slice(0, mostTargets), '*'] : texts;
}

/**
 * Reads targets as trailers hold them. A path may hold a `#`, an image's name cannot: the last one counts. What follows it
 * and is no name of an image belongs to a field.
 * @param texts values of `Deploy-Target`
 * @returns the targets; what is none is passed over
 */
export function parseTargets(texts: readonly string[]): TargetList {
  const targets = texts.flatMap((text) => {
    const last = text.lastIndexOf('#');
    const at = /^(?:\w[\w./:-]*|\*)$/.test(text.slice(last + 1)) ? last : text.indexOf('#.');
    return at > 0 ? [{ file: text.slice(0, at), what: text.slice(at + 1) }] : [];
  });
  return { targets, isCut: texts.includes('*') };
}

/**
 * Says whether a deploy may have changed a place of another one.
 * @param list of the one
 * @param others places of the other
 * @returns whether they share a place, or the list is not whole
 */
export function touches({ targets, isCut }: TargetList, others: readonly DeployTarget[]): boolean {
  return isCut || others.some((other) => targets.some((target) => isSame(target, other)));
}

/**
 * Says whether a deploy is sure to have changed a place, and all of it.
 * @param list of the deploy
 * @param place `*` in it is the whole file
 * @returns whether the list names the place, or its file as a whole
 */
export function covers({ targets }: TargetList, place: DeployTarget): boolean {
  return targets.some((target) => isSame(target, place) && (target.what === '*' || place.what !== '*'));
}

/**
 * Says whether an image stands in a place.
 * @param name of the image
 * @returns whether the place is of that name; a whole file may have any
 */
export function isPlaceOf(place: DeployTarget, name: string): boolean {
  return isSame({ file: place.file, what: name }, place);
}

function isSame(one: DeployTarget, other: DeployTarget): boolean {
  const isAll = one.what === '*' || other.what === '*';
  return one.file === other.file && (isAll || one.what === other.what || sameName(one.what, other.what));
}
