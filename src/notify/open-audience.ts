// Opening the ways to tell people, for where a deploy goes: what serves nobody is not loaded.
import { lookup } from 'node:dns';
import { HttpClient } from '../http/client.ts';
import { publicLookup } from '../http/public-lookup.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { Receivers, SlackTarget } from '../remote/receivers.ts';
import { Audience } from './audience.ts';
import { chooseReceivers, type DeployPlaces } from './choose-receivers.ts';
import type { SlackOptions } from './slack.ts';

/** What telling people works with: the network's ways, clocks, randomness. */
export interface AudienceOptions {
  readonly network: NetworkSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicNow: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Makes a UUID. */
  readonly newId: () => string;
}

/**
 * Makes a notifier for everybody who is named for where the deploy goes.
 * @returns all of them; nobody where no line names the place
 */
export async function openAudience(
  { slack, urls, allowPrivate }: Receivers,
  places: DeployPlaces,
  { network, now, monotonicNow, random, newId }: AudienceOptions,
): Promise<Audience> {
  const client = new HttpClient(network);
  const clocks = { now, monotonicNow, random };
  const tools = { client, ...clocks };
  const { onSlack, openThreads } = await openOnSlack(slack, places, { tools, newId, apiUrl: undefined });
  const chosen = chooseReceivers(urls, places);
  if (chosen.length === 0) return new Audience(onSlack, openThreads, () => client.close());
  const { openUrls } = await import('./open-urls.ts');
  const guarded = new HttpClient(network, allowPrivate ? undefined : publicLookup(lookup));
  const byUrl = openUrls(chosen, newId, { client: guarded, ...clocks });
  return new Audience([...onSlack, ...byUrl], openThreads, () => {
    client.close();
    guarded.close();
  });
}

async function openOnSlack(slack: SlackTarget | undefined, places: DeployPlaces, options: SlackOptions) {
  if (slack === undefined) return { onSlack: [], openThreads: () => [] };
  const { openSlack, openSlackThreads } = await import('./slack.ts');
  return {
    onSlack: openSlack(slack, places, options),
    openThreads: (threads: readonly string[]) => openSlackThreads(slack, threads, options),
  };
}
