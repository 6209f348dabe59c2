// What a server says beside a success: that the repository has moved, that a rule was bypassed.

/** What a landing knows of it. */
export interface Remarks {
  /** In lines; `undefined`: the server said nothing. */
  readonly remote: string | undefined;
}

/** Lines that are kept, and letters of each: a hook may print a book. */
const mostLines = 20;
const mostLetters = 400;

/** git's own bars of progress, which servers show although nobody asks for them. */
const progress = /^[A-Z][a-z]+(?: [a-z]+)*: +\d+% \(\d+\/\d+\)/;

/**
 * Reads what a server said for people, as a terminal shows it: a line that was begun again counts from there.
 * @param text of the side-band
 * @returns its lines, without the empty ones and those of progress; '...' stands for those that are too many
 */
export function remarkLines(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trimEnd().split('\r').at(-1)?.trimEnd() ?? '')
    .filter((line) => line !== '' && !progress.test(line))
    .map((line) => (line.length > mostLetters ? `${line.slice(0, mostLetters)}...` : line));
  return lines.length > mostLines ? [...lines.slice(0, mostLines), '...'] : lines;
}
