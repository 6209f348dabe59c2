import { changeLine, failureText, resultLines } from './lines.ts';
import type { Report, Reporter, Write } from './report.ts';

/** How a log folds a part of it away; GitLab and plain terminals differ in this alone. */
export type Fold = (title: string, lines: readonly string[]) => readonly string[];

const open: Fold = (title, lines) => [title, ...lines];

/** A log for people: what happens to `out`, warnings and errors to `err`. */
export function plainReporter(out: Write, err: Write, fold: Fold = open): Reporter {
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

function tellFailure(report: Report, err: Write): void {
  if (report.error !== undefined) err(`${failureText(report)}\n`);
}

/** One JSON object to `out` and nothing else there; the log goes to `err`. */
export function jsonReporter(out: Write, err: Write): Reporter {
  const log = plainReporter(err, err);
  return {
    ...log,
    finish: async (report: Report) => {
      out(`${JSON.stringify(report)}\n`);
      tellFailure(report, err);
    },
  };
}
