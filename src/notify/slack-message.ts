// A notification as a message of Slack's Block Kit.
import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { fitted } from './fit-limits.ts';
import { changesText, lineText, linksText, problemTexts, sourceText } from './message-text.ts';
import type { Notification } from './notification.ts';
import { slackMarkup } from './slack-mrkdwn.ts';
import { markOf } from './state-marks.ts';

/** As Slack takes it. */
export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** No address in the text fetches a page or a picture. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** Letters of a part of the message. */
const longestPart = 2900;

/** What a message holds: everything, or what a thread below it does not. */
type Extent = 'whole' | 'short';

/**
 * Writes a notification in Block Kit, without buttons: one that opens a page asks the app to answer as well, and warns
 * whoever clicks where it does not (https://github.com/slackapi/node-slack-sdk/issues/869); a link needs nothing.
 * @param mentions whom to call where the deploy failed, as mrkdwn
 * @returns the message, with a text for notifications
 */
export function slackMessage(
  notification: Notification,
  mentions: readonly string[],
  extent: Extent,
): SlackMessage {
  return fitted('slack', longestPart, (most) => messageOf(notification, mentions, extent, most));
}

/**
 * Writes the details alone, for the thread of a message.
 * @returns `undefined` where there are none
 */
export function slackDetails(notification: Notification): SlackMessage | undefined {
  const isEmpty = detailsOf(notification, longestPart).every((text) => text === '');
  return isEmpty
    ? undefined
    : fitted('slack', longestPart, (most) => messageWith(detailsOf(notification, most)));
}

function messageOf(
  notification: Notification,
  mentions: readonly string[],
  extent: Extent,
  most: number,
): SlackMessage {
  const { headline, source, problem, links, actor } = notification;
  const called = problem === undefined ? [] : mentions;
  const text = [...called, markOf(notification).emoji, lineText(headline, slackMarkup, most / 2)].join(' ');
  const about = source === undefined ? '' : sourceText(source, slackMarkup, most);
  const message = messageWith([text, about, ...(extent === 'whole' ? detailsOf(notification, most) : [])]);
  const context = linksText(links, actor, slackMarkup, most, '  |  ');
  if (context !== '') message.blocks.push({ type: 'context', elements: [mrkdwn(context)] });
  return message;
}

function detailsOf(notification: Notification, most: number): readonly string[] {
  const { problem } = notification;
  return [
    changesText(notification, slackMarkup, most),
    ...(problem === undefined ? [] : problemTexts(problem, slackMarkup, most)),
  ];
}

/** The first text is what a lock screen shows. */
function messageWith(texts: readonly string[]): SlackMessage {
  const [first = '', ...others] = texts.filter((text) => text !== '');
  const blocks: KnownBlock[] = [first, ...others].map((text) => ({ type: 'section', text: mrkdwn(text) }));
  return { text: first, blocks, unfurl_links: false, unfurl_media: false };
}

/** Verbatim: no name of a channel, no address in it becomes a link that nobody wrote. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
