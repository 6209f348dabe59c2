// Large documents without the blocks and brackets that cannot matter.
import { indentOf, type TextRange } from './block-entries.ts';
import { flowCuts } from './flow-cuts.ts';
import { hasManyLines } from './size.ts';
import { lineIndex, lineStarts, type TextSource } from './text-source.ts';

/** Smaller documents are read whole in a moment. */
const largeText = 256 * 1024;
/** Fewer lines are read as fast as they are left out, and may be a part of an image. */
const largeBlock = 6;

/**
 * Says whether a file may have a document that is worth abridging.
 * @param bytes the file's size
 * @returns whether it is large
 */
export function isLarge(bytes: number): boolean {
  return bytes >= largeText;
}

/** Anchors and aliases: what one block means depends on another one. */
const anchorOrAlias = /(?:^|[\s[{,:-])[&*]\w/m;

/**
 * Leaves out of a large document what cannot matter: of a block of many lines that holds none of the words, all but the
 * first line. A block is a line and all lines below it that are indented more, so that what is left is YAML of the same
 * structure, with the same items and keys in the same places; where it is not (in a scalar over several lines), it cannot be
 * read, and the caller reads the whole.
 * @param source a document
 * @param words each block that matters holds one of them; none when any block may matter
 * @returns the abridged document; other documents as they are
 */
export function abridge(source: TextSource, words: readonly string[]): TextSource {
  if (words.length === 0 || source.text.length < largeText || anchorOrAlias.test(source.text)) return source;
  if (hasManyLines(source.text)) return source;
  return withoutBlocks(withoutFlows(source, words), words);
}

/** Leaves out what stands in brackets. */
function withoutFlows(source: TextSource, words: readonly string[]): TextSource {
  const { text } = source;
  const found = offsetsOf(text, words);
  const hasWord = (start: number, end: number): boolean => (found[lineIndex(found, end)] ?? -1) >= start;
  const cuts = flowCuts(text, hasWord);
  if (cuts.length === 0) return source;
  const starts = [0, ...cuts.map(({ end }) => end)];
  return joined(
    source,
    starts.map((start, index) => ({ start, end: cuts[index]?.start ?? text.length })),
  );
}

function withoutBlocks(source: TextSource, words: readonly string[]): TextSource {
  const { text } = source;
  const starts = lineStarts(text);
  const lines = starts.map((start, index) => lineAt(text, start, starts[index + 1] ?? text.length));
  const wanted = [...new Set(offsetsOf(text, words).map((offset) => lineIndex(starts, offset)))];
  const kept = keptLines(lines, blockEnds(lines), wanted);
  return joined(
    source,
    kept.map((line) => ({ start: starts[line] ?? 0, end: starts[line + 1] ?? text.length })),
  );
}

interface Line {
  /** Half spaces; `undefined` for blank lines and comments. */
  readonly indent: number | undefined;
  /** An object's name and namespace say where an image is: without them it would be taken for one that names none. */
  readonly isMetadata: boolean;
}

function lineAt(text: string, start: number, end: number): Line {
  const indent = indentOf(text, start, end);
  const first = start + Math.floor((indent ?? 0) / 2);
  return { indent, isMetadata: /^(["']?)metadata\1 *:/.test(text.slice(first, first + 16)) };
}

/** For every line the first line after it that is not of its block. */
function blockEnds(lines: readonly Line[]): readonly number[] {
  const ends = lines.map(() => lines.length);
  const open: number[] = [];
  lines.forEach(({ indent }, index) => {
    if (indent === undefined) return;
    for (let top = open.at(-1); top !== undefined && indent <= (lines[top]?.indent ?? 0); top = open.at(-1)) {
      ends[top] = index;
      open.pop();
    }
    open.push(index);
  });
  return ends;
}

/** Where the words stand, in order. */
function offsetsOf(text: string, words: readonly string[]): readonly number[] {
  const found: number[] = [];
  for (const word of words)
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) found.push(at);
  return found.sort((a, b) => a - b);
}

function keptLines(
  lines: readonly Line[],
  ends: readonly number[],
  wanted: readonly number[],
): readonly number[] {
  const kept: number[] = [];
  let next = 0;
  for (let index = 0; index < lines.length; index++) {
    kept.push(index);
    while ((wanted[next] ?? lines.length) < index) next++;
    const { indent, isMetadata } = lines[index] ?? {};
    const end = ends[index] ?? 0;
    const isIdle = indent !== undefined && isMetadata !== true && (wanted[next] ?? lines.length) >= end;
    if (isIdle && end - index > largeBlock) index = end - 1;
  }
  return kept;
}

/** The text of some parts alone, neighbours in one piece. */
function joined(source: TextSource, parts: readonly TextRange[]): TextSource {
  const pieces: TextRange[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (last?.end === part.start) pieces[pieces.length - 1] = { start: last.start, end: part.end };
    else pieces.push(part);
  }
  const pieceStarts: number[] = [];
  let length = 0;
  for (const { start, end } of pieces) {
    pieceStarts.push(length);
    length += end - start;
  }
  const toFile = (offset: number): number => {
    const piece = lineIndex(pieceStarts, offset);
    return source.toFile((pieces[piece]?.start ?? 0) + offset - (pieceStarts[piece] ?? 0));
  };
  const text = pieces.map(({ start, end }) => source.text.slice(start, end)).join('');
  return { ...source, text, toFile, abridged: true };
}
