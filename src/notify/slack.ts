// Slack as a way to tell people: by incoming webhooks, and by a bot in channels.
import type { SlackTarget } from '../remote/receivers.ts';
import { chooseReceivers, type DeployPlaces } from './choose-receivers.ts';
import type { DeliveryTools } from './deliver.ts';
import type { Notifier } from './notification.ts';
import { SlackChannel } from './slack-channel.ts';
import { parseSlackThread, SlackThread } from './slack-thread.ts';
import { SlackWebhook } from './slack-webhook.ts';

/** How to reach Slack. */
export interface SlackOptions {
  readonly tools: DeliveryTools;
  /** Base of the web API; another one than Slack's own in tests. */
  readonly apiUrl: string | undefined;
  /** Makes a UUID. */
  readonly newId: () => string;
}

/** Base of Slack's web API. Source: https://docs.slack.dev/apis/web-api/ */
const slackApiUrl = 'https://slack.com/api/';
/** A deploy of many places replaces many; more are not answered. */
const mostThreads = 5;

/**
 * Makes a notifier for every channel and webhook that is named for where the deploy goes. Slack's packages are loaded with the
 * first message.
 * @returns the notifiers; none where no line names the place
 */
export function openSlack(
  target: SlackTarget,
  places: DeployPlaces,
  { tools, newId, apiUrl = slackApiUrl }: SlackOptions,
): readonly Notifier[] {
  const { token, mentions, inThread } = target;
  const webhooks = chooseReceivers(target.webhooks, places).map((url, index, { length }) => {
    const which = length === 1 ? '' : ` ${index + 1} of ${length}`;
    return new SlackWebhook(`Slack by webhook${which}`, url, mentions, tools);
  });
  const channels = token === undefined ? [] : chooseReceivers(target.channels, places);
  const bot = { token: token ?? '', mentions, inThread, apiUrl, newId };
  const bots = channels.map((channel) => new SlackChannel({ ...bot, channel }, tools));
  return [...webhooks, ...bots];
}

/**
 * Makes a notifier for each thread of earlier deploys.
 * @param threads as commits name them
 * @returns the notifiers; none without a bot, or where the threads are not on Slack
 */
export function openSlackThreads(
  { token }: SlackTarget,
  threads: readonly string[],
  { tools, newId, apiUrl = slackApiUrl }: SlackOptions,
): readonly Notifier[] {
  if (token === undefined) return [];
  return threads
    .flatMap((thread) => parseSlackThread(thread) ?? [])
    .slice(0, mostThreads)
    .map((to) => new SlackThread(to, { token, apiUrl }, newId(), tools));
}
