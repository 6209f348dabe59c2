// The sentences of a report, for every kind of log.
import { singleLine } from './neutralise.ts';
import type { Report, ReportedChange } from './report.ts';

/**
 * Writes what a person reads at the end of a run, without the diff.
 * @returns lines without line ends
 */
export function resultLines(report: Report): string[] {
  return [...landingLines(report), ...rolloutLines(report), ...errorLines(report)];
}

/**
 * Writes what has landed, or why nothing had to; a failure of the rollout takes nothing of it back.
 * @returns lines; none for a deploy that failed with an error
 */
export function landingLines(report: Report): string[] {
  const { result, commitUrl } = report;
  const what = shortIds(singleLine(report.headline ?? ''));
  switch (result) {
    case 'pushed':
      return [pushedLine(report, what), ...(commitUrl ? [commitUrl] : [])];
    case 'proposed':
    case 'merged':
      return requestLines(report, what);
    case 'edited': {
      const files = new Set(report.changes.map(({ file }) => file)).size;
      return [`Edited ${what && `${what}: `}${files} file${files === 1 ? '' : 's'}`];
    }
    case 'unchanged': {
      const where = placeOf(report) || 'every file';
      const why = singleLine(report.unchangedReason ?? `${where} holds the wanted values already`);
      return [`Nothing to change${what && ` for ${what}`}: ${why}`];
    }
    case 'superseded':
      return supersededLines(report, what);
    case 'dry-run':
      return [`Dry run${what && ` of ${what}`}: nothing was ${report.repository ? 'pushed' : 'written'}`];
    case 'unknown':
    case 'failed':
      return report.error === undefined ? ['Failed'] : [];
  }
}

function rolloutLines({ rollout }: Report): string[] {
  if (rollout?.state !== 'succeeded') return [];
  return [`Rolled out: ${rollout.statuses.map(({ name }) => singleLine(name)).join(', ')}`];
}

function errorLines({ error }: Report): string[] {
  if (error === undefined) return [];
  return [error.message, ...error.remedy.split('\n').map((line) => `To do: ${line}`)];
}

function pushedLine(report: Report, what: string): string {
  const { commit = '', attempts = 0, durationMs } = report;
  const pushed = what ? `${what}: ${commit.slice(0, 8)} on` : `${commit.slice(0, 8)} to`;
  const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
  return `Pushed ${pushed} ${placeOf(report)}${tries} in ${(durationMs / 1000).toFixed(1)} s`;
}

function supersededLines({ supersededBy, commit = '', commitUrl }: Report, what: string): string[] {
  const { order = '', runUrl } = supersededBy ?? {};
  const by = `run "${singleLine(order)}" has deployed there already, with ${commit.slice(0, 8)}`;
  return [
    `Superseded${what && `: ${what} is left out`}, because the newer ${by}`,
    ...[commitUrl, runUrl].flatMap((url) => (url === undefined ? [] : [singleLine(url)])),
  ];
}

/** `Proposed web v2 to prod in pull request 12: 3f2a9c1b on gitops-deploy/web-3f2a9c1b0d of https://github.com/acme/config` */
function requestLines(report: Report, what: string): string[] {
  const { result, pullRequestNumber: number, pullRequestUrl: url, commit = '' } = report;
  const request = `pull request${number === undefined ? '' : ` ${number}`}`;
  const did = [result === 'merged' ? 'Merged' : 'Proposed', what, 'in', request].filter(Boolean).join(' ');
  return [`${did}: ${commit.slice(0, 8)} on ${placeOf(report)}`, ...(url ? [url] : [])];
}

/** `main of https://github.com/acme/config`; what is not known is left out. */
function placeOf({ branch, repository }: Report): string {
  return singleLine([branch, repository].filter(Boolean).join(' of '));
}

/**
 * Shortens the ids of commits in a text, in tags too, to their first eight digits.
 * @param text a sentence, a tag
 * @returns the text for people
 */
export function shortIds(text: string): string {
  return text.replace(/(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/g, (id) => id.slice(0, 8));
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
  return /^(?:Pushed|Proposed|Merged|Edited|Nothing to change|Superseded|Dry run|Rolled out|Branch|Read|Note|Warning)\b/.test(
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
