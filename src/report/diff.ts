// What changed, as a unified diff.
import { createTwoFilesPatch } from 'diff';

/** A file before and after, as bytes in UTF-8. */
export interface FileDiff {
  readonly path: string;
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Writes a unified diff in git's form, three lines of context.
 * @returns the text of the diff, empty where there are no files
 */
export function unifiedDiff(files: readonly FileDiff[]): string {
  return files.map(({ path, before, bytes }) => fileDiff(path, text(before), text(bytes))).join('');
}

function fileDiff(path: string, before: string, after: string): string {
  const name = path.replace(/^\/+/, '');
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
  });
  return patch.slice(patch.indexOf('--- a/'));
}

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
