// The report as plain text, with the marks of a CI's log where it has some, and as one JSON object.

import { diffLines, shortestFolded } from './diff-lines.ts';
import { landingLines } from './landing-lines.ts';
import { type LogDialect, plainDialect } from './log-dialect.ts';
import type { Reporter, WriteText } from './report.ts';
import { changeLine, failureText, resultLines } from './result-lines.ts';

/**
 * Makes a log for people: what happens goes to `out`, warnings and errors to `err`, except for those that the log has a mark
 * for, because not every CI reads marks there.
 * @param color whether to colour the diff
 * @returns a reporter that writes lines
 */
export function plainReporter(
  out: WriteText,
  err: WriteText,
  dialect: LogDialect = plainDialect,
  color = false,
): Reporter {
  const write = (to: WriteText, text: string) => {
    for (const line of text.split('\n')) to(`${dialect.line(line)}\n`);
  };
  return {
    info: (line) => write(out, line),
    warn: (line) =>
      dialect.warning === undefined ? write(err, `Warning: ${line}`) : out(`${dialect.warning(line)}\n`),
    finish: async (report) => {
      for (const change of report.changes) write(out, changeLine(change));
      for (const line of writtenDiff(diffLines(report.diff, color), dialect)) out(`${line}\n`);
      for (const line of report.error === undefined ? resultLines(report) : landingLines(report))
        write(out, line);
      if (report.error !== undefined)
        writeFailure(failureText(report), dialect, out, (text) => write(err, text));
    },
  };
}

function writtenDiff(lines: readonly string[], { fold, line }: LogDialect): readonly string[] {
  return lines.length < shortestFolded ? lines.map(line) : fold('Diff', lines);
}

function writeFailure(
  text: string,
  { error }: LogDialect,
  out: WriteText,
  write: (text: string) => void,
): void {
  const [first = '', ...others] = text.split('\n');
  if (error !== undefined) out(`${error(first)}\n`);
  const unmarked = error === undefined ? [first, ...others] : others;
  if (unmarked.length > 0) write(unmarked.join('\n'));
}

/**
 * Makes a report of one JSON object to `out` and nothing else there; the log goes to `err`.
 * @returns a reporter whose last word is the object
 */
export function jsonReporter(out: WriteText, err: WriteText): Reporter {
  const log = plainReporter(err, err);
  return {
    ...log,
    finish: async (report, tell) => {
      const failure = report.error === undefined ? undefined : `${failureText(report)}\n`;
      const notified = await tell();
      // There is one object on it, whatever fails: nothing that may comes behind.
      out(`${JSON.stringify({ ...report, notified })}\n`);
      if (failure !== undefined) err(failure);
    },
  };
}
