// The pictures of the README: the page that each is taken of, and how it is known that it is current.
import { createHash } from 'node:crypto';
import { historyHtml } from './history-pages.ts';
import { htmlPage } from './html.ts';
import { markdownHtml } from './markdown-page.ts';
import { realOutput } from './real-output.ts';
import { realRequest } from './real-request.ts';
import { requestHtml } from './request-page.ts';
import { slackHtml } from './slack-page.ts';
import { teamsHtml } from './teams-page.ts';

/** One picture, before it is taken. */
export interface Picture {
  readonly name: 'job-summary' | 'slack-message' | 'teams-message' | 'history-page' | 'pull-request';
  readonly html: string;
  /** Pixels of the page. */
  readonly width: number;
}

/** Makes the pages, out of what a real deploy writes. */
export async function pictures(): Promise<readonly Picture[]> {
  const [{ summary, message, card }, request] = await Promise.all([realOutput(), realRequest()]);
  return [
    { name: 'job-summary', html: htmlPage('github', markdownHtml(summary)), width: 900 },
    { name: 'slack-message', html: htmlPage('slack', slackHtml(message)), width: 780 },
    { name: 'teams-message', html: htmlPage('teams', teamsHtml(card)), width: 780 },
    { name: 'history-page', html: await historyHtml(), width: 1000 },
    { name: 'pull-request', html: htmlPage('request', requestHtml(request)), width: 1100 },
  ];
}

/** Makes the line that stands beside a picture: what it is, and what it was taken of. */
export function pictureRecord(
  png: Uint8Array,
  html: string,
): { readonly picture: string; readonly page: string } {
  const hash = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
  return { picture: hash(png), page: hash(html) };
}
