// The job summary of GitHub Actions, in Markdown.

import type { Report } from './report.ts';
import { changedThing, resultLines } from './result-lines.ts';

/** A job summary is cut at 1 MiB by GitHub; a diff longer than this says nothing to a person anyway. */
const longestDiff = 20_000;
/** Nobody reads more rows, and 8,000 of them are a megabyte. */
const mostRows = 100;
/** Letters of a cell. */
const longestCell = 300;
/** Letters of what is said of a failure, which may list every image of every file. */
const longestLines = 60_000;

/**
 * Writes the job summary in GitHub-flavoured Markdown.
 * @returns a text of several lines
 */
export function summaryMarkdown(report: Report): string {
  const title =
    report.error === undefined ? `gitops-deploy: ${report.result}` : `gitops-deploy: ${report.error.code}`;
  const rows = report.changes
    .slice(0, mostRows)
    .map(
      (change) =>
        `| ${[`${change.file}:${change.line}`, changedThing(change), change.from || '(none)', change.to].map(cell).join(' | ')} |`,
    );
  const others = report.changes.length - rows.length;
  const more = others > 0 ? [`and ${others} more places`, ''] : [];
  const head = ['| file | what | from | to |', '| --- | --- | --- | --- |'];
  const table = rows.length === 0 ? [] : [...head, ...rows, '', ...more];
  const lines = resultLines(report).flatMap((line) => [paragraphs(inline(cut(line, longestLines))), '']);
  return [`### ${title}`, '', ...table, ...lines, ...fenced(report.diff), ''].join('\n');
}

/** A fence longer than any run of backticks in the text cannot be closed by it. */
function fenced(diff: string): string[] {
  if (diff === '') return [];
  const text = diff.length > longestDiff ? `${diff.slice(0, longestDiff)}\n...` : diff.trimEnd();
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, text, fence];
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}...` : text);

const cell = (text: string): string =>
  `\`${cut(text, longestCell).replaceAll('`', "'").replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;

/** What follows a list would else belong to its last item. */
const paragraphs = (text: string): string => text.replace(/\n(?!- )/g, '\n\n');

const inline = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');
