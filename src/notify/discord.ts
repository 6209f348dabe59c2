// Discord as a place to tell people: a webhook, whose message follows the deploy to its end.

import type { AnswerStart } from '../http/answer.ts';
import { fieldOf } from '../json-field.ts';
import { type AnswerMeaning, httpMeaning } from './answer-meaning.ts';
import type { DeliveryTools } from './deliver.ts';
import { discordMessage } from './discord-message.ts';
import type { Notification, Notifier } from './notification.ts';
import { post, RefusedPost } from './post.ts';
import { jsonPost, urlFailure } from './url-receiver.ts';

/** By https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const unknownMessage = /"code":\s*10008\b/;

/**
 * Posts by one webhook, and updates what it has posted: https://discord.com/developers/docs/resources/webhook#edit-webhook-message.
 * It takes every post for a new one, so that a post is not sent again after an answer that was lost; an update may be.
 */
export class DiscordWebhook implements Notifier {
  readonly place: string;
  readonly canUpdate = true;
  readonly thread = undefined;
  readonly #url: string;
  readonly #tools: DeliveryTools;
  /** Id of the message. */
  #posted: string | undefined;

  constructor(place: string, url: string, tools: DeliveryTools) {
    this.place = place;
    this.#url = url;
    this.#tools = tools;
  }

  wants(): boolean {
    return true;
  }

  async notify(notification: Notification, until: number): Promise<void> {
    try {
      const message = discordMessage(notification);
      const before = this.#posted;
      if (before !== undefined && (await this.#update(before, message, until))) return;
      const answer = await this.#send('POST', webhookUrl(this.#url, undefined), message, false, until);
      this.#posted = idIn(answer);
    } catch (error) {
      throw new Error(urlFailure(this.place, error, remedyOf), { cause: error });
    }
  }

  /** Whether the message could be updated: where it was deleted, a new one has to say how it ended. */
  async #update(id: string, message: object, until: number): Promise<boolean> {
    try {
      await this.#send('PATCH', webhookUrl(this.#url, id), message, true, until);
      return true;
    } catch (error) {
      if (error instanceof RefusedPost && unknownMessage.test(error.message)) return false;
      throw error;
    }
  }

  #send(method: 'POST' | 'PATCH', url: string, message: object, isRepeatable: boolean, until: number) {
    return post({ ...jsonPost(url, message), method }, { isRepeatable, meaningOf }, until, this.#tools);
  }
}

/** `retry_after` is in seconds: https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit */
function meaningOf(answer: AnswerStart, now: number): AnswerMeaning {
  const [, seconds] = /"retry_after":\s*(\d+(?:\.\d+)?)/.exec(answer.text) ?? [];
  if (answer.status === 429 && seconds !== undefined)
    return { is: 'busy', waitMs: Math.ceil(Number(seconds) * 1000) };
  return httpMeaning(answer, now);
}

/** The message that was made; a server that says something else has made none that can be updated. */
function idIn(answer: string): string | undefined {
  try {
    const message: unknown = JSON.parse(answer);
    const id = fieldOf(message, 'id');
    return typeof id === 'string' && /^\d+$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Without `/slack`, which takes other messages; asked to wait, Discord names the message. A thread that is named stays named. */
function webhookUrl(url: string, messageId: string | undefined): string {
  const own = new URL(url);
  const path = own.pathname.replace(/\/(?:slack|github)?\/*$/, '');
  const thread = own.searchParams.get('thread_id');
  own.pathname = messageId === undefined ? path : `${path}/messages/${messageId}`;
  const query = [
    ...(messageId === undefined ? ['wait=true'] : []),
    ...(thread === null ? [] : [`thread_id=${encodeURIComponent(thread)}`]),
  ];
  own.search = query.join('&');
  own.hash = '';
  return own.href;
}

function remedyOf(status: number): string | undefined {
  if ([401, 403, 404].includes(status)) return 'the webhook is revoked or mistyped: make a new one';
  return undefined;
}
