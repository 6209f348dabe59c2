// Slack as a way to tell people: by an incoming webhook, or by a bot's token.
import { HttpClient } from '../http/client.ts';
import { type FetchFunction, fetchWith } from '../http/fetch.ts';
import type { ProxySettings } from '../remote/proxy-settings.ts';
import type { SlackTarget } from '../remote/slack-target.ts';
import type { Notification, Notifier } from './notification.ts';
import { slackFailure } from './slack-failure.ts';
import { slackMessage } from './slack-message.ts';

/** How to reach Slack. */
export interface SlackOptions {
  readonly target: SlackTarget;
  /** The whole time for one notification, milliseconds. */
  readonly timeoutMs: number;
  readonly proxies: ProxySettings;
  /** Base of the web API; another one than Slack's own in tests. */
  readonly apiUrl: string | undefined;
}

/** Base of Slack's web API. Source: https://docs.slack.dev/apis/web-api/ */
const slackApiUrl = 'https://slack.com/api/';
/** Between two tries, milliseconds. */
const pauseMs = 500;
/** Slack answers a post with the message that it made of it; bytes. */
const mostBytes = 2 ** 20;

/**
 * Posts notifications to Slack. A failing or silent Slack is tried again, within the time; a busy one (429) is not asked
 * again. Slack's packages are loaded with the first notification.
 */
export class SlackNotifier implements Notifier {
  readonly #options: SlackOptions;

  constructor(options: SlackOptions) {
    this.#options = options;
  }

  async notify(notification: Notification, namespace: string | undefined): Promise<string | undefined> {
    const { target, timeoutMs, proxies } = this.#options;
    const client = new HttpClient(proxies);
    const limits = { connectMs: timeoutMs, silenceMs: timeoutMs, totalMs: timeoutMs };
    const fetch = fetchWith(client, limits, mostBytes);
    try {
      return target.via === 'webhook'
        ? await this.#postByWebhook(target.url, notification, fetch)
        : await this.#postByBot(target.token, target.channels, namespace ?? '', notification, fetch);
    } catch (error) {
      return slackFailure(error);
    } finally {
      client.close();
    }
  }

  async #postByWebhook(url: string, notification: Notification, fetch: FetchFunction): Promise<undefined> {
    const { IncomingWebhook } = await import('@slack/webhook');
    const webhook = new IncomingWebhook(url, { ...this.#tries(), fetch });
    await webhook.send({ ...slackMessage(notification) });
  }

  async #postByBot(
    token: string,
    channels: ReadonlyMap<string, string>,
    namespace: string,
    notification: Notification,
    fetch: FetchFunction,
  ): Promise<string | undefined> {
    const channel = channels.get(namespace) ?? channels.get('');
    if (channel === undefined)
      return `Cannot post to Slack: no channel is set for the namespace "${namespace}"; add one to slack-channel`;
    const { LogLevel, WebClient } = await import('@slack/web-api');
    const { apiUrl } = this.#options;
    const client = new WebClient(token, {
      ...this.#tries(),
      fetch,
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
      slackApiUrl: apiUrl ?? slackApiUrl,
    });
    await client.chat.postMessage({ channel, ...slackMessage(notification) });
    return undefined;
  }

  /** Two tries and the pause between them take no more than the time there is. */
  #tries() {
    return {
      timeout: Math.floor((this.#options.timeoutMs - pauseMs) / 2),
      retryConfig: { retries: 1, minTimeout: pauseMs, maxTimeout: pauseMs },
    };
  }
}
