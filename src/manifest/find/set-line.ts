// Lines to copy that set a field by its path.
import type { ScalarCursor } from '../yaml/cursor.ts';

/** A field that `set` may set, and the value to write: `{tag}`, `--image={reference}`. */
export interface SetLine {
  readonly cursor: ScalarCursor;
  readonly template: string;
}

/**
 * Makes the line for a value that names the image in a text of its own: an argument, a variable, an annotation.
 * @param cursor the value
 * @param wanted the image's name
 * @returns the line; `undefined` where the value does not name the image, or `set` cannot write it
 */
export function setLineFor(cursor: ScalarCursor, wanted: string): SetLine | undefined {
  const template = withPlaceholder(cursor.node.source, wanted);
  return template === undefined ? undefined : { cursor, template };
}

/** Longer values are scripts and dumps, which nobody sets by their path. */
const longestValue = 200;

/** The text with `{reference}` for every reference of that name; `undefined` without one, and where `set` cannot write it. */
function withPlaceholder(text: string, name: string): string | undefined {
  if (!text.includes(name) || text.length > longestValue || /\n|\{[A-Za-z]+\}/.test(text)) return undefined;
  const literal = name.replace(/[.[\]]/g, '\\$&');
  const version = '(?::\\w[\\w.-]*(?:@\\w+:\\w+)?|@\\w+:\\w+)';
  // Not the end of a longer name, but what stands behind `oci://`.
  const reference = new RegExp(`(?<![\\w.-]|(?<!:/)/)${literal}${version}(?![\\w/.-])`, 'g');
  const template = text.replace(reference, '{reference}');
  return template === text ? undefined : template;
}
