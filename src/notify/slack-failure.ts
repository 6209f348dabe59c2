// Why Slack did not take a message, and what to do about it.

/**
 * Makes a sentence for a warning of what Slack's packages throw.
 * @returns never holds the address of the webhook or the token
 */
export function slackFailure(error: unknown): string {
  const what = reason(error);
  return `Cannot post to Slack: ${what}; ${remedy(what)}`;
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

/** By the codes of https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function remedy(failure: string): string {
  if (/is_archived/.test(failure)) return 'the channel is archived: post to another';
  if (/no_service|invalid_token|statusCode = (?:404|410)/.test(failure))
    return 'the webhook is revoked or mistyped: make a new one';
  if (/invalid_auth|not_authed|token_revoked|account_inactive/.test(failure)) return 'check slack-token';
  if (/not_in_channel|channel_not_found/.test(failure))
    return 'invite the app to the channel, and check slack-channel';
  return 'the deploy is not affected';
}
