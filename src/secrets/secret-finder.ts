// Where secrets stand in a text.
import { readingsOf, type TextReading, type UndisguisedText } from './decoded-text.ts';
import { spellingsOf } from './secret-spellings.ts';

/** From `start` to before `end`, as strings count. */
interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Gives the ranges of a text that hold secrets, in order, none touching another. */
export type FindSecrets = (text: string) => readonly TextRange[];

/** So much of a secret is a part of it that counts: who quotes a server cuts its words anywhere. */
const pieceLength = 10;

/**
 * Prepares to find secrets, however they are encoded, and whatever line ends and invisible characters cut them.
 * @param find `pieces`: a part of a long secret counts too; `whole`: nothing less than a secret
 * @returns what finds them in a text
 */
export function secretFinder(secrets: readonly string[], find: 'pieces' | 'whole'): FindSecrets {
  const { plain, base64 } = spellingsOf(secrets);
  if (plain.length === 0) return () => [];
  const [findPlain, findBase64] = [search(plain, find), search(base64, find)];
  return (text) =>
    joined(
      readingsOf(text).flatMap((reading) => {
        const ranges = [...findPlain(reading.text), ...edged(findBase64(reading.text), reading)];
        // Words without the spaces between them make many a short word.
        const found = reading.isTight
          ? ranges.filter(({ start, end }) => end - start >= pieceLength)
          : ranges;
        return found.length === 0 ? [] : inOriginal(found, reading.decode());
      }),
    );
}

function inOriginal(ranges: readonly TextRange[], { starts, ends }: UndisguisedText): readonly TextRange[] {
  return ranges.map(({ start, end }) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }));
}

function search(needles: readonly string[], find: 'pieces' | 'whole'): FindSecrets {
  const isPieced = (text: string): boolean => find === 'pieces' && text.length >= pieceLength;
  const byPiece = pieceSearch(needles.filter(isPieced));
  const byWhole = literalSearch(needles.filter((needle) => !isPieced(needle)));
  return (text) => joined([...byPiece(text), ...byWhole(text)]);
}

/** Literals first: a pattern that begins with them is found forty times as fast. */
function literalSearch(literals: readonly string[]): FindSecrets {
  if (literals.length === 0) return () => [];
  const pattern = new RegExp(literals.map(escapePattern).join('|'), 'g');
  return (text) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** Looks at every place of the text, most of which two of its characters rule out. */
function pieceSearch(needles: readonly string[]): FindSecrets {
  const pieces = new Set<string>();
  const pairs = new Uint8Array(65_536);
  const pairAt = (text: string, at: number): number =>
    (text.charCodeAt(at) * 251 + text.charCodeAt(at + pieceLength - 1)) & 65_535;
  for (const needle of needles)
    for (let at = 0; at + pieceLength <= needle.length; at += 1) {
      pieces.add(needle.slice(at, at + pieceLength));
      pairs[pairAt(needle, at)] = 1;
    }
  return (text) => {
    const found: TextRange[] = [];
    for (let at = 0; at + pieceLength <= text.length; at += 1)
      if (pairs[pairAt(text, at)] === 1 && pieces.has(text.slice(at, at + pieceLength)))
        found.push({ start: at, end: at + pieceLength });
    return joined(found);
  };
}

/** Where the spaces are out, the next word is not of the base64. */
function edged(ranges: readonly TextRange[], { text, isTight }: TextReading): readonly TextRange[] {
  return isTight ? ranges : ranges.map((range) => withEdges(range, text));
}

/** What is beside a secret in base64 holds bits of it: four characters before, three and the padding behind. */
function withEdges({ start, end }: TextRange, text: string): TextRange {
  const before = /[A-Za-z0-9+/_-]*$/.exec(text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  const behind = /^[A-Za-z0-9+/_-]{0,3}={0,2}/.exec(text.slice(end, end + 5))?.[0].length ?? 0;
  return { start: start - before, end: end + behind };
}

function joined(ranges: readonly TextRange[]): readonly TextRange[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || start > last.end) all.push({ start, end });
    else last.end = Math.max(last.end, end);
  }
  return all;
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
