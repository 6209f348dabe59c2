// Slack's mrkdwn: text from anywhere, written so that nothing of it is markup.
import type { Line, PageLink, Span } from './notification.ts';

/** Letters of one span; the address of a page may be longer than most. */
const longestSpan = 300;
const longestUrl = 1200;

/**
 * Escapes the three characters that Slack's mrkdwn reads (https://docs.slack.dev/messaging/formatting-message-text#escaping);
 * a backtick, which would turn what follows into code, becomes an apostrophe.
 * @param text raw text
 * @param most letters of what comes out
 * @returns mrkdwn that shows the text, or its beginning
 */
export function escapeMrkdwn(text: string, most: number): string {
  const whole = text
    .replaceAll('`', "'")
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  if (whole.length <= most) return whole;
  // The cut goes through no character and no escape.
  return `${whole.slice(0, most - 3).replace(/&[a-z]{0,4}$|[\uD800-\uDBFF]$/, '')}...`;
}

/**
 * Writes a line.
 * @returns mrkdwn on one line
 */
export function lineMrkdwn(line: Line): string {
  return line.map(spanMrkdwn).join('');
}

/**
 * Writes lines in the letters of a machine, kept as they are.
 * @param most letters of what comes out
 * @returns a block of code
 */
export function preformatted(lines: readonly string[], most: number): string {
  return `\`\`\`${escapeMrkdwn(lines.join('\n'), most - 6)}\`\`\``;
}

/**
 * Writes a link.
 * @returns mrkdwn; the label alone where the address is too long
 */
export function linkMrkdwn({ label, url }: PageLink): string {
  const safe = url
    .replaceAll('|', '%7C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll('`', '%60')
    .replace(/\s/g, '%20');
  const text = escapeMrkdwn(oneLine(label).replaceAll('|', '/'), longestSpan);
  return safe.length > longestUrl ? text : `<${safe}|${text}>`;
}

function spanMrkdwn({ text, style }: Span): string {
  const line = oneLine(text);
  switch (style) {
    case 'plain':
      return escapeMrkdwn(line, longestSpan);
    case 'strong':
      return `*${escapeMrkdwn(line.replaceAll('*', '∗'), longestSpan)}*`;
    case 'code':
      return `\`${escapeMrkdwn(line, longestSpan)}\``;
  }
}

const oneLine = (text: string): string => text.replace(/[\n\r\u2028\u2029]+/g, ' ');
