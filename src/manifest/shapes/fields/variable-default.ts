// Variables with a default: `${TAG:-v1}` holds a tag in the clear.
import { DeployError } from '../../../errors.ts';
import { formatReference, isTag, type Reference } from '../../../image/reference.ts';
import type { ScalarCursor } from '../../yaml/cursor.ts';
import { lineOf } from '../../yaml/position.ts';

/** A text with one variable in it, whose default stands between `before` and `after`. */
interface VariableDefault {
  readonly before: string;
  readonly value: string;
  readonly after: string;
  /** What stands before and after the whole variable: `v` and `-alpine` of `v${VERSION:-1.2}-alpine`. */
  readonly lead: string;
  readonly tail: string;
}

/** https://docs.docker.com/reference/compose-file/interpolation/, and Flux's `${TAG:=v1}`; one in another as well. */
const grammar = /^([^${}]*)((?:\$\{[A-Za-z_]\w*:?[-=])+)([^${}]+)(\}+)([^${}]*)$/;

const wholeText = /^(\$\{[A-Za-z_]\w*:?[-=])(.+)\}$/;

/**
 * Reads a text that is one variable with a default, whatever the default holds.
 * @param text a scalar's text
 * @returns the default, and what stands around it; `undefined` for any other text
 */
export function readWholeDefault(text: string): readonly [before: string, value: string] | undefined {
  const [, before, value] = wholeText.exec(text) ?? [];
  return before === undefined || value === undefined ? undefined : [before, value];
}

/**
 * Reads a text that is a variable with a default, with letters around it or without.
 * @param text a scalar's text, or the end of one
 * @returns its parts; `undefined` for any other text
 */
function readDefault(text: string): VariableDefault | undefined {
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const [, lead = '', opening = '', value = '', closing = '', tail = ''] = match;
  if (opening.split('{').length - 1 !== closing.length) return undefined;
  return { before: lead + opening, value, after: closing + tail, lead, tail };
}

/** A tag in a variable's default, with its digest where there is one. */
export interface DefaultTag {
  readonly tag: string;
  readonly digest: string | undefined;
  /**
   * Gives the whole text with another version in it; `undefined` where that does not fit: without a tag, or with other
   * letters around the variable.
   */
  readonly write: (tag: string | undefined, digest: string | undefined) => string | undefined;
}

/**
 * Reads the tag that a variable has by default.
 * @param text what stands in a tag's place
 * @returns the tag as its reader sees it where nobody sets the variable; `undefined` where there is none in the clear
 */
export function readDefaultTag(text: string): DefaultTag | undefined {
  const at = text.lastIndexOf('}@') + 1;
  const outer = at === 0 ? undefined : text.slice(at + 1);
  const found = readDefault(at === 0 ? text : text.slice(0, at));
  if (found === undefined) return undefined;
  const { before, after, lead, tail } = found;
  const [value = '', inner] = found.value.split('@');
  const tag = lead + value + tail;
  if (!isTag(tag) || value === '' || (inner !== undefined && tail !== '')) return undefined;
  const isOutside = outer !== undefined || tail !== '';
  return {
    tag,
    digest: inner ?? outer,
    write: (newTag, digest) => {
      const middle = newTag === undefined ? undefined : between(newTag, lead, tail);
      if (middle === undefined) return undefined;
      const version = digest === undefined ? '' : `@${digest}`;
      return before + middle + (isOutside ? after + version : version + after);
    },
  };
}

/**
 * Refuses a reference that a text cannot hold: its tag has not the letters around a variable, or a part is elsewhere.
 * @param field the scalar with the text
 * @param to the reference that was to be written
 * @throws {DeployError} not-editable
 */
export function unfitting(field: ScalarCursor, to: Reference): never {
  throw new DeployError(
    'not-editable',
    `Cannot write "${formatReference(to)}" at line ${lineOf(field)} of ${field.document.source.manifest.path}: "${field.node.source}" has no room for it`,
    'write the line by hand',
  );
}

function between(text: string, lead: string, tail: string): string | undefined {
  const isAround = text.startsWith(lead) && text.endsWith(tail) && text.length > lead.length + tail.length;
  return isAround ? text.slice(lead.length, text.length - tail.length) : undefined;
}
