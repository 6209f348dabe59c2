// A notification as a message of Slack's Block Kit.
import type { KnownBlock, MrkdwnElement } from '@slack/types';
import type { DeployState, Notification, NotifiedProblem, NotifiedSource } from './notification.ts';
import { escapeMrkdwn, lineMrkdwn, linkMrkdwn, preformatted } from './slack-mrkdwn.ts';

/** As Slack takes it. */
export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** No address in the text fetches a page or a picture. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/**
 * Slack takes 3,000 letters a text (https://docs.slack.dev/reference/block-kit/blocks/section-block), and refuses some
 * 13,200 letters of all blocks as `msg_blocks_too_long`: https://github.com/slackapi/bolt-js/issues/2509
 */
const longestText = 2900;
const longestMessage = 1500;

const marks: Readonly<Record<DeployState, string>> = {
  deploying: ':hourglass_flowing_sand:',
  pushed: ':rocket:',
  unchanged: ':white_check_mark:',
  failed: ':x:',
  unknown: ':warning:',
};

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
  const { state, headline, source, problem, links, actor } = notification;
  const called = problem === undefined ? [] : mentions;
  const text = [...called, marks[state], lineMrkdwn(headline)].join(' ');
  const context = wholeLines(
    [...links.map(linkMrkdwn), ...(actor ? [`by ${escapeMrkdwn(actor, 100)}`] : [])],
    '  |  ',
  );
  const about = source === undefined ? [] : [sourceMrkdwn(source)];
  const blocks = sectionsOf([text, ...about, ...(extent === 'whole' ? detailsOf(notification) : [])]);
  if (context !== '') blocks.push({ type: 'context', elements: [mrkdwn(context)] });
  return { text, blocks, unfurl_links: false, unfurl_media: false };
}

/**
 * Writes the details alone, for the thread of a message.
 * @returns `undefined` where there are none
 */
export function slackDetails(notification: Notification): SlackMessage | undefined {
  const [text = '', ...others] = detailsOf(notification).filter((each) => each !== '');
  if (text === '') return undefined;
  return { text, blocks: sectionsOf([text, ...others]), unfurl_links: false, unfurl_media: false };
}

function detailsOf({ changes, moreChanges, problem }: Notification): readonly string[] {
  const more = moreChanges > 0 ? [`and ${moreChanges} more`] : [];
  return [
    wholeLines([...changes.map(lineMrkdwn), ...more]),
    ...(problem === undefined ? [] : problemMrkdwn(problem)),
  ];
}

function sectionsOf(texts: readonly string[]): KnownBlock[] {
  return texts.filter((text) => text !== '').map((text) => ({ type: 'section', text: mrkdwn(text) }));
}

function sourceMrkdwn({ title, author, url, comparison }: NotifiedSource): string {
  const shown = url === undefined ? escapeMrkdwn(title, 300) : linkMrkdwn({ label: title, url });
  const by = author === undefined ? '' : ` by ${escapeMrkdwn(author, 100)}`;
  return `${shown}${by}${comparison === undefined ? '' : ` (${linkMrkdwn(comparison)})`}`;
}

function problemMrkdwn({ message, lines, remedy, ask }: NotifiedProblem): readonly string[] {
  return [
    escapeMrkdwn(message, longestMessage),
    lines.length === 0 ? '' : preformatted(lines, longestText),
    `_To do:_ ${escapeMrkdwn(remedy, longestMessage)}${ask === undefined ? '' : `\n_Ask:_ ${escapeMrkdwn(ask, 300)}`}`,
  ];
}

/** Cut between lines: half a link is none. */
function wholeLines(lines: readonly string[], between = '\n'): string {
  let length = 0;
  const shown = lines.filter((line) => {
    length += line.length + between.length;
    return length <= longestText;
  });
  return shown.join(between);
}

/** Verbatim: no name of a channel, no address in it becomes a link that nobody wrote. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
