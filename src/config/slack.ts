import { badValue, type InputReader } from './problems.ts';
import { parseWebUrl } from './values.ts';

/** Where to post: an incoming webhook, or a channel by bot token. `channels` is by namespace; `''` is for the rest. */
export type SlackConfig =
  | { readonly via: 'webhook'; readonly url: string }
  | { readonly via: 'bot'; readonly token: string; readonly channels: ReadonlyMap<string, string> };

export function readSlack(reader: InputReader): SlackConfig | undefined {
  const url = reader.parsed('slack-webhook-url', parseWebUrl);
  const token = reader.text('slack-token');
  const channels = new Map(reader.parsedList('slack-channel', parseChannel));
  const hasChannel = reader.list('slack-channel').length > 0;
  if (url !== undefined) {
    if (hasChannel && token === undefined)
      reader.complain(
        'slack-channel',
        'is not for a webhook, which posts to a channel of its own',
        'leave it out, or set "slack-token" in place of "slack-webhook-url"',
      );
    return { via: 'webhook', url };
  }
  if (token === undefined) {
    if (hasChannel)
      reader.complain(
        'slack-channel',
        'has no slack-token to post with',
        'set "slack-token" too, or neither',
      );
    return undefined;
  }
  if (!hasChannel)
    reader.complain('slack-channel', 'is missing', 'a bot token needs a channel id, like "C0123456789"');
  return { via: 'bot', token, channels };
}

/** `C123` or `prod=C123` */
function parseChannel(text: string): [string, string] {
  const match = /^(?:([a-z0-9][a-z0-9.-]*)\s*=\s*)?([#A-Za-z0-9_-]+)$/.exec(text);
  if (match === null) throw badValue('is not a channel', 'write its id, "C0123456789", or "NAMESPACE=ID"');
  return [match[1] ?? '', match[2] ?? ''];
}
