// The lines of a message that are there to be copied, as a block for `with:` of the Action.
import type { Report } from './report.ts';

/** `- values.yaml:3 set: image.tag={tag} (now "v1")`: a line of the list of an image that is not found. */
const setLine = /^- .*? set: (.+?) \((?:now |with ).*\)$/;
/** Nobody copies more of them. */
const mostLines = 20;

/**
 * Makes the block to copy of a failure that lists fields to set.
 * @returns lines of YAML, each path once; none where there is nothing to copy
 */
export function linesToCopy({ error }: Report): readonly string[] {
  const paths = (error?.message ?? '').split('\n').flatMap((line) => setLine.exec(line)?.[1] ?? []);
  const each = [...new Set(paths)].slice(0, mostLines);
  return each.length === 0 ? [] : ['with:', '  set: |', ...each.map((path) => `    ${path}`)];
}

/**
 * Says what to do with the block.
 * @param lines of the block
 * @returns a sentence for people
 */
export function copyTitle(lines: readonly string[]): string {
  return lines.length > 3
    ? 'To copy into your workflow, without the lines that are not meant'
    : 'To copy into your workflow';
}
