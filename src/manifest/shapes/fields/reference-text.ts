// A reference in a text, with what stands around it.
import { formatReference, isName, type Reference, splitReference } from '../../../image/reference.ts';
import { hasVariableRegistry, variableRegistryLength } from '../../../image/variable-registry.ts';
import { hasVariable, type Obstacle, obstacleIn, variableAt, variableName } from './obstacle.ts';
import { type DefaultTag, readDefaultTag, readWholeDefault } from './variable-default.ts';

/** A scalar's text that holds one image reference. */
export interface ReferenceText {
  readonly before: string;
  /** What kustomize calls the image that the reference takes the place of: `nginx` in `nginx=ghcr.io/acme/nginx:v1`. */
  readonly alias: string | undefined;
  readonly reference: Reference;
  readonly after: string;
  /** The tag is what a variable has by default. */
  readonly defaultTag: DefaultTag | undefined;
  /** What stands in the version's place is none: some other program fills it in, or it is a pattern. */
  readonly obstacle: Obstacle | undefined;
}

const opening = /^\s*(?:(?:docker|oci):\/\/|([\w./:-]+)=)?/;

/**
 * Reads `[docker://]REF`, `NAME=REF` or `${VARIABLE:-REF}` with space around it.
 * @param text a scalar's text
 * @returns its parts; `undefined` when the text names no image
 */
export function readReferenceText(text: string): ReferenceText | undefined {
  const [before = '', alias] = opening.exec(text) ?? [];
  const core = text.slice(before.length).trimEnd();
  const after = text.slice(before.length + core.length);
  const whole = readWholeDefault(core);
  if (whole !== undefined) {
    const [opened, value] = whole;
    const inner = readReferenceText(value);
    return inner && { ...inner, before: before + opened + inner.before, after: `${inner.after}}${after}` };
  }
  const { name, tag, digest } = splitCore(core);
  const isKnown = isName(name) || hasVariableRegistry(name);
  if (!isKnown && !isVariableName(name)) return undefined;
  const defaultTag = tag === undefined ? undefined : readDefaultTag(tag);
  const version = defaultTag ?? { tag, digest };
  const reference = { name, tag: version.tag, digest: version.digest };
  const obstacle = isKnown ? obstacleIn(reference.tag, reference.digest) : variableName;
  return { before, alias, reference, after, defaultTag, obstacle };
}

/**
 * Puts another reference into a text.
 * @param text the text as it was read
 * @param to the new reference; without tag and digest it keeps those that stand there
 * @returns the new text; `undefined` where a variable's default cannot hold the new version
 */
export function withReference(
  { before, reference, after, defaultTag }: ReferenceText,
  to: Reference,
): string | undefined {
  const { tag, digest } = to.tag === undefined && to.digest === undefined ? reference : to;
  if (defaultTag !== undefined) {
    const version = defaultTag.write(tag, digest);
    return version === undefined ? undefined : `${before}${to.name}:${version}${after}`;
  }
  const written = { name: to.name, tag: tag || undefined, digest: digest || undefined };
  return before + formatReference(written) + after;
}

/** Another program makes the name, or a part of it that tells which image it is. */
function isVariableName(name: string): boolean {
  return hasVariable(name) && !/[\n"']/.test(name);
}

/** `nginx:${TAG:-1.2}` -> `nginx` and the rest: a variable may hold colons of its own. */
function splitCore(text: string): Reference {
  const start = variableRegistryLength(text);
  if (start === 0) return splitRepository(text);
  const rest = splitRepository(text.slice(start));
  return { ...rest, name: text.slice(0, start) + rest.name };
}

function splitRepository(text: string): Reference {
  const index = variableAt(text);
  if (index < 0) return splitReference(text);
  const { name, tag, digest } = splitReference(text.slice(0, index));
  if (digest !== undefined) return { name, tag, digest: text.slice(text.indexOf('@') + 1) };
  if (tag !== undefined) return { name, tag: text.slice(name.length + 1), digest: undefined };
  // Without a mark before the variable it is a part of the name, and no name holds such signs.
  return { name: text, tag: undefined, digest: undefined };
}
