// Slack's mrkdwn: text from anywhere, written so that nothing of it is markup.
import { escapeWithin, type Markup, oneLine, webAddress } from './markup.ts';

/** Letters of a link's label; fewer are not worth their link. */
const longestLabel = 300;
const shortestLabel = 40;

/** Slack's mrkdwn, which links with angle brackets. */
export const slackMarkup: Markup = {
  span: ({ text, style }, most) => {
    if (text === '' || style === 'plain') return escapeMrkdwn(text, most);
    if (style === 'code') return `\`${escapeMrkdwn(text, most - 2)}\``;
    return `*${escapeMrkdwn(text.replaceAll('*', '∗'), most - 2)}*`;
  },
  link: ({ label, url }, most) => {
    const address = webAddress(url);
    const room = most - (address ?? '').length - 3;
    const longest = Math.max(shortestLabel, Math.min(longestLabel, room));
    const text = escapeMrkdwn(oneLine(label).replaceAll('|', '/'), longest);
    return address === undefined || text.length > room ? text : `<${address}|${text}>`;
  },
  codeBlock: (lines, most) => `\`\`\`${escapeMrkdwn(lines.join('\n'), most - 6)}\`\`\``,
  emphasis: { before: '_', after: '_' },
  newLine: '\n',
};

const entities: Readonly<Record<string, string>> = { '`': "'", '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes the three characters that mrkdwn reads: https://docs.slack.dev/messaging/formatting-message-text#escaping; a backtick,
 * which would turn what follows into code, becomes an apostrophe.
 */
function escapeMrkdwn(text: string, most: number): string {
  return escapeWithin(text, most, (character) => entities[character] ?? character);
}
