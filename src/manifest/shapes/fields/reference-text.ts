// A reference in a text, with what stands around it.
import { formatReference, isName, type Reference, splitReference } from '../../../image/reference.ts';

/** A scalar's text that holds one image reference. */
export interface ReferenceText {
  readonly before: string;
  /** What kustomize calls the image that the reference takes the place of: `nginx` in `nginx=ghcr.io/acme/nginx:v1`. */
  readonly alias: string | undefined;
  readonly reference: Reference;
  readonly after: string;
  /** The tag, or a part of the name, is filled in by some other program. */
  readonly variable: boolean;
}

const opening = /^\s*(?:(?:docker|oci):\/\/|([\w./:-]+)=)?/;
const variableMark = /\$[({A-Za-z_]|\{\{|\[\[|%[A-Za-z_]+%|<[A-Za-z_]/;

/**
 * Says whether some other program fills in a part of the text.
 * @param text a scalar's text
 * @returns whether a variable or a template stands in it
 */
export function hasVariable(text: string): boolean {
  return variableMark.test(text);
}

/**
 * Reads `[docker://]REF` or `NAME=REF` with space around it.
 * @param text a scalar's text
 * @returns its parts; `undefined` when the text names no image
 */
export function readReferenceText(text: string): ReferenceText | undefined {
  const [before = '', alias] = opening.exec(text) ?? [];
  const core = text.slice(before.length).trimEnd();
  const after = text.slice(before.length + core.length);
  const variable = hasVariable(core);
  const reference = variable ? splitAtVariable(core) : splitReference(core);
  if (!isName(reference.name)) return undefined;
  return { before, alias, reference, after, variable };
}

/**
 * Puts another reference into a text.
 * @param text the text as it was read
 * @param to the new reference; without tag and digest it keeps those that stand there
 * @returns the new text
 */
export function withReference({ before, reference, after }: ReferenceText, to: Reference): string {
  const { tag, digest } = to.tag === undefined && to.digest === undefined ? reference : to;
  const written = { name: to.name, tag: tag || undefined, digest: digest || undefined };
  return before + formatReference(written) + after;
}

/** `nginx:${TAG:-1.2}` -> `nginx` and the rest: a variable may hold colons of its own. */
function splitAtVariable(text: string): Reference {
  const { index } = variableMark.exec(text) ?? { index: text.length };
  const { name, tag, digest } = splitReference(text.slice(0, index));
  if (digest !== undefined) return { name, tag: undefined, digest: text.slice(text.indexOf('@') + 1) };
  if (tag !== undefined) return { name, tag: text.slice(name.length + 1), digest: undefined };
  // Without a mark before the variable it is a part of the name, and no name holds such signs.
  return { name: text, tag: undefined, digest: undefined };
}
