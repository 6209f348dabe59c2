// Why Slack did not take a message, and what to do about it.
import { inputName } from '../wording.ts';
import { failureReason } from './failure-reason.ts';

/**
 * Makes a sentence for a warning of what Slack's packages throw.
 * @param place which channel, or by which way
 * @returns never holds the address of the webhook or the token
 */
export function slackFailure(place: string, error: unknown): string {
  const what = failureReason(error, slackCode);
  return `Cannot post to ${place}: ${what}; ${remedy(what)}`;
}

/** A webhook says why in one word (`no_service`); a page is a proxy's, and may hold the address. */
function slackCode(error: Error): string {
  const body = 'body' in error ? String(error.body) : '';
  return /^[a-z_]{1,40}$/.test(body) ? `, ${body}` : '';
}

/** By the codes of https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function remedy(failure: string): string {
  return remedies.find(({ form }) => form.test(failure))?.remedy ?? 'the deploy is not affected';
}

const remedies: readonly { readonly form: RegExp; readonly remedy: string }[] = [
  {
    form: /ENOTFOUND|no host of that name/,
    remedy: 'there is no host of that name: check the address of the webhook, and the proxy',
  },
  { form: /is_archived/, remedy: 'the channel is archived: post to another' },
  {
    form: /no_service|invalid_token|statusCode = (?:404|410)/,
    remedy: 'the webhook is revoked or mistyped: make a new one',
  },
  {
    form: /invalid_auth|not_authed|token_(?:revoked|expired)|account_inactive/,
    remedy: `check ${inputName('slack-token')}`,
  },
  {
    form: /not_in_channel|channel_not_found/,
    remedy: `invite the app to the channel, and check ${inputName('slack-channel')}`,
  },
  { form: /missing_scope/, remedy: 'give the app the bot scope chat:write, and install it again' },
  {
    form: /ekm_access_denied|restricted_action|team_access_not_granted/,
    remedy: "let an owner of the workspace allow the app's posts",
  },
  {
    form: /invalid_blocks|msg_blocks_too_long|invalid_payload|parameter_validation_failed/,
    remedy: 'report it: the message was not as Slack takes it',
  },
];
