// The history of deploys as a table for people.
import { singleLine } from './neutralise.ts';
import { shortIds } from './short-ids.ts';

/** One deploy, as people read it. */
export interface HistoryRow {
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Images with their tags, or fields. */
  readonly what: readonly string[];
  readonly previous: string | undefined;
  readonly files: readonly string[];
  readonly environment: string | undefined;
  readonly author: string;
  readonly source: string | undefined;
  readonly run: string | undefined;
  readonly commit: string;
}

/** What stands above the columns. */
export const historyHeadings = [
  'WHEN (UTC)',
  'COMMIT',
  'WHAT',
  'FROM',
  'WHERE',
  'WHO',
  'SOURCE',
  'RUN',
] as const;
/** Letters of a column; a page's address is never cut. */
const widest = 44;

/**
 * Writes the table.
 * @returns lines without line ends; the first one has the headings
 */
export function historyTable(rows: readonly HistoryRow[]): readonly string[] {
  const cells = [historyHeadings, ...rows.map(historyCells)];
  const widths = historyHeadings.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Writes the cells of one deploy.
 * @returns texts of one line each, in the order of the headings; an address is not cut
 */
export function historyCells(row: HistoryRow): readonly string[] {
  const { date, commit, what, previous = '', files, environment, author, source = '', run = '' } = row;
  const where = [environment, firstOf(files)].filter(Boolean).join(': ');
  const shown = [firstOf(what), previous, where, author, source].map((text) =>
    cut(shortIds(singleLine(text))),
  );
  const when = new Date(date).toISOString().slice(0, 16).replace('T', ' ');
  return [when, commit.slice(0, 8), ...shown, singleLine(run)];
}

function firstOf([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

const cut = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 3)}...` : text);
