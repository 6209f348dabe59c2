// How many values a text may hold: each takes memory and time, however short it is.
import { DeployError } from '../../errors.ts';
import type { TextSource } from './text-source.ts';

/** What is read at once, in 300 MB: the library notes down every sign of it. */
export const mostAtOnce = 450_000;
/** What is read a few entries at a time, in as much memory. */
export const mostInAll = 1_000_000;

/**
 * Refuses a text with too many values before it is read. Each has a comma, a colon or a line of its own.
 * @param text a document's text, or a part of it
 * @param most how many values it may hold
 * @param source the document
 * @throws {DeployError} not-editable: it holds more
 */
export function checkSize(text: string, most: number, { manifest }: TextSource): void {
  if (text.length < most) return;
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === colon || code === lineEnd) marks++;
  }
  if (marks <= most) return;
  throw new DeployError(
    'not-editable',
    `Cannot edit "${manifest.path}": it holds about ${marks} values, and ${most} are the limit`,
    'split the file',
  );
}

const [comma, colon, lineEnd] = [0x2c, 0x3a, 0x0a];
