// Words of a shell, for lines that people copy.

/**
 * Writes a text as a shell takes it for one word.
 * @param text any, a path most often
 * @returns the text, in quotes where it needs them
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
