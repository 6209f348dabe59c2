// The HTML of Google Chat's cards: text from anywhere, written so that nothing of it is a tag.
import { escapeHtml } from '../html-entities.ts';
import { escapeWithin, type Markup, oneLine, webAddress } from './markup.ts';
import type { PageLink, Span } from './notification.ts';

/**
 * Cards know some tags and no Markdown, and nobody can be mentioned in one:
 * https://developers.google.com/workspace/chat/format-messages#card-formatting. There is none for monospace text.
 */
export const googleChatMarkup: Markup = {
  span: htmlSpan,
  link: htmlLink,
  codeBlock: (lines, most) => htmlText(lines.join('\n'), most),
  emphasis: { before: '<i>', after: '</i>' },
  newLine: '<br>',
};

function htmlSpan({ text, style }: Span, most: number): string {
  switch (style) {
    case 'plain':
    case 'code':
      return htmlText(text, most);
    case 'strong':
      return text === '' ? '' : `<b>${htmlText(text, most - 7)}</b>`;
  }
}

function htmlLink({ label, url }: PageLink, most: number): string {
  const address = webAddress(url)?.replaceAll('&', '&amp;');
  const room = most - (address ?? '').length - 15;
  const text = htmlText(oneLine(label), Math.max(40, Math.min(300, room)));
  return address === undefined || text.length > room ? text : `<a href="${address}">${text}</a>`;
}

function htmlText(text: string, most: number): string {
  return escapeWithin(text, most, (character) => (character === '\n' ? '<br>' : escapeHtml(character)));
}
