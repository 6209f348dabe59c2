// Secrets, taken out of everything that is printed or sent.
import { secretFinder } from '../secrets/secret-finder.ts';

/** Replaces every secret, and every part of a long one, by `***`, however it is encoded. */
export type Redact = (text: string) => string;

/**
 * Prepares to take secrets out of texts.
 * @param secrets may span lines, as keys do: each line of some length is a secret of its own
 * @returns what replaces them in a text
 */
export function makeRedact(secrets: readonly string[]): Redact {
  const find = secretFinder(secrets, 'pieces');
  return (text) => {
    let [clean, done] = ['', 0];
    for (const { start, end } of find(text)) {
      clean += `${text.slice(done, start)}***`;
      done = end;
    }
    return clean + text.slice(done);
  };
}

/**
 * Prepares to take secrets out of texts, where more of them come later.
 * @param onHide is called with each that comes
 * @returns `redact`, which knows all of them, and `hide`, which adds one
 */
export function makeGrowingRedact(secrets: readonly string[], onHide: (secret: string) => void) {
  const all = [...secrets];
  let known = makeRedact(all);
  return {
    redact: (text: string): string => known(text),
    hide: (secret: string): void => {
      if (all.includes(secret)) return;
      all.push(secret);
      known = makeRedact(all);
      onHide(secret);
    },
  };
}

/**
 * Gives the same value with every string in it cleaned, however deep.
 * @returns a copy
 */
export function mapStrings<T>(value: T, clean: (text: string) => string): T {
  const each = (inner: unknown): unknown => {
    if (typeof inner === 'string') return clean(inner);
    if (Array.isArray(inner)) return inner.map(each);
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, part]) => [key, each(part)]));
  };
  return each(value) as T;
}
