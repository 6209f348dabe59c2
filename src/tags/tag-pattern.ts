// Patterns of tags, in the grammar of RE2, as Flux has them: no pattern takes longer than its length times the tag's.
import { RE2JS } from 're2js';
import { DeployError } from '../errors.ts';
import type { TagPattern } from '../image/tag-policy.ts';
import { inputName } from '../wording.ts';

/**
 * Makes a pattern ready for use.
 * @returns gives what of a tag is ordered; `undefined` for a tag that does not count
 * @throws {DeployError} invalid-input for a pattern that is none
 */
export function tagPattern({ text, group }: TagPattern): (tag: string) => string | undefined {
  const pattern = compiled(text);
  return (tag) => {
    const matcher = pattern.matcher(tag);
    if (!matcher.find()) return undefined;
    return group === undefined ? tag : (matcher.group(group) ?? undefined);
  };
}

function compiled(text: string): RE2JS {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    throw new DeployError(
      'invalid-input',
      `Cannot use ${inputName('tag-policy')} "${text}": it is not a pattern of RE2, ${why}`,
      'correct the pattern; RE2 has no look-around and no back references: https://github.com/google/re2/wiki/Syntax',
    );
  }
}
