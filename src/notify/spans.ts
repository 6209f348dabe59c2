// Stretches of lines: how they are made, and how long they may be.
import type { Line, Span } from './notification.ts';

/**
 * Makes text as it stands.
 * @param text raw text
 * @returns a span
 */
export const plain = (text: string): Span => ({ text, style: 'plain' });

/**
 * Makes text that stands out.
 * @param text raw text
 * @returns a span
 */
export const strong = (text: string): Span => ({ text, style: 'strong' });

/**
 * Makes monospace text.
 * @param text raw text
 * @returns a span
 */
export const code = (text: string): Span => ({ text, style: 'code' });

/**
 * Gives the text of a line alone.
 * @returns raw text
 */
export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/**
 * Cuts the middle out of a text: names and tags differ at their ends.
 * @param text any text
 * @param most letters, as JavaScript counts them
 * @returns the text, or its two ends with `…` between them
 */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  const start = most - 1 - end;
  const [head, tail] = [text.slice(0, start), text.slice(-end)];
  return `${head.replace(/[\uD800-\uDBFF]$/, '')}…${tail.replace(/^[\uDC00-\uDFFF]/, '')}`;
}
