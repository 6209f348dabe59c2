// The sentences of a report, for every kind of log.
import { landingLines } from './landing-lines.ts';
import { singleLine } from './neutralise.ts';
import type { Report, ReportedChange } from './report.ts';

/**
 * Writes what a person reads at the end of a run, without the diff.
 * @returns lines without line ends
 */
export function resultLines(report: Report): string[] {
  return [...landingLines(report), ...rolloutLines(report), ...errorLines(report)];
}

function rolloutLines({ rollout }: Report): string[] {
  if (rollout?.state !== 'succeeded') return [];
  return [`Rolled out: ${rollout.statuses.map(({ name }) => singleLine(name)).join(', ')}`];
}

function errorLines({ error }: Report): string[] {
  if (error === undefined) return [];
  return [error.message, ...error.remedy.split('\n').map((line) => `To do: ${line}`)];
}

/**
 * Says what went wrong and what to do, with the code at the end of the first line: a message may have several.
 * @returns several lines
 */
export function failureText(report: Report): string {
  const [first = '', ...others] = errorLines(report).join('\n').split('\n');
  return [first, ...others.map(withinMessage)]
    .join('\n')
    .replace(/$/m, ` [${report.error?.code ?? 'internal-error'}]`);
}

/** A message quotes files and servers: no line of it may read like one of the log's own. */
function withinMessage(line: string): string {
  return /^(?:Pushed|Proposed|Merged|Edited|Nothing to change|Superseded|Dry run|Rolled|Branch|Read|Note|Warning)\b/.test(
    line,
  )
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
export function changedThing({
  variable,
  image,
  path,
}: Pick<ReportedChange, 'variable' | 'image' | 'path'>): string {
  return variable ?? image ?? path;
}
