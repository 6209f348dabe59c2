// Events in the vocabulary of CDEvents: what they all have, and the one of a change that was merged.
import type { Notification } from './notification.ts';
import { cutMiddle, textOf } from './spans.ts';

/** The release that is followed: https://github.com/cdevents/spec/tree/v0.5.1 */
export const cdeventsVersion = '0.5.1';

/** An event, and the address of its schema. */
export interface CdEvent {
  readonly schema: string;
  readonly data: {
    readonly context: Readonly<Record<'specversion' | 'id' | 'source' | 'type' | 'timestamp', string>>;
    readonly subject: { readonly id: string; readonly source: string; readonly content: object };
    readonly customData: object;
    readonly customDataContentType: 'application/json';
  };
}

/**
 * Makes the event of a change that was merged: https://github.com/cdevents/spec/blob/v0.5.1/source-code-version-control.md#change-merged
 * @param id names the event
 * @param timestamp in ISO 8601
 * @param most letters of a text, and bytes of a list
 * @returns the event
 */
export function changeMergedEvent(
  notification: Notification,
  id: string,
  timestamp: string,
  most: number,
): CdEvent {
  const { record } = notification;
  const { source, repository } = sourceOf(notification);
  const changes = firstOf(record.changes, most);
  const moreChanges = record.changes.length - changes.length;
  return {
    schema: `https://cdevents.dev/${cdeventsVersion}/schema/change-merged-event`,
    data: {
      context: {
        ...{ specversion: cdeventsVersion, id, source },
        ...{ type: 'dev.cdevents.change.merged.0.3.0', timestamp },
      },
      subject: { id: record.commit ?? '', source, content: { repository } },
      customData: { ...about(notification, most), changes, moreChanges },
      customDataContentType: 'application/json',
    },
  };
}

/**
 * Says what an event is about, for whoever shows it.
 * @param most letters of a text, and bytes of a list
 * @returns the headline, who started the run, and the links
 */
export function about({ headline, actor, links }: Notification, most: number) {
  return {
    headline: cutMiddle(textOf(headline), most),
    actor: actor === undefined ? undefined : cutMiddle(actor, most),
    links: firstOf(links, most),
  };
}

/**
 * Names where an event comes from: the config repository.
 * @returns its address, without credentials, and what it is called there
 */
export function sourceOf({ record }: Notification) {
  const repository = namedRepository(record.repository ?? '');
  return { source: `${repository.source ?? ''}/${encodeURI(repository.id)}`, repository };
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
