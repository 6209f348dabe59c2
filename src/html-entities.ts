// Letters that HTML gives a meaning, written so that they have none.

/** https://html.spec.whatwg.org/multipage/syntax.html#character-references */
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Writes a text as HTML, for an element or an attribute in double quotes.
 * @param text of anybody, or one character of it
 * @returns the text, without a tag in it
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
