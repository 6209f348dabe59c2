// Text in Microsoft Teams' cards, written so that nothing of it is markup or a mention.
import { gap, withGaps } from './markdown.ts';
import { escapeWithin } from './markup.ts';

/**
 * Writes plain text for a `TextRun`, which reads no Markdown: https://learn.microsoft.com/adaptive-cards/schema-explorer/text-run. A
 * workflow makes a mention of `<at>somebody</at>` wherever a card holds it (https://github.com/microsoft/AdaptiveCards/issues/9282),
 * and a card a date of `{{DATE(...)}}`: there is a gap in both.
 * @param text raw text
 * @param most letters of what comes out
 * @returns text in which nothing is alive
 */
export function teamsPlain(text: string, most: number): string {
  return escapeWithin(withoutCalls(text), most, (character) => character);
}

/**
 * Writes text for a `TextBlock`, which reads bold, italic, lists and links of Markdown, and no HTML:
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#format-cards-with-markdown
 * @param text raw text on one line
 * @param most letters of what comes out
 * @returns Markdown that shows the text
 */
export function teamsMarkdown(text: string, most: number): string {
  return escapeWithin(withoutCalls(withGaps(text)), most, (character) =>
    /[\\*_[\]()<`~]/.test(character) ? `\\${character}` : character,
  );
}

function withoutCalls(text: string): string {
  return text.replace(/<(?=\s*\/?\s*at\b)|\{(?=\{\s*(?:DATE|TIME)\()/gi, `$&${gap}`);
}
