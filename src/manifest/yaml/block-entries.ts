// The entries of a block collection, by the indentation of their lines.

/** A part of a text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts the lines of a block collection into its entries. An entry is a line and all lines below it that are indented more;
 * comments and blank lines belong to the entry before them, and items may stand right below the key of their list.
 * @param text any text
 * @param range whole lines, all of them of the collection
 * @returns the entries, which fill the range; `undefined` where the lines are none of a collection
 */
export function blockEntries(text: string, range: TextRange): readonly TextRange[] | undefined {
  const starts: number[] = [];
  let own: number | undefined;
  for (let at = range.start; at < range.end; at = lineAfter(text, at, range.end)) {
    const indent = indentOf(text, at, range.end);
    if (indent === undefined) continue;
    own ??= indent;
    if (indent < own) return undefined;
    if (indent === own) starts.push(at);
  }
  const [first] = starts;
  if (first === undefined || !startsEntry(text, first)) return undefined;
  return starts.map((start, index) => ({
    start: index === 0 ? range.start : start,
    end: starts[index + 1] ?? range.end,
  }));
}

/**
 * Finds the lines of a key's value, where the key stands alone on its line.
 * @param text any text
 * @param entry an entry of a map
 * @returns the lines of the value; `undefined` where the value begins on the line of the key
 */
export function valueLines(text: string, entry: TextRange): TextRange | undefined {
  let at = entry.start;
  while (at < entry.end && indentOf(text, at, entry.end) === undefined) at = lineAfter(text, at, entry.end);
  const start = lineAfter(text, at, entry.end);
  return keyAlone.test(text.slice(at, Math.min(start, at + longestKey)))
    ? { start, end: entry.end }
    : undefined;
}

const longestKey = 200;
const keyAlone = /^ *[\w./-]*[A-Za-z][\w./-]*:[ \t]*(?:#[^\n]*)?\r?\n$/;

/**
 * Measures how far a line is indented. Items may stand right below the key of their list, so that a dash counts as half a space.
 * @param text any text
 * @param lineStart where the line begins
 * @param end where it ends at the latest
 * @returns half spaces; `undefined` for blank lines and comments, which end no block
 */
export function indentOf(text: string, lineStart: number, end: number): number | undefined {
  let first = lineStart;
  while (first < end && text[first] === ' ') first++;
  const sign = first < end ? text[first] : '\n';
  if (sign === '\n' || sign === '\r' || sign === '#') return undefined;
  return 2 * (first - lineStart) + (isDash(text, first) ? 1 : 0);
}

function isDash(text: string, at: number): boolean {
  return text[at] === '-' && ' \n\r'.includes(text[at + 1] ?? '\n');
}

/** A dash, or a key in plain letters or in quotes. */
function startsEntry(text: string, lineStart: number): boolean {
  const line = text.slice(lineStart, lineStart + longestKey);
  return /^ *(?:-[ \r\n]|["']?[\w./-]+["']?:(?:\s|$))/.test(line);
}

function lineAfter(text: string, lineStart: number, end: number): number {
  const at = text.indexOf('\n', lineStart);
  return at < 0 || at >= end ? end : at + 1;
}
