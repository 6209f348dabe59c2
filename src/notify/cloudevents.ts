// Events for machines: CloudEvents with the vocabulary of CDEvents.
import { type AnswerMeaning, httpMeaning } from './answer-meaning.ts';
import { type CdEvent, changeMergedEvent } from './cdevents.ts';
import { fitted } from './fit-limits.ts';
import type { Notification } from './notification.ts';
import { serviceEvents } from './service-events.ts';
import type { UrlService } from './url-receiver.ts';

/** Bytes of a list, and letters of a text, as long as the event is not too long with them. */
const longestPart = 40_000;
/** How a rollout that was waited for may have ended. */
const rolloutEnds: readonly Notification['state'][] = [
  'rolled-out',
  'rollout-failed',
  'rolled-back',
  'rollout-timed-out',
];

/**
 * A push is a change that was merged, and so is a pull request that was merged by this run, whatever became of its rollout. A service is
 * deployed where the rollout was seen to succeed. Nothing is said of what failed, for which the vocabulary has no word.
 * A receiver knows an event that comes twice by its source and id: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#id
 */
export const cloudEvents: UrlService = {
  name: 'the receiver of CloudEvents',
  retryRules: { isRepeatable: true, meaningOf },
  wants: (state, hasChanged) =>
    state === 'pushed' || state === 'merged' || (hasChanged && rolloutEnds.includes(state)),
  write: (notification, url, id, now) =>
    eventsOf(notification, id, now).map((event) => ({
      method: 'POST',
      url,
      contentType: 'application/cloudevents+json; charset=UTF-8',
      body: JSON.stringify(event),
    })),
  remedyOf: () => undefined,
};

function eventsOf(notification: Notification, id: string, now: number): readonly object[] {
  const timestamp = new Date(now).toISOString();
  const merged = (most: number): CdEvent => changeMergedEvent(notification, id, timestamp, most);
  return [merged, ...serviceEvents(notification, id, timestamp)].map((make) =>
    fitted('cloudevents', longestPart, (most) => cloudEvent(make(most))),
  );
}

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#22-delivery-response */
function meaningOf(answer: Parameters<typeof httpMeaning>[0], now: number): AnswerMeaning {
  return answer.status === 408 ? { is: 'unclear' } : httpMeaning(answer, now);
}

/** Structured mode, as https://github.com/cdevents/spec/blob/v0.5.1/cloudevents-binding.md binds the two. */
function cloudEvent({ schema, data }: CdEvent): object {
  const { id, source, type, timestamp } = data.context;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: data.subject.id,
    time: timestamp,
    datacontenttype: 'application/json',
    dataschema: schema,
    data,
  };
}
