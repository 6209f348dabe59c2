// Mattermost's Markdown: text from anywhere, written so that nothing of it is markup, a mention or a link.
import { chatMarkdown, gap, withGaps } from './markdown.ts';
import { escapeWithin, type Markup } from './markup.ts';

/**
 * A backslash does not help against mentions: Mattermost looks for `@channel` in the text that is left without backslashes
 * (`getExplicitMentions` of its server), and before that it makes mentions and links of what Slack writes so, in code too
 * (`<!channel>`, `<https://...|text>`): https://developers.mattermost.com/integrate/webhooks/incoming/#slack-compatibility. So there is
 * a gap behind each `@`, and no `<` is left.
 */
export const mattermostMarkup: Markup = chatMarkdown(plainText, codeText);

function plainText(text: string, most: number): string {
  return escapeWithin(withGaps(text), most, (character) => {
    if (character === '@') return `@${gap}`;
    if (character === '<') return '&lt;';
    if (character === '&') return '&amp;';
    return /[\\`*_{}[\]()!>~|]/.test(character) ? `\\${character}` : character;
  });
}

/** Code reads no entities and no backslashes: `<` and the backtick become what looks like them. */
function codeText(text: string, most: number): string {
  return escapeWithin(text, most, (character) => {
    if (character === '`') return "'";
    return character === '<' ? '‹' : character;
  });
}
