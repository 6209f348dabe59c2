// A notification as an Adaptive Card for a workflow of Microsoft Teams: https://learn.microsoft.com/connectors/teams

import { fitted } from './fit-limits.ts';
import { oneLine, webAddress } from './markup.ts';
import type { DeployState, Notification, PageLink } from './notification.ts';
import { cutMiddle, textOf } from './spans.ts';
import { markOf } from './state-marks.ts';
import { type RichTextBlock, teamsDetails } from './teams-details.ts';
import { teamsMarkdown, teamsPlain } from './teams-text.ts';

/** As the webhook of a workflow takes it. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [CardAttachment];
}

interface CardAttachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: AdaptiveCard;
}

/** Workflows take no version after 1.4: https://github.com/microsoft/AdaptiveCards/issues/8965 */
interface AdaptiveCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly fallbackText: string;
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly (TextBlock | RichTextBlock)[];
  /** `undefined`: no button. */
  readonly actions: readonly OpenUrl[] | undefined;
}

interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly weight: 'Bolder';
  readonly color: 'Default' | 'Good' | 'Warning' | 'Attention';
}

interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

/** Letters of a part of the card, of a button, and of its address. */
const longestPart = 3000;
const longestButton = 60;
const longestUrl = 2000;
const mostButtons = 6;

const colors: Readonly<Record<DeployState, TextBlock['color']>> = {
  deploying: 'Default',
  landed: 'Default',
  pushed: 'Good',
  proposed: 'Good',
  merged: 'Good',
  unchanged: 'Good',
  superseded: 'Default',
  'rolled-out': 'Good',
  'rollout-failed': 'Attention',
  'rolled-back': 'Attention',
  'rollout-timed-out': 'Warning',
  failed: 'Attention',
  unknown: 'Warning',
};

/**
 * Writes a notification as an Adaptive Card; its buttons open pages, and ask nobody to answer.
 * @returns the message with the card
 */
export function teamsMessage(notification: Notification): TeamsMessage {
  return fitted('teams', longestPart, (most) => messageOf(notification, most));
}

function messageOf(notification: Notification, most: number): TeamsMessage {
  const { state, headline, links } = notification;
  const title = oneLine(`${markOf(notification).sign} ${textOf(headline)}`);
  const actions = links.flatMap((link) => buttonOf(link, most)).slice(0, mostButtons);
  const content: AdaptiveCard = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: teamsPlain(title, most),
    msteams: { width: 'Full' },
    // The first `TextBlock` is what a list of chats shows of a card.
    body: [headlineBlock(title, colors[state], most), ...teamsDetails(notification, most)],
    actions: actions.length === 0 ? undefined : actions,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

function headlineBlock(title: string, color: TextBlock['color'], most: number): TextBlock {
  return { type: 'TextBlock', text: teamsMarkdown(title, most), wrap: true, weight: 'Bolder', color };
}

function buttonOf({ label, url }: PageLink, most: number): readonly OpenUrl[] {
  const address = webAddress(url);
  if (address === undefined || address.length > Math.min(longestUrl, most)) return [];
  const title = teamsPlain(cutMiddle(oneLine(label).trim(), longestButton), 2 * longestButton) || 'Page';
  return [{ type: 'Action.OpenUrl', title, url: address }];
}
