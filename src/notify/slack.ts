// Slack as a way to tell people: by incoming webhooks, and by a bot in channels.
import { HttpClient } from '../http/client.ts';
import type { ProxySettings } from '../remote/proxy-settings.ts';
import type { SlackTarget } from '../remote/slack-target.ts';
import { chooseReceivers, type DeployPlaces } from './choose-receivers.ts';
import type { Notifier } from './notification.ts';
import { SlackChannel } from './slack-channel.ts';
import { SlackWebhook } from './slack-webhook.ts';

/** How to reach Slack. */
export interface SlackOptions {
  readonly proxies: ProxySettings;
  /** Base of the web API; another one than Slack's own in tests. */
  readonly apiUrl: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicNow: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Makes a UUID. */
  readonly newId: () => string;
}

/** Base of Slack's web API. Source: https://docs.slack.dev/apis/web-api/ */
const slackApiUrl = 'https://slack.com/api/';

/**
 * Makes a notifier for every channel and webhook that is named for where the deploy goes. Slack's packages are loaded with the
 * first message.
 * @returns the notifiers; none where no line names the place
 */
export function openSlack(
  target: SlackTarget,
  places: DeployPlaces,
  options: SlackOptions,
): readonly Notifier[] {
  const { token, mentions, inThread } = target;
  const { now, monotonicNow, random, newId, apiUrl = slackApiUrl } = options;
  const client = new HttpClient(options.proxies);
  const tools = { client, now, monotonicNow, random };
  const webhooks = chooseReceivers(target.webhooks, places).map(
    (url) => new SlackWebhook(url, mentions, tools),
  );
  const channels = token === undefined ? [] : chooseReceivers(target.channels, places);
  const bot = { token: token ?? '', mentions, inThread, apiUrl, newId };
  const bots = channels.map((channel) => new SlackChannel({ ...bot, channel }, tools));
  return [...webhooks, ...bots];
}
