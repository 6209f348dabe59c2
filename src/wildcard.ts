// Patterns with wildcards, as shells and OpenSSH write them.

/**
 * Says whether a text is as a pattern has it.
 * @param pattern `*` stands for any text, `?` for one character, all else for itself
 * @param text the whole text
 * @returns whether it matches
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}
