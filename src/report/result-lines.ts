// The sentences of a report, for every kind of log.
import { singleLine } from './neutralise.ts';
import type { Report, ReportedChange } from './report.ts';

/**
 * Writes what a person reads at the end of a run, without the diff.
 * @returns lines without line ends
 */
export function resultLines(report: Report): string[] {
  const { result, branch, repository, commit = '', attempts = 0, commitUrl, error } = report;
  const where = singleLine([branch, repository].filter(Boolean).join(' of '));
  const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
  const time = `${(report.durationMs / 1000).toFixed(1)} s`;
  switch (result) {
    case 'pushed':
      return [
        `Pushed ${commit.slice(0, 8)} to ${where}${tries} in ${time}`,
        ...(commitUrl ? [commitUrl] : []),
      ];
    case 'edited':
      return [`Edited ${new Set(report.changes.map(({ file }) => file)).size} file(s)`];
    case 'unchanged':
      return [`Nothing to change: ${where || 'every file'} holds the wanted values already`];
    case 'dry-run':
      return [`Dry run: nothing was ${repository ? 'pushed' : 'written'}`];
    case 'unknown':
    case 'failed':
      return error === undefined
        ? ['Failed']
        : [error.message, ...error.remedy.split('\n').map((line) => `To do: ${line}`)];
  }
}

/**
 * Says what went wrong and what to do, with the code at the end of the first line: a message may have several.
 * @returns several lines
 */
export function failureText(report: Report): string {
  const [first = '', ...others] = resultLines(report).join('\n').split('\n');
  return [first, ...others.map(withinMessage)]
    .join('\n')
    .replace(/$/m, ` [${report.error?.code ?? 'internal-error'}]`);
}

/** A message quotes files and servers: no line of it may read like one of the log's own. */
function withinMessage(line: string): string {
  return /^(?:Pushed|Edited|Nothing to change|Dry run|Branch|Read|Note|Warning)\b/.test(line)
    ? `  ${line}`
    : line;
}

/**
 * Writes a change as one line.
 * @returns file, line, what changed, old and new value
 */
export function changeLine(change: ReportedChange): string {
  const { file, line, from, to } = change;
  return singleLine(`${file}:${line}  ${changedThing(change)}  ${from || '(none)'} -> ${to}`);
}

/**
 * Names what changed, in a word: the variable, else the image, else the field.
 * @returns its name
 */
export function changedThing({ variable, image, path }: ReportedChange): string {
  return variable ?? image ?? path;
}
