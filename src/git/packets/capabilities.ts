/** What a server said that it can do, by name; a name without `=` has the value ''. */
export type Capabilities = ReadonlyMap<string, string>;

export function parseCapabilities(words: readonly string[]): Capabilities {
  return new Map(
    words.filter(Boolean).map((word) => {
      const equals = word.indexOf('=');
      return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
}

/** Whether the value of a capability, a list of words, holds the word: `fetch=shallow filter`. */
export function offers(capabilities: Capabilities, name: string, word: string): boolean {
  return (capabilities.get(name) ?? '').split(' ').includes(word);
}
