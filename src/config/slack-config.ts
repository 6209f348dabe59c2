// Whom to tell on Slack: webhooks, channels of a bot, and whom to call where a deploy fails.

import type { ReceiverLine, SlackTarget } from '../remote/receivers.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { splitReceiverLine } from './receiver-line.ts';
import { parseSlackToken } from './token.ts';
import { parseWebhook } from './web-address.ts';

const withoutSlackToken = `set ${inputName('slack-token')} too, or leave the channel out; where it is set already, check the spelling of its secret: a name that does not exist arrives empty`;

/**
 * Reads whom to tell on Slack; what is wrong is noted by the reader.
 * @returns `undefined` where nobody is named
 */
export function readSlack(reader: InputReader): SlackTarget | undefined {
  const webhooks = reader.parsedList('slack-webhook-url', (line) =>
    parseWebhookLine(line, reader.isOn('allow-http')),
  );
  const token = reader.parsed('slack-token', parseSlackToken);
  const channels = reader.parsedList('slack-channel', parseChannel);
  const mentions = reader.parsedList('slack-mention', parseMention);
  const inThread = reader.isOn('slack-thread');
  checkTogether(reader);
  const hasBot = token !== undefined && channels.length > 0;
  if (webhooks.length === 0 && !hasBot) return undefined;
  return { webhooks, token, channels: hasBot ? channels : [], mentions, inThread };
}

/** Each of them means something with others alone: none is left out in silence. */
function checkTogether(reader: InputReader): void {
  const isGiven = (name: Parameters<InputReader['list']>[0]): boolean => reader.list(name).length > 0;
  const hasToken = isGiven('slack-token');
  const hasWebhook = isGiven('slack-webhook-url');
  if (isGiven('slack-channel') && !hasToken) {
    if (hasWebhook)
      reader.refuse(
        'slack-channel',
        'is not for a webhook, which posts to a channel of its own',
        `leave it out, or set ${inputName('slack-token')} too`,
      );
    else reader.refuse('slack-channel', `has no ${inputName('slack-token')} to post with`, withoutSlackToken);
  }
  if (hasToken && !isGiven('slack-channel'))
    reader.refuse('slack-channel', 'is missing', 'a bot token needs a channel id, like "C0123456789"');
  if (isGiven('slack-mention') && !hasToken && !hasWebhook)
    reader.refuse(
      'slack-mention',
      'has no message to stand in',
      `set ${inputName('slack-webhook-url')}, or ${inputName('slack-token')} and ${inputName('slack-channel')}`,
    );
  if (reader.isOn('slack-thread') && !hasToken)
    reader.refuse(
      'slack-thread',
      'needs a bot: a webhook has no threads',
      `set ${inputName('slack-token')} and ${inputName('slack-channel')}, or leave it out`,
    );
}

/** `https://...` or `prod=https://...` */
function parseWebhookLine(line: string, allowHttp: boolean): ReceiverLine<string> {
  const { pattern, to } = splitReceiverLine(line);
  return { pattern, to: parseWebhook(checkSecretPlace('slack-webhook-url', to), allowHttp) };
}

/** `C123` or `prod=C123` */
function parseChannel(line: string): ReceiverLine<string> {
  const { pattern, to } = splitReceiverLine(line);
  if (!/^[#A-Za-z0-9_-]+$/.test(to))
    throw invalidValue('is not a channel', 'write its id, "C0123456789", or "NAMESPACE=ID"');
  return { pattern, to };
}

/**
 * Reads whom to call.
 * @param line `@here`, or the id of a user or a group
 * @returns mrkdwn: https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
 * @throws {DeployError} invalid-input
 */
function parseMention(line: string): string {
  const [, all, user, group] =
    /^(?:@?(here|channel|everyone)|@?([UW][A-Z0-9]{5,})|@?(S[A-Z0-9]{5,}))$/.exec(line) ?? [];
  if (all !== undefined) return `<!${all}>`;
  if (user !== undefined) return `<@${user}>`;
  if (group !== undefined) return `<!subteam^${group}>`;
  throw invalidValue(
    'is nobody that Slack knows',
    'write "@here", "@channel", the id of a user ("U0123456789") or of a group ("S0123456789")',
  );
}
