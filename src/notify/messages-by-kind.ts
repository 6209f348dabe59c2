// What each service gets of a notification.
import { discordMessage } from './discord-message.ts';
import { googleChatMessage } from './google-chat-message.ts';
import { mattermostMessage } from './mattermost-message.ts';
import type { Notification } from './notification.ts';
import type { ChatKind } from './receiver-limits.ts';
import { slackMessage } from './slack-message.ts';
import { teamsMessage } from './teams-message.ts';

/** A message for each service that people read. */
export type MessagesByKind = Readonly<Record<ChatKind, object>>;

/**
 * Writes a notification for every service that people read.
 * @param mentions whom Slack calls where the deploy failed, as mrkdwn
 * @returns the messages as they are sent
 */
export function messagesByKind(notification: Notification, mentions: readonly string[]): MessagesByKind {
  return {
    slack: slackMessage(notification, mentions, 'whole'),
    teams: teamsMessage(notification),
    discord: discordMessage(notification),
    mattermost: mattermostMessage(notification),
    'google-chat': googleChatMessage(notification),
  };
}
