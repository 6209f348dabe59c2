// A message of Slack's Block Kit as HTML: https://docs.slack.dev/messaging/formatting-message-text

import { escapeHtml } from '../../src/html-entities.ts';
import type { SlackMessage } from '../../testing/slack-receiver.ts';

const emoji: Readonly<Record<string, string>> = {
  rocket: '🚀',
  white_check_mark: '✅',
  x: '❌',
  warning: '⚠️',
};

/** Makes the body of a page of a message, from the app "deploys". */
export function slackHtml({ blocks = [] }: SlackMessage): string {
  const html = blocks.map((block) => `<div class="${escapeHtml(String(block.type))}">${texts(block)}</div>`);
  return `<div class="avatar">🚢</div><div class="message"><b>deploys</b> <i>APP</i> <s>10:24</s>${html.join('')}</div>`;
}

/** Every mrkdwn text in a block, wherever the kind of block keeps it. */
function texts(node: unknown): string {
  if (Array.isArray(node)) return node.map(texts).join('');
  if (typeof node !== 'object' || node === null) return '';
  const { type, text } = node as { type?: string; text?: unknown };
  if (type === 'mrkdwn' && typeof text === 'string') return mrkdwn(text);
  return Object.values(node).map(texts).join('');
}

function mrkdwn(text: string): string {
  return text
    .replace(/<([^|>]+)\|([^>]+)>/g, '<a href="$1">$2</a>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*([^*]+)\*/g, '<b>$1</b>')
    .replace(/\b_([^_]+)_/g, '<em>$1</em>')
    .replace(/:(\w+):/g, (code, name: string) => emoji[name] ?? code)
    .replaceAll('\n', '<br>');
}
