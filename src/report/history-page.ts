// The history of deploys as one page for a browser: figures, pictures, and a table. It loads nothing and runs nothing.
import { escapeHtml } from '../html-entities.ts';
import { dayOf, durationText } from './duration-text.ts';
import { deploysChart, leadChart } from './history-charts.ts';
import { type DeployMark, spansOf } from './history-spans.ts';
import { historyStyle } from './history-style.ts';
import { type HistoryRow, historyCells, historyHeadings } from './history-table.ts';

/** One deploy of the page. */
export interface PageDeploy extends HistoryRow, DeployMark {
  /** Its page at the host. */
  readonly commitUrl: string | undefined;
  readonly isTakenBack: boolean;
}

/** What the page says in numbers; times are milliseconds, dates milliseconds since 1970. */
export interface PageFigures {
  readonly from: number;
  readonly to: number;
  readonly deploys: number;
  readonly perDay: number;
  readonly medianLeadMs: number | undefined;
  readonly takenBack: number;
  /** 0 to 1 */
  readonly takenBackShare: number;
  readonly medianRestoreMs: number | undefined;
}

/** Nobody reads more rows, and a browser gets slow. */
const mostRows = 1000;

/**
 * Writes the page.
 * @param subject what it is the history of
 * @param deploys the newest first
 * @returns HTML; foreign text in it is escaped
 */
export function historyPage(subject: string, figures: PageFigures, deploys: readonly PageDeploy[]): string {
  const spans = spansOf(deploys, figures.from, figures.to);
  const lead = leadChart(spans);
  const title = `Deploys of ${escapeHtml(subject)}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${historyStyle}</style>
<h1>${title}</h1>
<p>${dayOf(figures.from)} to ${dayOf(figures.to)}, times in UTC</p>
<dl>${figureList(figures)}</dl>
<h2>Deploys</h2>
<p class="legend"><i class="forward"></i> deployed <i class="back"></i> back to an earlier state</p>
${deploysChart(spans)}
${lead === '' ? '' : `<h2>Lead time</h2>\n<p>From the commit of the source to the deploy; the scale is logarithmic</p>\n${lead}`}
<h2>Each deploy</h2>
${table(deploys)}
</html>
`;
}

function figureList(figures: PageFigures): string {
  const { deploys, perDay, medianLeadMs, takenBack, takenBackShare, medianRestoreMs } = figures;
  const share = `${(takenBackShare * 100).toFixed(1)} %`;
  const list: readonly (readonly [name: string, value: string, note: string])[] = [
    ['Deploys', String(deploys), `${perDay.toFixed(perDay < 10 ? 1 : 0)} a day`],
    ['Lead time', timeOf(medianLeadMs), 'median, from commit to deploy'],
    ['Taken back', share, `${takenBack} of them`],
    ['Time to restore', timeOf(medianRestoreMs), 'median, from deploy to rollback'],
  ];
  return list
    .map(([name, value, note]) => `<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`)
    .join('');
}

const timeOf = (ms: number | undefined): string => (ms === undefined ? 'not known' : durationText(ms));

function table(deploys: readonly PageDeploy[]): string {
  const head = historyHeadings.map((heading) => `<th>${heading}</th>`).join('');
  const rows = deploys.slice(0, mostRows).map(rowOf);
  const more = deploys.length - rows.length;
  const rest = more > 0 ? `<p>and ${more} earlier ones</p>` : '';
  return `<div class="table"><table><tr>${head}</tr>\n${rows.join('\n')}\n</table></div>${rest}`;
}

function rowOf(deploy: PageDeploy): string {
  const links: Readonly<Record<string, string | undefined>> = { COMMIT: deploy.commitUrl, RUN: deploy.run };
  const cells = historyCells(deploy).map((text, index) => {
    const heading = historyHeadings[index] ?? '';
    const shown = heading === 'RUN' && text !== '' ? 'run' : text;
    return `<td>${linked(shown, links[heading])}</td>`;
  });
  const kind = deploy.isTakenBack ? ' class="bad"' : deploy.takesBack ? ' class="back"' : '';
  return `<tr${kind}>${cells.join('')}</tr>`;
}

/** What a commit says of its run may be anything: only an address of the web becomes a link. */
function linked(text: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\/[^\s]+$/i.test(url)) return escapeHtml(text);
  return `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(text)}</a>`;
}
