// Opening the receivers of `notify-url`: which kind is which service.
import type { ReceiverUrl, UrlKind } from '../remote/receivers.ts';
import { cloudEvents } from './cloudevents.ts';
import type { DeliveryTools } from './deliver.ts';
import type { Notifier } from './notification.ts';
import { UrlReceiver, type UrlService } from './url-receiver.ts';

const services: Readonly<Record<UrlKind, UrlService>> = { cloudevents: cloudEvents };

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
    const service = services[url.kind];
    const ofKind = urls.filter(({ kind }) => kind === url.kind);
    const which = ofKind.length === 1 ? '' : ` ${ofKind.indexOf(url) + 1} of ${ofKind.length}`;
    return new UrlReceiver(`${service.name}${which}`, service, url, newId(), tools);
  });
}
