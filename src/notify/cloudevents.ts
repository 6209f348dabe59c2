// Events for machines: CloudEvents with the vocabulary of CDEvents.
import { type AnswerMeaning, httpMeaning } from './answer-meaning.ts';
import type { ChangedValue, Notification } from './notification.ts';
import { textOf } from './spans.ts';
import type { UrlService } from './url-receiver.ts';

/** The release that is followed: https://github.com/cdevents/spec/tree/v0.5.1 */
const cdeventsVersion = '0.5.1';
const changeMerged = 'dev.cdevents.change.merged.0.3.0';
const changeMergedSchema = `https://cdevents.dev/${cdeventsVersion}/schema/change-merged-event`;

/**
 * A push is a change that was merged. Nothing is said of what failed, for which the vocabulary has no word.
 * A receiver knows an event that comes twice by its source and id: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#id
 */
export const cloudEvents: UrlService = {
  name: 'the receiver of CloudEvents',
  manners: { isRepeatable: true, meaningOf },
  wants: (state) => state === 'pushed',
  write: (notification, url, id, now) => ({
    method: 'POST',
    url,
    contentType: 'application/cloudevents+json; charset=UTF-8',
    body: JSON.stringify(cloudEvent(notification, id, new Date(now).toISOString())),
  }),
  remedyOf: () => undefined,
};

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#22-delivery-response */
function meaningOf(answer: Parameters<typeof httpMeaning>[0], now: number): AnswerMeaning {
  return answer.status === 408 ? { is: 'unclear' } : httpMeaning(answer, now);
}

/** Structured mode, as https://github.com/cdevents/spec/blob/v0.5.1/cloudevents-binding.md binds the two. */
function cloudEvent(notification: Notification, id: string, time: string): object {
  const data = changeMergedEvent(notification, id, time);
  const { source, type } = data.context;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: data.subject.id,
    time,
    datacontenttype: 'application/json',
    dataschema: changeMergedSchema,
    data,
  };
}

/** https://github.com/cdevents/spec/blob/v0.5.1/source-code-version-control.md#change-merged */
function changeMergedEvent({ headline, record, actor, links }: Notification, id: string, timestamp: string) {
  const repository = namedRepository(record.repository ?? '');
  const { commit = '' } = record;
  const source = `${repository.source ?? ''}/${encodeURI(repository.id)}`;
  const { changes, moreChanges } = firstChanges(record.changes);
  return {
    context: { specversion: cdeventsVersion, id, source, type: changeMerged, timestamp },
    subject: { id: commit, source, content: { repository } },
    customData: { headline: textOf(headline), actor, links, changes, moreChanges },
    customDataContentType: 'application/json',
  };
}

/** `https://host/acme/config.git`, `git@host:acme/config.git`: where it is, and what it is called there. */
function namedRepository(cloneUrl: string) {
  const scp = /^(?:[^@/]*@)?([\w.-]+):(?!\/)(.+)$/.exec(cloneUrl);
  const url = scp === null ? cloneUrl : `ssh://${scp[1]}/${scp[2]}`;
  const named = (path: string): string => path.replace(/^\/+|(?:\.git)?\/*$/g, '') || 'repository';
  if (!URL.canParse(url)) return { id: named(url), source: undefined };
  const { protocol, host, pathname } = new URL(url);
  return { id: named(pathname), source: `${protocol}//${host}` };
}

/**
 * Every receiver takes an event of 64 KiB, and may refuse a longer one:
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#size-limits
 */
const longestChanges = 40_000;

function firstChanges(changes: readonly ChangedValue[]) {
  let bytes = 0;
  const shown = changes.filter((change) => {
    bytes += Buffer.byteLength(JSON.stringify(change));
    return bytes <= longestChanges;
  });
  return { changes: shown, moreChanges: changes.length - shown.length };
}
