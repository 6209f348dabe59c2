// What changed, as a unified diff.
import { type Hunk, hunksOf, type TextChange } from './hunk.ts';

/** A file before and after, as bytes in UTF-8. */
export interface FileDiff {
  readonly path: string;
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  /** What makes the one text of the other, as offsets in the text before; without them, all of it counts as new. */
  readonly edits: readonly TextChange[] | undefined;
}

/**
 * Writes a unified diff in git's form, three lines of context, out of the edits: its time is that of reading the texts.
 * @returns the text of the diff, empty where there are no files
 */
export function unifiedDiff(files: readonly FileDiff[]): string {
  return files.map(fileDiff).join('');
}

function fileDiff({ path, before, bytes, edits }: FileDiff): string {
  const old = text(before);
  const changes = edits ?? [{ start: 0, end: old.length, text: text(bytes) }];
  const hunks = hunksOf(old, changes);
  if (hunks.length === 0) return '';
  const name = path.replace(/^\/+/, '');
  return `--- ${quotedName(`a/${name}`)}\n+++ ${quotedName(`b/${name}`)}\n${hunks.map(hunkText).join('')}`;
}

function hunkText({ oldStart, oldCount, newStart, newCount, lines }: Hunk): string {
  const body = lines.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`));
  return `@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@\n${body.join('')}`;
}

/** A range of no lines is behind the line that it names. */
function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

/**
 * Writes a name as git does with `core.quotePath=false`: letters of every script stay, what would end the name early is
 * escaped. Source: quote_c_style() in git's quote.c; a tab behind a name with spaces ends it for patch(1).
 */
function quotedName(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name.includes(' ') ? `${name}\t` : name;
  return `"${name.replace(/["\\\p{Cc}]/gu, escaped)}"`;
}

const shortEscapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(letter: string): string {
  if (letter === '"' || letter === '\\') return `\\${letter}`;
  const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
  return shortEscapes[letter] ?? [...new TextEncoder().encode(letter)].map(octal).join('');
}

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
