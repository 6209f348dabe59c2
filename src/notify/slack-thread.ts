// The thread below the message of an earlier deploy, as a place to say what became of it.
import type { DeliveryTools } from './deliver.ts';
import type { DeployState, Notification, Notifier } from './notification.ts';
import { callSlack, type SlackApi } from './slack-call.ts';
import { slackFailure } from './slack-failure.ts';
import { slackMessage } from './slack-message.ts';
import { plain } from './spans.ts';

/** Where the earlier message is. */
interface ThreadPlace {
  readonly channel: string;
  readonly ts: string;
}

/** What stands before the headline in the thread of an earlier deploy. */
const prefixes: Readonly<Record<DeployState, string>> = {
  pushed: 'Replaced by ',
  merged: 'Replaced by ',
  'rolled-out': 'Replaced by ',
  'rollout-failed': 'Replaced by ',
  'rolled-back': 'Replaced by ',
  'rollout-timed-out': 'Replaced by ',
  deploying: '',
  landed: '',
  proposed: '',
  unchanged: '',
  superseded: '',
  failed: '',
  unknown: '',
};

/** Answers in one thread, which calls nobody and does not show in the channel. */
export class SlackThread implements Notifier {
  readonly place: string;
  readonly canUpdate = false;
  readonly thread = undefined;
  readonly #to: ThreadPlace;
  readonly #api: SlackApi;
  readonly #id: string;
  readonly #tools: DeliveryTools;

  /** @param id names the answer, so that Slack can tell a second one: a UUID */
  constructor(to: ThreadPlace, api: SlackApi, id: string, tools: DeliveryTools) {
    this.place = `Slack channel ${to.channel}, thread ${to.ts}`;
    this.#to = to;
    this.#api = api;
    this.#id = id;
    this.#tools = tools;
  }

  wants(): boolean {
    return true;
  }

  async notify(notification: Notification, until: number): Promise<void> {
    const { channel, ts } = this.#to;
    const where = { channel, thread_ts: ts, reply_broadcast: false, client_msg_id: this.#id };
    const body = { ...where, ...threadAnswer(notification) };
    try {
      await callSlack(this.#api, 'chat.postMessage', body, until, this.#tools);
    } catch (error) {
      throw new Error(slackFailure(this.place, error), { cause: error });
    }
  }
}

/**
 * Reads where a message is, as the commit of a deploy names it. Whoever may push writes it: what is none is passed over.
 * @param text `slack:C0123456789/1700000000.000100`
 * @returns `undefined` where it is no message of Slack's
 */
export function parseSlackThread(text: string): ThreadPlace | undefined {
  const [, channel, ts] = /^slack:([A-Z][A-Z0-9]{1,29})\/(\d{1,15}\.\d{1,10})$/.exec(text) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

function threadAnswer(notification: Notification) {
  const { state, purpose, headline, problem } = notification;
  const prefix = purpose === 'rollback' && prefixes[state] !== '' ? 'Taken back: ' : prefixes[state];
  const answer = { ...notification, headline: [plain(prefix), ...headline] };
  return slackMessage(answer, [], problem === undefined ? 'short' : 'whole');
}
