// A diff as lines of a log: coloured where colours are shown.

/** A diff that is longer is folded away where the log can. */
export const shortestFolded = 30;

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters, as git colours a diff. */
const colors: readonly (readonly [pattern: RegExp, on: number, off: number])[] = [
  [/^(?:---|\+\+\+) /, 1, 22],
  [/^@@ /, 36, 39],
  [/^-/, 31, 39],
  [/^\+/, 32, 39],
];

/**
 * Makes the lines of a diff.
 * @param diff unified, without anything that a terminal obeys
 * @param color whether to colour them
 * @returns lines without line ends; none of an empty diff
 */
export function diffLines(diff: string, color: boolean): readonly string[] {
  if (diff === '') return [];
  const lines = diff.trimEnd().split('\n');
  return color ? lines.map(colored) : lines;
}

function colored(line: string): string {
  const [, on, off] = colors.find(([pattern]) => pattern.test(line)) ?? [];
  return on === undefined ? line : `\u001b[${on}m${line}\u001b[${off}m`;
}
