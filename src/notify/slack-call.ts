// One call of Slack's web API, sent again where Slack can tell that it is the same.
import { type DeliveryTools, deliver } from './deliver.ts';
import { slackMeaning } from './slack-answer.ts';

/** As whom, and where the web API is called. */
export interface SlackApi {
  readonly token: string;
  /** Base of the web API. */
  readonly apiUrl: string;
}

/**
 * Calls the web API. Slack takes a post with the same `client_msg_id` as the same one, so that it may be sent again after an
 * answer that was lost: https://docs.slack.dev/reference/methods/chat.postMessage#errors
 * @param method `chat.postMessage`
 * @param until when to give up, milliseconds of the monotonic clock
 * @returns the fields of the answer
 * @throws {Error} what the last try failed with
 */
export async function callSlack(
  { token, apiUrl }: SlackApi,
  method: string,
  body: object,
  until: number,
  tools: DeliveryTools,
): Promise<Readonly<Record<string, unknown>>> {
  const { LogLevel, WebClient } = await import('@slack/web-api');
  return deliver(
    (fetch) => {
      const client = new WebClient(token, {
        fetch,
        rejectRateLimitedCalls: true,
        retryConfig: { retries: 0 },
        slackApiUrl: apiUrl,
        logLevel: LogLevel.ERROR,
      });
      return client.apiCall(method, { ...body }).then((answer) => ({ ...answer }));
    },
    { isRepeatable: true, meaningOf: slackMeaning },
    until,
    tools,
  );
}
