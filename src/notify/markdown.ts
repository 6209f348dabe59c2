// Markdown as chats read it: what Discord and Mattermost have in common.
import { type Markup, oneLine, webAddress } from './markup.ts';

/** Invisible, and the end of whatever a chat looks for. */
export const gap = '\u200b';

/** Letters of a link's label; fewer are not worth their link. */
const longestLabel = 300;
const shortestLabel = 40;

/** Writes raw text, in `most` letters. */
type WriteText = (text: string, most: number) => string;

/**
 * Makes the Markdown of a chat.
 * @param plain writes text in which nothing is markup
 * @param code writes text that ends no code
 * @returns the markup
 */
export function chatMarkdown(plain: WriteText, code: WriteText): Markup {
  return {
    span: ({ text, style }, most) => {
      if (text === '' || style === 'plain') return plain(text, most);
      return style === 'strong' ? `**${plain(text, most - 4)}**` : `\`${code(text, most - 2)}\``;
    },
    link: ({ label, url }, most) => {
      const address = webAddress(url);
      const room = most - (address ?? '').length - 4;
      const text = plain(oneLine(label), Math.max(shortestLabel, Math.min(longestLabel, room)));
      return address === undefined || text.length > room ? text : `[${text}](${address})`;
    },
    codeBlock: (lines, most) => `\`\`\`\n${code(lines.join('\n'), most - 8)}\n\`\`\``,
    emphasis: { before: '*', after: '*' },
    newLine: '\n',
  };
}

/**
 * Takes the life out of what is markup without punctuation marks of its own: addresses become links by themselves, and a line that
 * begins like a list or a heading becomes one.
 * @param text raw text
 * @returns the text with gaps
 */
export function withGaps(text: string): string {
  return text.replace(/:(?=\/\/)|\bwww(?=\.)/gi, `$&${gap}`).replace(/^(?=\s*(?:[-+=#>]|\d+[.)]))/gm, gap);
}
