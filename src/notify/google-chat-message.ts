// A notification as a message of Google Chat: https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages

import { fitted } from './fit-limits.ts';
import { googleChatMarkup } from './google-chat-html.ts';
import { oneLine, webAddress } from './markup.ts';
import { changesText, lineText, linksText, problemTexts, sourceText } from './message-text.ts';
import type { Notification, PageLink } from './notification.ts';
import { cutMiddle, textOf } from './spans.ts';
import { markOf } from './state-marks.ts';

/** As Google Chat takes it. There is no `text` beside the card, in which mentions and links would live. */
export interface GoogleChatMessage {
  /** What a lock screen shows: plain text. */
  readonly fallbackText: string;
  readonly cardsV2: readonly [GoogleChatCard];
}

/** A card of one section. */
interface GoogleChatCard {
  readonly cardId: 'deploy';
  readonly card: { readonly sections: readonly [{ readonly widgets: readonly GoogleChatWidget[] }] };
}

type GoogleChatWidget =
  | { readonly textParagraph: { readonly text: string } }
  | { readonly buttonList: { readonly buttons: readonly GoogleChatButton[] } };

interface GoogleChatButton {
  readonly text: string;
  readonly onClick: { readonly openLink: { readonly url: string } };
}

/** Letters of a part of the card. */
const longestPart = 3000;
/** Letters of a button, of its address, and of the lock screen. */
const longestButton = 60;
const longestUrl = 2000;
const longestFallback = 300;
/** More buttons than these fill a screen. */
const mostButtons = 6;

/**
 * Writes a notification as a card of Google Chat; its buttons open pages, and ask nobody to answer.
 * @returns the message
 */
export function googleChatMessage(notification: Notification): GoogleChatMessage {
  return fitted('google-chat', longestPart, (most) => messageOf(notification, most));
}

function messageOf(notification: Notification, most: number): GoogleChatMessage {
  const { headline, source, problem, links, actor } = notification;
  const { sign } = markOf(notification);
  const texts = [
    `${sign} ${lineText(headline, googleChatMarkup, most)}`,
    source === undefined ? '' : sourceText(source, googleChatMarkup, most),
    changesText(notification, googleChatMarkup, most),
    ...(problem === undefined ? [] : problemTexts(problem, googleChatMarkup, most)),
    linksText([], actor, googleChatMarkup, most, ''),
  ];
  const paragraphs = texts.filter((text) => text !== '').map((text) => ({ textParagraph: { text } }));
  const buttons = links.slice(0, mostButtons).flatMap((link) => buttonOf(link, most));
  const buttonList = buttons.length === 0 ? [] : [{ buttonList: { buttons } }];
  return {
    fallbackText: cutMiddle(`${sign} ${dead(oneLine(textOf(headline)))}`, longestFallback),
    cardsV2: [{ cardId: 'deploy', card: { sections: [{ widgets: [...paragraphs, ...buttonList] }] } }],
  };
}

function buttonOf({ label, url }: PageLink, most: number): readonly GoogleChatButton[] {
  const address = webAddress(url);
  if (address === undefined || address.length > Math.min(longestUrl, most)) return [];
  const text = cutMiddle(dead(oneLine(label)).trim(), longestButton) || 'Page';
  return [{ text, onClick: { openLink: { url: address } } }];
}

/** `<users/all>` calls everybody where a text is no plain one after all. */
function dead(text: string): string {
  return text.replaceAll('<', '<\u200b');
}
