// Inputs that say who is told how a deploy ended.
import type { InputRow } from './input.ts';

export const notificationInputs = {
  'slack-webhook-url': {
    help: 'Slack incoming webhooks to post to, one per line; by namespace or environment: `prod=https://hooks.slack.com/...`, `team-*=...`',
    kind: 'list',
    secret: true,
  },
  'slack-token': {
    help: 'Slack bot token (`chat:write`): its message follows the deploy to the end',
    secret: true,
    aliases: ['SLACK_APP_TOKEN'],
  },
  'slack-channel': {
    help: 'Channel ids for the bot token, one per line; by namespace or environment: `prod=C123`, `team-*=C456`; a line without a name is for the rest',
    kind: 'list',
    aliases: ['SLACK_DEV_CHANNEL_ID', 'SLACK_PROD_CHANNEL_ID'],
  },
  'slack-mention': {
    help: 'Whom to call on Slack where a deploy fails: `@here`, the id of a user or of a group, one per line',
    kind: 'list',
  },
  'slack-thread': {
    help: 'Put the details into the thread of the message; needs `slack-token`',
    kind: 'switch',
    default: 'false',
  },
  'slack-text': {
    help: 'Headline of the message, a template: `{name} {tag} is on its way to {environment}`',
  },
  'dashboard-url': {
    help: 'Links for the message, templates, one per line: `https://dashboard/#/search?namespace={namespace}&q={name}`; with a label, `Logs=https://logs/{name}`',
    kind: 'list',
    keepsVariables: true,
  },
  'notify-url': {
    help: 'Webhooks of Teams, Discord, Google Chat, Mattermost (`mattermost+https://...`), else receivers of CloudEvents, one per line; by namespace or environment: `prod=https://...`',
    kind: 'list',
    secret: true,
  },
  'notify-allow-private': {
    help: 'Let `notify-url` lead into private networks, and to this machine',
    kind: 'switch',
    default: 'false',
  },
  'notify-on': {
    help: 'When to tell people',
    default: 'always',
    oneOf: ['always', 'success', 'failure', 'never'],
  },
} as const satisfies Record<string, InputRow>;
