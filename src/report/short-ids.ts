// The ids of commits, as people read them.

/**
 * Shortens the ids of commits in a text, in tags too, to their first eight digits.
 * @param text a sentence, a tag
 * @returns the text for people
 */
export function shortIds(text: string): string {
  return text.replace(/(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/g, (id) => id.slice(0, 8));
}
