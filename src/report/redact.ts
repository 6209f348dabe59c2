// Secrets, taken out of everything that is printed or sent.

/** Replaces every secret, raw, percent-encoded or base64, by `***`. */
export type Redact = (text: string) => string;

const shortest = 4;

/**
 * Prepares to take secrets out of texts. `secrets` may span lines, as keys do: each line of some length is a secret of its own.
 * @returns what replaces them in a text
 */
export function makeRedact(secrets: readonly string[]): Redact {
  const plain = anyOf(needles(secrets.flatMap(spellings)), '');
  const base64 = anyOf(needles(secrets.flatMap(base64Spellings)), '[A-Za-z0-9+/_-]{0,3}={0,2}');
  return (text) => withoutEdges(text.replace(plain, '***').split(base64)).join('***');
}

/** Literals first: a pattern that begins with them is found forty times as fast. */
function anyOf(literals: readonly string[], rest: string): RegExp {
  if (literals.length === 0) return /(?!)/g;
  return new RegExp(`(?:${literals.map(escapePattern).join('|')})${rest}`, 'g');
}

/** What stands before a secret in base64 ends with four characters that may hold its first bytes beside others. */
function withoutEdges(parts: readonly string[]): string[] {
  return parts.map((part, index) =>
    index < parts.length - 1 ? part.slice(0, -4) + part.slice(-4).replace(/[A-Za-z0-9+/_-]+$/, '') : part,
  );
}

/** The longest first: one may hold another. */
function needles(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text.length >= shortest).sort((a, b) => b.length - a.length);
}

function spellings(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----'));
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...lines];
}

/** Base64 of the secret inside a longer text, as in `user:token`: three alignments, without the shared edge characters. */
function base64Spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = Math.floor(padded.length / 3) * 4;
    const text = padded.toString('base64').slice(offset === 0 ? 0 : 4, whole);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
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

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
