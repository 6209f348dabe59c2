// The job summary of GitHub Actions, in Markdown.
import { copyTitle, linesToCopy } from './copy-lines.ts';
import { shortestFolded } from './diff-lines.ts';
import { singleLine } from './neutralise.ts';
import type { Report } from './report.ts';
import { changedThing, resultLines } from './result-lines.ts';
import { shortIds } from './short-ids.ts';

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
  const copied = linesToCopy(report);
  const block =
    copied.length === 0 ? [] : [`${copyTitle(copied)}:`, '', ...fenced('yaml', copied.join('\n')), ''];
  return [`### ${title(report)}`, '', ...said(report), ...block, ...table(report), ...diff(report), ''].join(
    '\n',
  );
}

const marks = {
  pushed: '🚀',
  proposed: '📬',
  merged: '🚀',
  edited: '✏️',
  unchanged: '✅',
  superseded: '⏭️',
  'dry-run': '🔍',
  failed: '❌',
  unknown: '⚠️',
} as const;

/** `🚀 vehicles a6b469c to prod` */
function title({ result, headline = '', error }: Report): string {
  if (headline === '') return `gitops-deploy: ${error?.code ?? result}`;
  const what = inline(shortIds(singleLine(headline)));
  return `${marks[result]} ${what}${error === undefined ? '' : `: ${error.code}`}`;
}

/** The lines of the log; the commit's address is behind its id. */
function said(report: Report): string[] {
  const { commit = '', commitUrl } = report;
  const [first = '', ...others] = resultLines(report).map((line) => inline(cut(line, longestLines)));
  if (report.result !== 'pushed' || !commitUrl)
    return [first, ...others].flatMap((line) => [paragraphs(line), '']);
  const id = commit.slice(0, 8);
  const linked = first.replace(`${id} `, `[${id}](${linkTarget(commitUrl)}) `);
  return [linked, ...others.slice(1)].flatMap((line) => [paragraphs(line), '']);
}

function table({ changes }: Report): string[] {
  if (changes.length === 0) return [];
  const rows = changes.slice(0, mostRows).map((change) => {
    const { file, fileUrl, line, from, to } = change;
    const cells = [changedThing(change), shortIds(from) || '(none)', shortIds(to)].map(cell);
    const place = cell(`${file}:${line}`);
    const linked = fileUrl === undefined ? place : `[${place}](${linkTarget(fileUrl)})`;
    return `| ${[linked, ...cells].join(' | ')} |`;
  });
  const others = changes.length - rows.length;
  const more = others > 0 ? [`and ${others} more places`, ''] : [];
  return ['| file | what | from | to |', '| --- | --- | --- | --- |', ...rows, '', ...more];
}

function diff(report: Report): string[] {
  if (report.diff === '') return [];
  const text =
    report.diff.length > longestDiff ? `${report.diff.slice(0, longestDiff)}\n...` : report.diff.trimEnd();
  const block = fenced('diff', text);
  const isFolded = text.split('\n').length >= shortestFolded;
  return isFolded ? ['<details><summary>Diff</summary>', '', ...block, '', '</details>'] : block;
}

/** A fence longer than any run of backticks in the text cannot be closed by it. */
function fenced(language: string, text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}

/** What would end the address early in Markdown is percent-encoded. */
const linkTarget = (url: string): string =>
  url.replace(/[\s()<>\\]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}...` : text);

const cell = (text: string): string =>
  `\`${cut(text, longestCell).replaceAll('`', "'").replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;

/** What follows a list would else belong to its last item. */
const paragraphs = (text: string): string => text.replace(/\n(?!- )/g, '\n\n');

const inline = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');
