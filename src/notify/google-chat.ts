// Google Chat as a place to tell people: the webhook of a space.
import { httpMeaning } from './answer-meaning.ts';
import { googleChatMessage } from './google-chat-message.ts';
import { jsonPost, type UrlService } from './url-receiver.ts';

/**
 * A post with the same `requestId` gives the message that is there already:
 * https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create
 */
export const googleChat: UrlService = {
  name: 'Google Chat',
  retryRules: { isRepeatable: true, meaningOf: httpMeaning },
  wants: () => true,
  write: (notification, url, id) => [jsonPost(requestUrl(url, id), googleChatMessage(notification))],
  remedyOf: (status) =>
    [401, 403, 404].includes(status)
      ? 'check that the webhook still exists in the space, and copy its address again'
      : undefined,
};

/** Of an address with a `threadKey`, a thread that is not there yet is begun. */
function requestUrl(url: string, id: string): string {
  const own = new URL(url);
  const query = own.searchParams;
  const needsOption = query.has('threadKey') && !query.has('messageReplyOption');
  const added = [
    `requestId=${encodeURIComponent(id)}`,
    ...(needsOption ? ['messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD'] : []),
  ];
  // Key and token stay as they are written.
  own.search = [own.search, ...added].filter((part) => part !== '').join('&');
  own.hash = '';
  return own.href;
}
