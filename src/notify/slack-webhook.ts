// A webhook of Slack's as a place to tell people: what is posted stays as it is.
import type { FetchFunction } from '../http/fetch.ts';
import { type DeliveryTools, deliver } from './deliver.ts';
import type { Notification, Notifier } from './notification.ts';
import { slackMeaning } from './slack-answer.ts';
import { slackFailure } from './slack-failure.ts';
import { slackMessage } from './slack-message.ts';

/** Posts to one incoming webhook: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export class SlackWebhook implements Notifier {
  readonly place: string;
  readonly canUpdate = false;
  readonly thread = undefined;
  readonly #url: string;
  readonly #mentions: readonly string[];
  readonly #tools: DeliveryTools;

  /** @param place `Slack by webhook`, or which of several */
  constructor(place: string, url: string, mentions: readonly string[], tools: DeliveryTools) {
    this.place = place;
    this.#url = url;
    this.#mentions = mentions;
    this.#tools = tools;
  }

  wants(): boolean {
    return true;
  }

  async notify(notification: Notification, until: number): Promise<void> {
    const { IncomingWebhook } = await import('@slack/webhook');
    const message = slackMessage(notification, this.#mentions, 'whole');
    // It takes every post for a new one: after an answer that was lost, nobody can know.
    const send = (fetch: FetchFunction) => new IncomingWebhook(this.#url, { fetch }).send({ ...message });
    const retryRules = { isRepeatable: false, meaningOf: slackMeaning };
    await deliver(send, retryRules, until, this.#tools).catch((error: unknown) => {
      throw new Error(slackFailure(this.place, error), { cause: error });
    });
  }
}
