// Which files of the config repository are meant.
import { checkPath } from '../remote/file-path.ts';
import { checkFileText } from './common-mistakes.ts';
import type { InputReader } from './input-reader.ts';

/**
 * Reads which files are meant.
 * @returns paths and globs; what is wrong is noted
 */
export function readFiles(reader: InputReader): readonly string[] {
  const lines = reader.list('file');
  if (lines.length === 0) reader.missing('file', 'say which file holds the image');
  else if (lines.every((line) => line.startsWith('!')))
    reader.refuse('file', 'only excludes files', 'write a line without "!" too, like "apps/**/*.yaml"');
  return reader.parsedList('file', (text) => checkPath(checkFileText(text)));
}
