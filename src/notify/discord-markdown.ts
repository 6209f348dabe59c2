// Discord's Markdown: text from anywhere, written so that nothing of it is markup, a mention or an invitation.
import { chatMarkdown, gap, withGaps } from './markdown.ts';
import { escapeWithin, type Markup } from './markup.ts';

/**
 * Discord takes a backslash before a punctuation mark, and reads no markup in code: https://support.discord.com/hc/articles/210298617.
 * That nobody is called is left to `allowed_mentions`, which holds for code and all else.
 */
export const discordMarkup: Markup = chatMarkdown(plainText, codeText);

function plainText(text: string, most: number): string {
  return escapeWithin(withoutInvitations(withGaps(text)), most, (character) =>
    /[\\*_~`|<>[\]()@]/.test(character) ? `\\${character}` : character,
  );
}

/** A backtick would end the code. */
function codeText(text: string, most: number): string {
  return escapeWithin(withoutInvitations(text), most, (character) => (character === '`' ? "'" : character));
}

/** An invitation is shown as a card, with or without `https://` before it. */
function withoutInvitations(text: string): string {
  return text.replace(/\bdiscord(?:app)?\.(?=gg|com)/gi, `$&${gap}`);
}
