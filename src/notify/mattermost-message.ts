// A notification as a message of a Mattermost webhook: https://developers.mattermost.com/integrate/webhooks/incoming/

import { fitted } from './fit-limits.ts';
import { mattermostMarkup } from './mattermost-markdown.ts';
import { changesText, lineText, linksText, problemTexts, sourceText } from './message-text.ts';
import type { Notification } from './notification.ts';
import { plain, textOf } from './spans.ts';
import { markOf } from './state-marks.ts';

/** As Mattermost takes it. */
export interface MattermostMessage {
  /** What a lock screen shows. */
  readonly text: string;
  readonly attachments: readonly MattermostAttachment[];
}

/** The details, with a bar in the colour of the state; Mattermost fetches no address for a message that has one. */
interface MattermostAttachment {
  readonly fallback: string;
  readonly color: string;
  readonly text: string;
}

/** Letters of a part of the details. */
const longestPart = 3000;

/**
 * Writes a notification for Mattermost. Its buttons ask a server to answer each click, so that links stand in the text.
 * @returns the message
 */
export function mattermostMessage(notification: Notification): MattermostMessage {
  return fitted('mattermost', longestPart, (most) => messageOf(notification, most));
}

function messageOf(notification: Notification, most: number): MattermostMessage {
  const { headline, source, problem, links, actor } = notification;
  const { sign, color } = markOf(notification);
  const title = `${sign} ${lineText(headline, mattermostMarkup, most)}`;
  const fallback = `${sign} ${lineText([plain(textOf(headline))], mattermostMarkup, most)}`;
  const text = [
    source === undefined ? '' : sourceText(source, mattermostMarkup, most),
    changesText(notification, mattermostMarkup, most),
    ...(problem === undefined ? [] : problemTexts(problem, mattermostMarkup, most)),
    linksText(links, actor, mattermostMarkup, most, ' · '),
  ]
    .filter((part) => part !== '')
    .join('\n');
  const bar = `#${color.toString(16).padStart(6, '0')}`;
  return { text: title, attachments: text === '' ? [] : [{ fallback, color: bar, text }] };
}
