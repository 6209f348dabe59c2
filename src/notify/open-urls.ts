// Opening the receivers of `notify-url`: which kind is which service.
import type { ReceiverUrl, UrlKind } from '../remote/receivers.ts';
import { cloudEvents } from './cloudevents.ts';
import type { DeliveryTools } from './deliver.ts';
import { DiscordWebhook } from './discord.ts';
import { googleChat } from './google-chat.ts';
import { mattermost } from './mattermost.ts';
import type { Notifier } from './notification.ts';
import { teams } from './teams.ts';
import { UrlReceiver, type UrlService } from './url-receiver.ts';

const services: Readonly<Record<Exclude<UrlKind, 'discord'>, UrlService>> = {
  teams,
  mattermost,
  'google-chat': googleChat,
  cloudevents: cloudEvents,
};

/**
 * Makes a notifier for each address.
 * @param newId makes a UUID
 * @param tools whose client goes where the user allows
 * @returns the notifiers; of several of one service, each says which
 */
export function openUrls(
  urls: readonly ReceiverUrl[],
  newId: () => string,
  tools: DeliveryTools,
): readonly Notifier[] {
  return urls.map((url) => {
    const { kind } = url;
    const ofKind = urls.filter((each) => each.kind === kind);
    const which = ofKind.length === 1 ? '' : ` ${ofKind.indexOf(url) + 1} of ${ofKind.length}`;
    if (kind === 'discord') return new DiscordWebhook(`Discord${which}`, url.url, tools);
    const service = services[kind];
    return new UrlReceiver(`${service.name}${which}`, service, url, newId(), tools);
  });
}
