// How a service writes text: what is particular about each, and how raw text is cut for it.
import type { PageLink, Span } from './notification.ts';

/** How a service writes text. Each method gives no more than `most` letters, in which nothing of the raw text is markup. */
export interface Markup {
  readonly span: (span: Span, most: number) => string;
  /** Gives the label alone where the address is too long, or leads to no web page. */
  readonly link: (link: PageLink, most: number) => string;
  /** Lines in monospace, kept as they are. */
  readonly codeBlock: (lines: readonly string[], most: number) => string;
  /** What stands around a word that is stressed. */
  readonly emphasis: { readonly before: string; readonly after: string };
  readonly newLine: string;
}

/**
 * Escapes a text character by character. The cut goes through no character and no escape.
 * @param text raw text
 * @param most letters of what comes out
 * @param escapeCharacter writes one character; what it gives is never shorter
 * @returns the escaped text, or its beginning with `…` behind it
 */
export function escapeWithin(
  text: string,
  most: number,
  escapeCharacter: (character: string) => string,
): string {
  let [whole, cut] = ['', ''];
  for (const character of text.slice(0, most + 1)) {
    whole += escapeCharacter(character);
    if (whole.length > most) return `${cut}…`;
    if (whole.length < most) cut = whole;
  }
  return whole;
}

/**
 * Puts a text on one line.
 * @param text raw text
 * @returns the text with a space for each line end
 */
export const oneLine = (text: string): string => text.replace(/[\n\r\u2028\u2029]+/g, ' ');

/**
 * Makes an address fit to stand in a link of any markup.
 * @param url as it came from outside
 * @returns the address, with what could end it percent-encoded; `undefined` where it leads to no web page
 */
export function webAddress(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url)) return undefined;
  return url
    .toWellFormed()
    .replace(/[\s<>"`|\\()^@\p{Cc}\p{Cf}]/gu, (character) =>
      /[()]/.test(character)
        ? `%${character.charCodeAt(0).toString(16).toUpperCase()}`
        : encodeURIComponent(character),
    );
}
