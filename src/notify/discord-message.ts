// A notification as a message of a Discord webhook: https://discord.com/developers/docs/resources/webhook#execute-webhook
import { discordMarkup } from './discord-markdown.ts';
import { fitted } from './fit-limits.ts';
import { changesText, lineText, linksText, problemTexts, sourceText } from './message-text.ts';
import type { Notification } from './notification.ts';
import { markOf } from './state-marks.ts';

/** As Discord takes it, for a new message and for an update of it. */
export interface DiscordMessage {
  /** What a lock screen shows. */
  readonly content: string;
  readonly embeds: readonly DiscordEmbed[];
  /** Nobody is called, whatever a text holds. */
  readonly allowed_mentions: { readonly parse: readonly [] };
}

/** The details, with a bar in the colour of the state; no address in it is fetched. */
interface DiscordEmbed {
  readonly description: string;
  readonly color: number;
}

/** Letters of a part of the details. */
const longestPart = 1600;

/**
 * Writes a notification for Discord. A webhook that belongs to no app has no buttons, so that links stand in the text.
 * @returns the message
 */
export function discordMessage(notification: Notification): DiscordMessage {
  return fitted('discord', longestPart, (most) => messageOf(notification, most));
}

function messageOf(notification: Notification, most: number): DiscordMessage {
  const { headline, source, problem, links, actor } = notification;
  const { sign, color } = markOf(notification);
  const description = [
    source === undefined ? '' : sourceText(source, discordMarkup, most),
    changesText(notification, discordMarkup, most),
    ...(problem === undefined ? [] : problemTexts(problem, discordMarkup, most)),
    linksText(links, actor, discordMarkup, most, ' · '),
  ]
    .filter((text) => text !== '')
    .join('\n');
  return {
    content: `${sign} ${lineText(headline, discordMarkup, most)}`,
    embeds: description === '' ? [] : [{ description, color }],
    allowed_mentions: { parse: [] },
  };
}
