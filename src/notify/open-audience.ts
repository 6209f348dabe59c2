// Opening the ways to tell people, for where a deploy goes: what serves nobody is not loaded.
import { HttpClient } from '../http/client.ts';
import type { ProxySettings } from '../remote/proxy-settings.ts';
import type { Receivers } from '../remote/receivers.ts';
import { Audience } from './audience.ts';
import type { DeployPlaces } from './choose-receivers.ts';

/** What telling people works with: the network's ways, clocks, randomness. */
export interface AudienceOptions {
  readonly proxies: ProxySettings;
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
  { slack }: Receivers,
  places: DeployPlaces,
  { proxies, now, monotonicNow, random, newId }: AudienceOptions,
): Promise<Audience> {
  const client = new HttpClient(proxies);
  const tools = { client, now, monotonicNow, random };
  const onSlack =
    slack === undefined
      ? []
      : (await import('./slack.ts')).openSlack(slack, places, { tools, newId, apiUrl: undefined });
  return new Audience(onSlack, () => client.close());
}
