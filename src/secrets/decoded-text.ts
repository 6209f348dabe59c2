// Text as whoever it was encoded for reads it, with the way back to where each character stands.

/** A text, and for each of its characters the range in the original that it was made of. */
export interface UndisguisedText {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Encodings of encodings: percent in JSON in HTML; nobody reads what is deeper. */
const deepest = 4;

/** What nobody sees, and line ends (quoted-printable's too) with the indentation behind them: they cut a secret and hide nothing of it. */
const unseen = /(?:=?[\r\n\u0085\u2028\u2029]+[ \t]*|[\p{Cc}\p{Cf}\p{DI}])+/gu;
/** Percent, quoted-printable, escapes of JSON and of shells, entities of HTML. */
const escapes =
  /%[0-9a-f]{2}|=[0-9A-F]{2}|\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[^\n]|&#x?[0-9a-f]{1,7};?|&[a-z]{2,6};/gi;
const mayBeEncoded = /[%=\\&]/;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  bsol: '\\',
  equals: '=',
  plus: '+',
  colon: ':',
  commat: '@',
  lowbar: '_',
  period: '.',
  percnt: '%',
  num: '#',
  excl: '!',
  dollar: '$',
};

/** One way to read a text. */
export interface TextReading {
  readonly text: string;
  /** Whether the spaces are out: whoever puts several lines on one writes a space for each line end. */
  readonly isTight: boolean;
  /** The way back, which takes more time than the reading. */
  readonly decode: () => UndisguisedText;
}

type Step = readonly [pattern: RegExp, by: (found: string) => string];
const nothing = (): string => '';
const hide: Step = [unseen, nothing];
const tighten: Step = [/\s+/g, nothing];

/**
 * Reads a text as it stands, and decoded once, twice and so on, each without what cannot be seen and without spaces.
 * @param text any text
 * @returns the readings, each different from the one before
 */
export function readingsOf(text: string): readonly TextReading[] {
  const steps: Step[] = [];
  const readings = [...readingsBy(text, text, [])];
  let current = text;
  for (let depth = 0; depth < deepest && mayBeEncoded.test(current); depth += 1) {
    const next = current.replace(escapes, decoded);
    if (next === current) break;
    current = next;
    steps.push([escapes, decoded]);
    readings.push(...readingsBy(text, current, [...steps]));
  }
  return readings;
}

function readingsBy(original: string, decodedText: string, steps: readonly Step[]): readonly TextReading[] {
  const seen = decodedText.replace(unseen, '');
  const tight = seen.replace(/\s+/g, '');
  const by = (more: readonly Step[]) => (): UndisguisedText =>
    [...steps, ...more].reduce((from, [pattern, by]) => replaced(from, pattern, by), identity(original));
  const reading = { text: seen, isTight: false, decode: by([hide]) };
  if (tight === seen) return [reading];
  return [reading, { text: tight, isTight: true, decode: by([hide, tighten]) }];
}

/**
 * Takes away what nobody sees.
 * @param text any text
 * @returns the text on one line
 */
export const withoutUnseen = (text: string): string => text.replace(unseen, '');

function identity(text: string): UndisguisedText {
  const starts = new Int32Array(text.length);
  for (let index = 0; index < text.length; index += 1) starts[index] = index;
  return { text, starts, ends: starts.map((start) => start + 1) };
}

function replaced(from: UndisguisedText, pattern: RegExp, by: (found: string) => string): UndisguisedText {
  const pieces: string[] = [];
  const starts = new Int32Array(from.text.length);
  const ends = new Int32Array(from.text.length);
  let [done, length] = [0, 0];
  const keep = (to: number): void => {
    pieces.push(from.text.slice(done, to));
    starts.set(from.starts.subarray(done, to), length);
    ends.set(from.ends.subarray(done, to), length);
    length += to - done;
  };
  for (const { 0: found, index } of from.text.matchAll(pattern)) {
    keep(index);
    done = index + found.length;
    const text = by(found);
    starts.fill(from.starts[index] ?? 0, length, length + text.length);
    ends.fill(from.ends[done - 1] ?? 0, length, length + text.length);
    pieces.push(text);
    length += text.length;
  }
  keep(from.text.length);
  return { text: pieces.join(''), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

/** Bytes of UTF-8 come one by one, so that each is one character; whoever looks for them spells them so. */
function decoded(written: string): string {
  const hex = /^(?:%|=|\\x|\\u\{?|&#x)([0-9a-f]+)/i.exec(written)?.[1];
  const code = hex === undefined ? /^&#(\d+)/.exec(written)?.[1] : String(Number.parseInt(hex, 16));
  if (code !== undefined) return Number(code) <= 0x10_ff_ff ? String.fromCodePoint(Number(code)) : written;
  if (written.startsWith('&')) return entities[written.slice(1, -1).toLowerCase()] ?? written;
  return 'nrtbfv'.includes(written.charAt(1)) ? '\n' : written.slice(1);
}
