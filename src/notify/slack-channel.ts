// A channel of Slack's as a place to tell people by a bot: one message, which follows the deploy to its end.
import type { DeliveryTools } from './deliver.ts';
import type { Notification, Notifier } from './notification.ts';
import { callSlack, type SlackApi } from './slack-call.ts';
import { slackFailure } from './slack-failure.ts';
import { type SlackMessage, slackDetails, slackMessage } from './slack-message.ts';

/** How to post to a channel. */
export interface SlackChannelOptions extends SlackApi {
  /** Its id, or its name. */
  readonly channel: string;
  readonly mentions: readonly string[];
  readonly inThread: boolean;
  /** Makes a UUID. */
  readonly newId: () => string;
}

/** Where a message is: a name of a channel is no id. */
interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
}

/** An answer in a thread. */
interface ThreadReply {
  readonly thread_ts: string;
  /** Whether the channel shows it too. */
  readonly reply_broadcast: boolean;
}

/** By the codes of https://docs.slack.dev/reference/methods/chat.update#errors */
const refusedUpdate = /message_not_found|cant_update_message|edit_window_closed/;

/** Posts to one channel, and updates what it has posted. */
export class SlackChannel implements Notifier {
  readonly canUpdate = true;
  readonly #options: SlackChannelOptions;
  readonly #tools: DeliveryTools;
  readonly #messageId: string;
  readonly #callId: string;
  readonly #detailsId: string;
  #posted: PostedMessage | undefined;

  constructor(options: SlackChannelOptions, tools: DeliveryTools) {
    this.#options = options;
    this.#tools = tools;
    this.#messageId = options.newId();
    this.#callId = options.newId();
    this.#detailsId = options.newId();
  }

  get place(): string {
    return `Slack channel ${this.#options.channel}`;
  }

  get thread(): string | undefined {
    return this.#posted && `slack:${this.#posted.channel}/${this.#posted.ts}`;
  }

  wants(): boolean {
    return true;
  }

  async notify(notification: Notification, until: number): Promise<void> {
    await this.#say(notification, until).catch((error: unknown) => {
      throw new Error(slackFailure(this.place, error), { cause: error });
    });
  }

  async #say(notification: Notification, until: number): Promise<void> {
    const { mentions, inThread } = this.#options;
    const message = slackMessage(notification, mentions, inThread ? 'short' : 'whole');
    const before = this.#posted;
    const isUpdated = before !== undefined && (await this.#update(before, message, until));
    if (!isUpdated) {
      const id = before === undefined ? this.#messageId : this.#callId;
      this.#posted = await this.#post(message, id, undefined, until);
    } else if (notification.problem !== undefined && mentions.length > 0) {
      // Nobody is called by an update.
      await this.#post(callOf(message), this.#callId, { thread_ts: before.ts, reply_broadcast: true }, until);
    }
    const isOver = notification.state !== 'deploying' && notification.state !== 'landed';
    const details = inThread && isOver ? slackDetails(notification) : undefined;
    if (details !== undefined && this.#posted !== undefined)
      await this.#post(
        details,
        this.#detailsId,
        { thread_ts: this.#posted.ts, reply_broadcast: false },
        until,
      );
  }

  /** Whether the message could be updated: where it was deleted, or a workspace forbids it, a new one has to say how it ended. */
  async #update(before: PostedMessage, message: SlackMessage, until: number): Promise<boolean> {
    try {
      await this.#call('chat.update', { ...before, ...message }, until);
      return true;
    } catch (error) {
      if (error instanceof Error && refusedUpdate.test(error.message)) return false;
      throw error;
    }
  }

  async #post(
    message: SlackMessage,
    id: string,
    thread: ThreadReply | undefined,
    until: number,
  ): Promise<PostedMessage | undefined> {
    const channel = this.#posted?.channel ?? this.#options.channel;
    const post = { channel, client_msg_id: id, ...thread, ...message };
    const answer = await this.#call('chat.postMessage', post, until);
    const { ts, channel: own = channel } = answer;
    return typeof ts === 'string' && typeof own === 'string' ? { channel: own, ts } : undefined;
  }

  #call(method: string, body: object, until: number): Promise<Readonly<Record<string, unknown>>> {
    return callSlack(this.#options, method, body, until, this.#tools);
  }
}

/** The headline alone, with those who are called. */
function callOf({ text, blocks, unfurl_links, unfurl_media }: SlackMessage): SlackMessage {
  return { text, blocks: blocks.slice(0, 1), unfurl_links, unfurl_media };
}
