// What the requests of all hosts say in one way.

/** Where it is written why a request was closed: a comment with this line is not written twice. */
export const closingMark = '<!-- gitops-deploy: closed -->';

/**
 * Cuts a text to what a host takes.
 * @param text a title, or a body
 * @param most letters
 * @returns the text, which ends with three dots where something is missing
 */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3).replace(/[\uD800-\uDBFF]$/, '')}...` : text;
}
