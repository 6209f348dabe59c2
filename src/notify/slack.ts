import { type News, slackMessage } from './message.ts';
import { type ProxySettings, useProxies } from './proxy.ts';

/** Where to post: an incoming webhook, or a channel by bot token. `channels` is by namespace; `''` is for the rest. */
export type SlackTarget =
  | { readonly via: 'webhook'; readonly url: string }
  | { readonly via: 'bot'; readonly token: string; readonly channels: ReadonlyMap<string, string> };

export interface SlackOptions {
  /** The whole time for it, milliseconds. */
  readonly timeoutMs: number;
  readonly proxy?: ProxySettings;
  /** Base of the web API; another one than Slack's own in tests. */
  readonly apiUrl?: string;
}

/**
 * Posts the news. A deploy never fails for this: the result is `undefined`, or a sentence for a warning.
 * A failing or silent Slack is tried again, within the time; a busy one (429) is left in peace.
 */
export async function tellSlack(
  target: SlackTarget,
  news: News,
  options: SlackOptions,
): Promise<string | undefined> {
  let undo = (): void => undefined;
  try {
    undo = useProxies(options.proxy ?? {});
    return target.via === 'webhook'
      ? await byWebhook(target.url, news, options)
      : await byBot(target, news, options);
  } catch (error) {
    const what = reason(error);
    return `Cannot post to Slack: ${what}; ${remedy(what)}`;
  } finally {
    undo();
  }
}

async function byWebhook(url: string, news: News, { timeoutMs }: SlackOptions): Promise<undefined> {
  const { IncomingWebhook } = await import('@slack/webhook');
  const webhook = new IncomingWebhook(url, patience(timeoutMs));
  await webhook.send({ ...slackMessage(news) });
}

async function byBot(
  { token, channels }: Extract<SlackTarget, { via: 'bot' }>,
  news: News,
  { timeoutMs, apiUrl }: SlackOptions,
): Promise<string | undefined> {
  const channel = channels.get(news.namespace ?? '') ?? channels.get('');
  if (channel === undefined)
    return `Cannot post to Slack: no channel is set for the namespace "${news.namespace ?? ''}"; add one to slack-channel`;
  const { LogLevel, WebClient } = await import('@slack/web-api');
  const client = new WebClient(token, {
    ...patience(timeoutMs),
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
  await client.chat.postMessage({ channel, ...slackMessage(news), unfurl_links: false });
  return undefined;
}

/** Between two tries, milliseconds. */
const pauseMs = 500;

/** Two tries and the pause between them take no more than the time there is. */
function patience(timeoutMs: number) {
  return {
    timeout: Math.floor((timeoutMs - pauseMs) / 2),
    retryConfig: { retries: 1, minTimeout: pauseMs, maxTimeout: pauseMs },
  };
}

/** `fetch` hides what went wrong in causes, and those of several addresses in a list. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const first = error instanceof AggregateError ? error.errors[0] : error.cause;
  const own = `${error.message || code}${slackCode(error)}`;
  if (first === undefined) return own;
  const deeper = reason(first);
  return own.includes(deeper) ? own : [own, deeper].filter(Boolean).join(': ');
}

/** A webhook says why in one word (`no_service`); a page is a proxy's, and may hold the address. */
function slackCode(error: Error): string {
  const body = 'body' in error ? String(error.body) : '';
  return /^[a-z_]{1,40}$/.test(body) ? `, ${body}` : '';
}

function remedy(error: string): string {
  if (/is_archived/.test(error)) return 'the channel is archived: post to another';
  if (/no_service|invalid_token|statusCode = (?:404|410)/.test(error))
    return 'the webhook is revoked or mistyped: make a new one';
  if (/invalid_auth|not_authed|token_revoked|account_inactive/.test(error)) return 'check slack-token';
  if (/not_in_channel|channel_not_found/.test(error))
    return 'invite the app to the channel, and check slack-channel';
  return 'the deploy is not affected';
}
