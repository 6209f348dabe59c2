// An Adaptive Card as HTML, as Microsoft Teams shows it: https://learn.microsoft.com/adaptive-cards/schema-explorer/adaptive-card

import { escapeHtml } from '../../src/html-entities.ts';
import type { TeamsMessage } from '../../src/notify/teams-message.ts';

type Card = TeamsMessage['attachments'][0]['content'];
type Element = Card['body'][number];
type Run = Extract<Element, { readonly type: 'RichTextBlock' }>['inlines'][number];

/** Makes the body of a page of a card, from the app "Workflows". */
export function teamsHtml({ attachments: [{ content }] }: TeamsMessage): string {
  const buttons = (content.actions ?? []).map(({ title }) => `<button>${escapeHtml(title)}</button>`);
  const actions = buttons.length === 0 ? '' : `<div class="actions">${buttons.join('')}</div>`;
  const name = '<b>Workflows</b> <s>10:24</s>';
  return `<div class="avatar">⚡</div><div class="message">${name}<div class="card">${content.body.map(elementHtml).join('')}${actions}</div></div>`;
}

function elementHtml(element: Element): string {
  return element.type === 'TextBlock'
    ? `<div class="headline ${element.color.toLowerCase()}">${escapeHtml(element.text.replace(/\\(?=[^\w\s])/g, ''))}</div>`
    : `<div>${element.inlines.map(runHtml).join('')}</div>`;
}

function runHtml({ text, weight, fontType, selectAction }: Run): string {
  const shown = escapeHtml(text);
  const styled = weight === 'Bolder' ? `<b>${shown}</b>` : shown;
  const lettered = fontType === 'Monospace' ? `<tt>${styled}</tt>` : styled;
  return selectAction ? `<a href="${escapeHtml(selectAction.url)}">${lettered}</a>` : lettered;
}
