// A Slack message as text for the terminal.
import type { SlackMessage } from '../testing/slack-receiver.ts';

const emoji: Readonly<Record<string, string>> = {
  hourglass_flowing_sand: '⏳',
  rocket: '🚀',
  white_check_mark: '✅',
  x: '❌',
  warning: '⚠️',
};

/** A Slack message as text: one block after the other, links as `label <address>`. */
export function readableMessage({ blocks, text }: SlackMessage): string {
  const parts = blocks ? blocks.flatMap(textsOf) : [text ?? ''];
  return parts
    .flatMap((part) => part.split('\n'))
    .map((line) => `  │ ${readable(line)}`)
    .join('\n');
}

/** Every mrkdwn text in a block, wherever the kind of block keeps it. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as { type?: string; text?: unknown };
  if ((type === 'mrkdwn' || type === 'plain_text') && typeof text === 'string') return [text];
  return Object.values(node).flatMap(textsOf);
}

/** https://docs.slack.dev/messaging/formatting-message-text, backwards. */
function readable(line: string): string {
  return line
    .replace(/<([^|>]+)\|([^>]+)>/g, '$2 <$1>')
    .replace(/:(\w+):/g, (code, name: string) => emoji[name] ?? code)
    .replace(/\*([^*]+)\*/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
