// Why no tag can be written where an image stands.

import { isTag } from '../../../image/reference.ts';
import { inputName } from '../../../wording.ts';

/** What is in the way of a tag. */
export interface Obstacle {
  /** Follows "has": `a variable in place of its tag`. */
  readonly reason: string;
  /** A field is missing that can be added. */
  readonly creatable: boolean;
  /** What to do about it; `undefined` where a tag can be written over what stands there. */
  readonly remedy: string | undefined;
}

/** Another program fills in the tag, or a part of it. */
export const variableTag: Obstacle = {
  reason: 'a variable in place of its tag',
  creatable: false,
  remedy: 'set the variable where it gets its value',
};

/** Another program fills in a part of the name other than the registry: nobody knows which image it is. */
export const variableName: Obstacle = {
  reason: 'a variable in its name',
  creatable: false,
  remedy: undefined,
};

/** The name stands in a field of its own, and no field beside it holds the tag. */
export const noTagField: Obstacle = {
  reason: 'no field for its tag',
  creatable: true,
  remedy: `set ${inputName('create')} to add the field`,
};

/** No tag means latest, or that the chart which reads the reference appends one. */
export const untaggedReference: Obstacle = {
  reason: 'no tag, and what reads it may append one',
  creatable: true,
  remedy: `set the tag where its reader takes it from, or set ${inputName('create')} to write it into the reference`,
};

/** The reference has a version, and the field of the tag beside it has another one. */
export const anotherTag: Obstacle = {
  reason: 'a version in its reference and another one in the field of its tag',
  creatable: false,
  remedy: 'write the same tag in both, or remove one of them',
};

/** The field of the tag is there, and holds a map, a list or a template that YAML takes for one. */
export const oddTagField: Obstacle = {
  reason: 'more than one value in the field of its tag',
  creatable: false,
  // A `set` would be refused there too.
  remedy: 'write one tag there by hand, in place of what is there',
};

/**
 * Marks of variables and templates: shells, Go, Helm, Octopus, Terraform, spruce, Flux' operator, Windows, Maven. What they
 * miss is no tag by the grammar.
 */
const variableMark = /\$[({A-Za-z_]|\{\{|\[\[|\(\(|[#%]\{|%[A-Za-z_]+%|<<|<[%A-Za-z_]|@[A-Za-z_.]+@/;

/**
 * Finds the place where some other program fills in a part of the text.
 * @param text a scalar's text
 * @returns the offset of the first variable or template, -1 where there is none
 */
export function variableAt(text: string): number {
  return text.search(variableMark);
}

/**
 * Says whether some other program fills in a part of the text.
 * @param text a scalar's text
 * @returns whether a variable or a template stands in it
 */
export function hasVariable(text: string): boolean {
  return variableAt(text) >= 0;
}

/** Lenient: a new digest takes the place of a broken one, and of words it does not. */
const digestLike = /^[\w.+:-]+$/;

/**
 * Says what is in the way of a version: what stands in its place, and is none by OCI's grammar. A pattern, a range or words
 * are nobody's tag, and a text that another program fills in is not ours.
 * @param tag what stands in the tag's place; empty or `undefined` for nothing
 * @param digest what stands in the digest's place; empty or `undefined` for nothing
 * @returns the obstacle; `undefined` where both can be read
 */
export function obstacleIn(tag: string | undefined, digest: string | undefined): Obstacle | undefined {
  // What SOPS has encrypted is refused as such, once it is to be written.
  if (tag && !isTag(tag) && !tag.startsWith('ENC[')) return inPlaceOf(tag, 'tag');
  return digest && !digestLike.test(digest) ? inPlaceOf(digest, 'digest') : undefined;
}

const longestShown = 60;

function inPlaceOf(text: string, what: 'tag' | 'digest'): Obstacle {
  if (hasVariable(text)) return variableTag;
  return {
    reason: `${JSON.stringify(text.slice(0, longestShown))} in place of its ${what}`,
    creatable: false,
    remedy: undefined,
  };
}
