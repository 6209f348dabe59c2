// What a quoted or folded scalar holds, character by character, with the place of each in the scalar's text.

/** A decoded text; `offsets` has one more entry than the text has characters, the last for its end. */
export interface DecodedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\t': '\t',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Decodes a scalar in quotes.
 * @param raw the scalar with its quotes
 * @returns its text
 */
export function decodeQuoted(raw: string): DecodedText {
  const found: [string, number][] = [];
  const isDouble = raw.startsWith('"');
  for (let at = 1; at < raw.length - 1; ) {
    const [text, length] = tokenAt(raw, at, isDouble);
    for (const unit of text.split('')) found.push([unit, at]);
    at += length;
  }
  return decoded(found, raw.length - 1);
}

/** What stands at an offset, and how long it is. */
function tokenAt(raw: string, at: number, isDouble: boolean): readonly [text: string, length: number] {
  const [fold] = /^[ \t]*(?:\r?\n[ \t]*)+/.exec(raw.slice(at)) ?? [];
  if (fold !== undefined) return [foldOf(fold), fold.length];
  if (!isDouble) return raw.startsWith("''", at) ? ["'", 2] : [raw[at] ?? '', 1];
  if (raw[at] !== '\\') return [raw[at] ?? '', 1];
  const sign = raw[at + 1] ?? '';
  const [joint] = /^\\\r?\n[ \t]*/.exec(raw.slice(at)) ?? [];
  if (joint !== undefined) return ['', joint.length];
  const digits = hexLengths[sign];
  if (digits === undefined) return [escapes[sign] ?? '', 2];
  return [String.fromCodePoint(Number.parseInt(raw.slice(at + 2, at + 2 + digits), 16)), 2 + digits];
}

/** One line end is a space, more of them are one less. */
function foldOf(fold: string): string {
  const ends = fold.split('\n').length - 1;
  return ends === 1 ? ' ' : '\n'.repeat(ends - 1);
}

/**
 * Decodes a folded block scalar (`>`).
 * @param raw the scalar with its header
 * @returns its text, without line ends at its end
 */
export function decodeFolded(raw: string): DecodedText {
  const found: [string, number][] = [];
  const content = raw.trimEnd();
  let start = content.indexOf('\n') + 1;
  if (start === 0) return decoded([], raw.length);
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(content.slice(start))?.[1]?.length ?? 0;
  let [ends, wasDeep] = [0, false];
  for (const line of content.slice(start).split('\n')) {
    const text = line.replace(/\r$/, '').slice(indent);
    const isDeep = /^[ \t]/.test(text);
    if (text !== '') {
      const isKept = wasDeep || isDeep || found.length === 0;
      const gap = isKept ? '\n'.repeat(ends) : foldOf('\n'.repeat(ends));
      for (const unit of gap.split('')) found.push([unit, start - 1]);
      for (const [index, unit] of text.split('').entries()) found.push([unit, start + indent + index]);
      [ends, wasDeep] = [0, isDeep];
    }
    ends++;
    start += line.length + 1;
  }
  return decoded(found, content.length);
}

function decoded(found: readonly (readonly [string, number])[], end: number): DecodedText {
  return { text: found.map(([unit]) => unit).join(''), offsets: [...found.map(([, at]) => at), end] };
}
