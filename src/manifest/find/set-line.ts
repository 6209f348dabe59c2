// Lines to copy that set a field by its path.
import type { Cursor, ScalarCursor } from '../yaml/cursor.ts';
import { outward, pathOf } from '../yaml/position.ts';

/** A field that `set` may set, and the value to write: `{tag}`, `--image={reference}`. */
export interface SetLine {
  /** The field, or the map that gets it. */
  readonly cursor: Cursor;
  readonly path: string;
  readonly template: string;
  /** What the field holds; `undefined` where `create` has to add it. */
  readonly now: string | undefined;
  /** Nobody deploys what the field says: a note of people. */
  readonly isNote: boolean;
}

/**
 * Makes the line that sets a field which is there.
 * @param cursor the field
 * @param template what it gets
 * @returns the line
 */
export function setLine(cursor: ScalarCursor, template: string): SetLine {
  return { cursor, path: pathOf(cursor), template, now: cursor.node.source, isNote: isNote(cursor) };
}

/**
 * Makes the line that adds a tag to a map.
 * @param cursor the map, or what stands empty in its place
 * @param keys the keys below it
 * @returns the line, which needs `create`
 */
export function addedLine(cursor: Cursor, keys: string): SetLine {
  const path = pathOf(cursor);
  return {
    cursor,
    path: path === '' ? keys : `${path}.${keys}`,
    template: '{tag}',
    now: undefined,
    isNote: false,
  };
}

/**
 * Makes the line for a value that names the image in a text of its own: an argument, a variable, an annotation.
 * @param cursor the value
 * @param wanted the image's name
 * @returns the line; `undefined` where the value does not name the image, or `set` cannot write it
 */
export function setLineFor(cursor: ScalarCursor, wanted: string): SetLine | undefined {
  const template = withPlaceholder(cursor.node.source, wanted);
  // A text that is no YAML is one value without a path.
  return template === undefined || cursor.parent === undefined ? undefined : setLine(cursor, template);
}

/** An object's annotations and labels. */
function isNote(cursor: Cursor): boolean {
  return [...outward(cursor)].some(
    ({ key, parent }) => (key === 'annotations' || key === 'labels') && parent?.key === 'metadata',
  );
}

/** Longer values are scripts and dumps, which nobody sets by their path. */
const longestValue = 200;

/** The text with `{reference}` for every reference of that name; `undefined` without one, and where `set` cannot write it. */
function withPlaceholder(text: string, name: string): string | undefined {
  if (!text.includes(name) || text.length > longestValue || /\n|\{[A-Za-z]+\}/.test(text)) return undefined;
  const literal = name.replace(/[.[\]]/g, '\\$&');
  const version = '(?::\\w[\\w.-]*(?:@\\w+:\\w+)?|@\\w+:\\w+)';
  // Not the end of a longer name, but what is behind `oci://`.
  const reference = new RegExp(`(?<![\\w.-]|(?<!:/)/)${literal}${version}(?![\\w/.-])`, 'g');
  const template = text.replace(reference, '{reference}');
  return template === text ? undefined : template;
}
