// How many values a text may hold: each takes memory and time, however short it is.
import { DeployError } from '../../errors.ts';
import type { Manifest, TextSource } from './text-source.ts';

/** What the library reads at once: it notes down every sign. */
const mostAtOnce = 300_000;
/** What is read of a file, a few entries or one document at a time: 5 s and 500 MB. */
const mostOfFile = 500_000;
/** What is cut into lines, to read some of them. */
const mostLines = 2_000_000;

/**
 * Refuses a text with too many values before the library reads it. Each has a comma, a colon or a line of its own.
 * @param text a document's text, or a part of it
 * @param manifest the file that it is of
 * @throws {DeployError} not-editable: it holds more than are read at once
 */
export function checkSize(text: string, manifest: Manifest): void {
  if (text.length >= mostAtOnce) refuseOver(marksIn(text, values), mostAtOnce, manifest);
}

/**
 * Refuses a file with too many values before any of it is read.
 * @param sources its documents that are wanted
 * @param manifest the file
 * @throws {DeployError} not-editable: all of them hold too many
 */
export function checkFileSize(sources: readonly TextSource[], manifest: Manifest): void {
  if (manifest.text.length < mostOfFile) return;
  const marks = sources.reduce((sum, { text }) => sum + marksIn(text, values), 0);
  refuseOver(marks, mostOfFile, manifest);
}

/**
 * Says whether a text has more lines than are worth cutting it into.
 * @param text any text
 * @returns whether it has
 */
export function hasManyLines(text: string): boolean {
  return text.length >= mostLines && marksIn(text, '\n') > mostLines;
}

const values = ',:\n';

function marksIn(text: string, marks: string): number {
  const codes = new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));
  let found = 0;
  for (let at = 0; at < text.length; at++) if (codes.has(text.charCodeAt(at))) found++;
  return found;
}

function refuseOver(marks: number, most: number, manifest: Manifest): void {
  if (marks <= most) return;
  throw new DeployError(
    'not-editable',
    `Cannot edit "${manifest.path}": it holds about ${marks} values, and ${most} are the limit`,
    'split the file',
  );
}
