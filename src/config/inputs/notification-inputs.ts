// Inputs that say who is told how a deploy ended.
import type { InputRow } from './input.ts';

/** When to tell people how a deploy ended. */
export const notifyOnValues = ['always', 'success', 'failure', 'never'] as const;

export const notificationInputs = {
  'slack-webhook-url': { help: 'Slack incoming webhook to post to', secret: true },
  'slack-token': {
    help: 'Slack bot token (`chat:write`) to post with, instead of a webhook',
    secret: true,
    aliases: ['SLACK_APP_TOKEN'],
  },
  'slack-channel': {
    help: 'Channel id for the bot token; or by namespace, one per line: `prod=C123`',
    kind: 'list',
    aliases: ['SLACK_DEV_CHANNEL_ID', 'SLACK_PROD_CHANNEL_ID'],
  },
  'dashboard-url': {
    help: 'Links for the message, templates, one per line: `https://dashboard/#/search?namespace={namespace}&q={name}`; with a label, `Logs=https://logs/{name}`',
    kind: 'list',
    keepsVariables: true,
  },
  'notify-on': {
    help: 'When to post to Slack',
    default: 'always',
    oneOf: notifyOnValues,
  },
} as const satisfies Record<string, InputRow>;
