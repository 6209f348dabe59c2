// What has landed, and what has taken it back, in the sentences of a log.
import { singleLine } from './neutralise.ts';
import type { Report } from './report.ts';
import { shortIds } from './short-ids.ts';

/**
 * Writes what has landed, or why nothing had to, and what has taken it back.
 * @returns lines; none for a deploy that failed with an error
 */
export function landingLines(report: Report): string[] {
  return [...landedLines(report), ...rollbackLines(report)];
}

function landedLines(report: Report): string[] {
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

/** `Rolled web back to v1 in prod: 3f2a9c1b on main of https://github.com/acme/config` */
function rollbackLines(report: Report): string[] {
  const { rollback } = report.rollout ?? {};
  if (rollback === undefined) return [];
  const { result, headline = '', commit = '', commitUrl } = rollback;
  const what = shortIds(singleLine(headline));
  if (result === 'merged') return requestLines({ ...report, ...rollback }, what);
  // The branch of the deploy is another one.
  if (result === 'proposed') return requestLines({ ...report, ...rollback, branch: undefined }, what);
  if (result !== 'pushed') return [];
  return [`Rolled ${what}: ${commit.slice(0, 8)} on ${placeOf(report)}`, ...(commitUrl ? [commitUrl] : [])];
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

type Request = Pick<
  Report,
  'result' | 'branch' | 'repository' | 'commit' | 'pullRequestNumber' | 'pullRequestUrl'
>;

/** `Proposed web v2 to prod in pull request 12: 3f2a9c1b on gitops-deploy/web-3f2a9c1b0d of https://github.com/acme/config` */
function requestLines(report: Request, what: string): string[] {
  const { result, pullRequestNumber: number, pullRequestUrl: url, commit = '' } = report;
  const request = `pull request${number === undefined ? '' : ` ${number}`}`;
  const did = [result === 'merged' ? 'Merged' : 'Proposed', what, 'in', request].filter(Boolean).join(' ');
  return [`${did}: ${commit.slice(0, 8)} on ${placeOf(report)}`, ...(url ? [url] : [])];
}

/** `main of https://github.com/acme/config`; what is not known is left out. */
function placeOf({ branch, repository }: Pick<Report, 'branch' | 'repository'>): string {
  return singleLine([branch, repository].filter(Boolean).join(' of '));
}
