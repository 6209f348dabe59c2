// Events for machines: CloudEvents with the vocabulary of CDEvents.
import { type AnswerMeaning, httpMeaning } from './answer-meaning.ts';
import { fitted } from './fit-limits.ts';
import type { Notification } from './notification.ts';
import { cutMiddle, textOf } from './spans.ts';
import type { UrlService } from './url-receiver.ts';

/** Bytes of a list, and letters of a text, as long as the event is not too long with them. */
const longestPart = 40_000;

/** The release that is followed: https://github.com/cdevents/spec/tree/v0.5.1 */
const cdeventsVersion = '0.5.1';
const changeMerged = 'dev.cdevents.change.merged.0.3.0';
const changeMergedSchema = `https://cdevents.dev/${cdeventsVersion}/schema/change-merged-event`;

/**
 * A push is a change that was merged, and so is a pull request that was merged by this run, whatever became of its rollout. Nothing is said of what failed, for which the vocabulary has no word.
 * A receiver knows an event that comes twice by its source and id: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#id
 */
export const cloudEvents: UrlService = {
  name: 'the receiver of CloudEvents',
  retryRules: { isRepeatable: true, meaningOf },
  wants: (state) => state === 'pushed' || state === 'merged' || state.startsWith('roll'),
  write: (notification, url, id, now) => ({
    method: 'POST',
    url,
    contentType: 'application/cloudevents+json; charset=UTF-8',
    body: JSON.stringify(
      fitted('cloudevents', longestPart, (most) => {
        const data = changeMergedEvent(notification, id, new Date(now).toISOString(), most);
        return cloudEvent(data);
      }),
    ),
  }),
  remedyOf: () => undefined,
};

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#22-delivery-response */
function meaningOf(answer: Parameters<typeof httpMeaning>[0], now: number): AnswerMeaning {
  return answer.status === 408 ? { is: 'unclear' } : httpMeaning(answer, now);
}

/** Structured mode, as https://github.com/cdevents/spec/blob/v0.5.1/cloudevents-binding.md binds the two. */
function cloudEvent(data: ReturnType<typeof changeMergedEvent>): object {
  const { id, source, type, timestamp } = data.context;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: data.subject.id,
    time: timestamp,
    datacontenttype: 'application/json',
    dataschema: changeMergedSchema,
    data,
  };
}

/** https://github.com/cdevents/spec/blob/v0.5.1/source-code-version-control.md#change-merged */
function changeMergedEvent(notification: Notification, id: string, timestamp: string, most: number) {
  const { headline, record, actor, links } = notification;
  const repository = namedRepository(record.repository ?? '');
  const { commit = '' } = record;
  const source = `${repository.source ?? ''}/${encodeURI(repository.id)}`;
  const changes = firstOf(record.changes, most);
  return {
    context: { specversion: cdeventsVersion, id, source, type: changeMerged, timestamp },
    subject: { id: commit, source, content: { repository } },
    customData: {
      headline: cutMiddle(textOf(headline), most),
      actor: actor === undefined ? undefined : cutMiddle(actor, most),
      links: firstOf(links, most),
      changes,
      moreChanges: record.changes.length - changes.length,
    },
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

/** Whole items alone, from the first on: half an address leads nowhere. */
function firstOf<Item>(items: readonly Item[], mostBytes: number): readonly Item[] {
  let bytes = 0;
  return items.filter((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return bytes <= mostBytes;
  });
}
