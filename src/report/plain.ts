// The report as plain text, and as one JSON object.

import type { Report, Reporter, WriteText } from './report.ts';
import { changeLine, failureText, resultLines } from './result-lines.ts';

/** How a log folds a part of it away; GitLab and plain terminals differ in this alone. */
export type Fold = (title: string, lines: readonly string[]) => readonly string[];

const open: Fold = (title, lines) => [title, ...lines];

/**
 * Makes a log for people: what happens goes to `out`, warnings and errors to `err`.
 * @returns a reporter that writes lines
 */
export function plainReporter(out: WriteText, err: WriteText, fold: Fold = open): Reporter {
  return {
    info: (line) => out(`${line}\n`),
    warn: (line) => err(`Warning: ${line}\n`),
    finish: async (report) => {
      const { changes, diff } = report;
      for (const change of changes) out(`${changeLine(change)}\n`);
      if (diff !== '') for (const line of fold('Diff', diff.trimEnd().split('\n'))) out(`${line}\n`);
      if (report.error !== undefined) tellFailure(report, err);
      else for (const line of resultLines(report)) out(`${line}\n`);
    },
  };
}

function tellFailure(report: Report, err: WriteText): void {
  if (report.error !== undefined) err(`${failureText(report)}\n`);
}

/**
 * Makes a report of one JSON object to `out` and nothing else there; the log goes to `err`.
 * @returns a reporter whose last word is the object
 */
export function jsonReporter(out: WriteText, err: WriteText): Reporter {
  const log = plainReporter(err, err);
  return {
    ...log,
    finish: async (report: Report) => {
      out(`${JSON.stringify(report)}\n`);
      tellFailure(report, err);
    },
  };
}
