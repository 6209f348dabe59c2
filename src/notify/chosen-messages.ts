// What the receivers that are named for a deploy would get of it: nothing is sent.
import type { Receivers } from '../remote/receivers.ts';
import { chooseReceivers, type DeployPlaces } from './choose-receivers.ts';
import { cloudEvents } from './cloudevents.ts';
import { messagesByKind } from './messages-by-kind.ts';
import type { Notification } from './notification.ts';
import { slackDetails, slackMessage } from './slack-message.ts';

/** In place of the id that each event gets of its own. */
const anyId = '00000000-0000-0000-0000-000000000000';

/**
 * Writes what each kind of receiver would get.
 * @param receivers `undefined`: nobody is named, and every kind is shown
 * @param now milliseconds since 1970
 * @returns messages by kind of receiver, as they are sent
 */
export function chosenMessages(
  notification: Notification,
  receivers: Receivers | undefined,
  places: DeployPlaces,
  now: number,
): Readonly<Record<string, unknown>> {
  const slack = receivers?.slack;
  const { state, record } = notification;
  const isEvent = cloudEvents.wants(state, record.changes.length > 0);
  const posts = isEvent ? cloudEvents.write(notification, '', anyId, now) : [];
  const [first, ...others] = posts.map(({ body }) => JSON.parse(body) as object);
  const event = first && { cloudevents: others.length === 0 ? first : [first, ...others] };
  const byKind = { ...messagesByKind(notification, slack?.mentions ?? []), ...event };
  if (receivers === undefined) return byKind;
  const webhooks = chooseReceivers(slack?.webhooks ?? [], places);
  const channels = slack?.token === undefined ? [] : chooseReceivers(slack.channels, places);
  const isWhole = webhooks.length > 0 || (channels.length > 0 && slack?.inThread !== true);
  const inThread = channels.length > 0 && slack?.inThread === true ? slack : undefined;
  const kinds: readonly string[] = chooseReceivers(receivers.urls, places).map(({ kind }) => kind);
  return Object.fromEntries([
    ...(isWhole ? [['slack', byKind.slack]] : []),
    ...(inThread === undefined
      ? []
      : [
          ['slack-channel', slackMessage(notification, inThread.mentions, 'short')],
          ['slack-thread', slackDetails(notification)],
        ]),
    ...Object.entries(byKind).filter(([kind]) => kinds.includes(kind)),
  ]);
}
