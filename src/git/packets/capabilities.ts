// What a server says that it can do.
/** What a server said that it can do, by name; a name without `=` has the value ''. */
export type Capabilities = ReadonlyMap<string, string>;

/**
 * Reads capabilities.
 * @param words `name` or `name=value` each
 * @returns values by name
 */
export function parseCapabilities(words: readonly string[]): Capabilities {
  return new Map(
    words.filter(Boolean).map((word) => {
      const equals = word.indexOf('=');
      return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
}

/**
 * Tells whether the value of a capability, a list of words, holds the word: `fetch=shallow filter`.
 * @param name of the capability
 * @param word one of its value
 * @returns whether it does
 */
export function offers(capabilities: Capabilities, name: string, word: string): boolean {
  return (capabilities.get(name) ?? '').split(' ').includes(word);
}
