// What YAML tags, `!!str` or `!Sub`, say of a scalar.
import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { ScalarCursor } from './cursor.ts';
import { lineOf } from './position.ts';

const core = 'tag:yaml.org,2002:';

/**
 * Says whether a YAML tag makes a scalar a string, whatever its letters look like.
 * @param node a scalar
 * @returns whether it has such a tag
 */
export function isTaggedString({ tag }: Scalar): boolean {
  return tag === `${core}str` || tag === '!';
}

/**
 * Gives the YAML tag by which a scalar's reader makes something else of it than the string that stands there: `!!float`, or
 * `!Ref` of CloudFormation. A whole reference is a text in any case, `!Sub acme/api:v1`.
 * @param node a scalar
 * @returns the tag as it is written; `undefined` where the scalar is what it looks like
 */
export function foreignType(node: Scalar): string | undefined {
  const { tag } = node;
  if (tag === undefined || isTaggedString(node)) return undefined;
  if (tag.startsWith(core)) return `!!${tag.slice(core.length)}`;
  return node.source?.includes(':') ? undefined : tag;
}

/**
 * Makes the error for a string that a YAML tag would turn into something else.
 * @param cursor the scalar with the tag
 * @param value the string that was to be written
 * @param type the YAML tag as it is written
 * @returns not-editable
 */
export function noString(cursor: ScalarCursor, value: string, type: string): DeployError {
  const { path } = cursor.document.source.manifest;
  return new DeployError(
    'not-editable',
    `Cannot write "${value}" at line ${lineOf(cursor)} of "${path}": "${type}" before the old value says that it is no string`,
    `remove "${type}" from the file`,
  );
}
