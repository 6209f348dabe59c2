// A notification as a message of Slack's Block Kit.
import type { KnownBlock, MrkdwnElement } from '@slack/types';
import type { Notification } from './notification.ts';

/** As Slack takes it. */
export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** No address in the text fetches a page or a picture. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** Slack's limits: https://docs.slack.dev/reference/block-kit/blocks/section-block (3,000 characters a text). */
const longestText = 2900;
const longestValue = 300;
const mostChanges = 20;

/**
 * Writes a notification in Block Kit, without buttons: a link needs no interactivity from the Slack app.
 * @returns the message, with a text for notifications
 */
export function slackMessage(notification: Notification): SlackMessage {
  const { commit, commitUrl, runUrl, actor, dashboardUrl } = notification;
  const context = [
    link(commitUrl, commit && `commit ${commit.slice(0, 8)}`),
    link(runUrl, runUrl && 'pipeline'),
    actor && `by ${escapeMrkdwn(actor)}`,
  ].filter(Boolean);
  const sections = [
    headline(notification),
    ...details(notification),
    link(dashboardUrl, dashboardUrl && 'Open the dashboard'),
  ];
  const blocks: KnownBlock[] = sections.filter((text) => text !== '').map(section);
  if (context.length > 0) blocks.push({ type: 'context', elements: [mrkdwn(context.join('  |  '))] });
  return { text: cut(headline(notification)), blocks, unfurl_links: false, unfurl_media: false };
}

function headline({ result, name, namespace, folder, tag, previous }: Notification): string {
  const place = folder ? ` (${escapeMrkdwn(folder)})` : '';
  const where = (namespace ? ` to *${escapeMrkdwn(namespace)}*` : '') + place;
  const what = `*${escapeMrkdwn(name)}*${tag ? ` ${code(tag)}` : ''}`;
  switch (result) {
    case 'pushed':
      return `:rocket: ${what}${where}${previous ? `, was ${code(previous)}` : ''}`;
    case 'unchanged':
      return `:white_check_mark: ${what} is already what the config repository says${namespace ? ` for *${escapeMrkdwn(namespace)}*` : ''}`;
    case 'failed':
      return `:x: Deploy of ${what}${where} failed`;
    case 'unknown':
      return `:warning: Deploy of ${what}${where}: the outcome is unknown, it may still land`;
  }
}

function details({ changes, error }: Notification): string[] {
  if (error !== undefined) return [`${escapeMrkdwn(error.message)}\n_To do:_ ${escapeMrkdwn(error.remedy)}`];
  const lines = changes
    .slice(0, mostChanges)
    .map(
      ({ file, line, what, from, to }) =>
        `${code(`${file}:${line}`)}  ${what ? `${code(what)}  ` : ''}${code(from || '(none)')} → ${code(to)}`,
    );
  const more = changes.length - lines.length;
  return lines.length === 0 ? [] : [[...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')];
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Verbatim: no name of a channel, no address in it becomes a link that nobody wrote. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(text), verbatim: true };
}

/** The three characters that Slack's mrkdwn reads: https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeMrkdwn(text: string): string {
  return cut(text, longestText / 4)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function code(text: string): string {
  return `\`${escapeMrkdwn(cut(text.replaceAll('`', "'").replaceAll('\n', ' '), longestValue))}\``;
}

function link(url: string | undefined, label: string | undefined): string {
  if (!label) return '';
  if (!url) return escapeMrkdwn(label);
  const safe = url.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return safe.length > longestText - 100 ? escapeMrkdwn(label) : `<${safe}|${escapeMrkdwn(label)}>`;
}

function cut(text: string, most = longestText): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}
