// A pull request as HTML, as GitHub shows it.

import { escapeHtml } from '../../src/html-entities.ts';
import type { HeldRequest } from '../../testing/github-pull.ts';
import { markdownHtml } from './markdown-page.ts';

/** What people see of it. */
export type ShownRequest = Pick<
  HeldRequest,
  'number' | 'title' | 'body' | 'head' | 'base' | 'labels' | 'reviewers' | 'teams'
>;

/** Makes the body of a page of a request that the App "acme-deploys" has opened. */
export function requestHtml(request: ShownRequest): string {
  const { number, title, body, head, base, labels, reviewers, teams } = request;
  const branches = `<code>${escapeHtml(base)}</code> from <code>${escapeHtml(head)}</code>`;
  const asked = [...reviewers, ...teams.map((team) => `acme/${team}`)];
  const side = [
    `<h4>Reviewers</h4>${asked.map((name) => `<div>${escapeHtml(name)}</div>`).join('')}`,
    `<h4>Labels</h4>${labels.map((name) => `<span class="label">${escapeHtml(name)}</span>`).join(' ')}`,
  ];
  return [
    `<h2>${escapeHtml(title)} <s>#${number}</s></h2>`,
    `<div class="state"><span>Open</span> <b>acme-deploys</b> <i>bot</i> wants to merge 1 commit into ${branches}</div>`,
    `<div class="columns"><div class="comment"><div class="who"><b>acme-deploys</b> <i>bot</i> commented now</div><div class="text">${markdownHtml(body)}</div></div>`,
    `<div class="side">${side.join('')}</div></div>`,
  ].join('\n');
}
