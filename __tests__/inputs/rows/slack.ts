// Rows of the inputs that say whom to tell, of what and when.
import { ts } from '../../../testing/slack-web-api.ts';
import type { MakeRows } from './row.ts';

export const slackNames = [
  'slack-webhook-url',
  'slack-token',
  'slack-channel',
  'slack-mention',
  'slack-thread',
  'slack-text',
  'dashboard-url',
  'notify-url',
  'notify-allow-private',
  'notify-on',
] as const;

const token = 'xoxb-1-S3cret';
const channel = 'C0123456789';
const channels = `dev=C1\nprod=${channel}`;

export const slackRows: MakeRows = ({ webhook, slackApi, posts }) => {
  const byWebhook = { 'slack-webhook-url': webhook.url };
  const channelsAsked = () => once(posts().map(({ body }) => new URLSearchParams(body).get('channel')));
  return {
    'slack-webhook-url': {
      value: webhook.url,
      withOthers: true,
      look: () => once(posts().map(({ path }) => path)),
      given: [new URL(webhook.url).pathname],
      absent: [],
    },
    'slack-token': {
      value: token,
      beside: { 'slack-channel': channels },
      env: slackApi.env,
      look: () => once(posts().map(({ authorization }) => authorization)),
      given: [`Bearer ${token}`],
      absent: [],
    },
    'slack-channel': {
      value: channels,
      beside: { 'slack-token': token },
      env: slackApi.env,
      look: channelsAsked,
      given: [channel],
      absent: [],
    },
    'slack-mention': {
      value: '@here',
      // No file holds the image: the deploy fails.
      beside: { ...byWebhook, image: 'acme/nobody:v2' },
      look: () => once(posts().map(({ message }) => message?.text?.startsWith('<!here>'))),
      given: [true],
      absent: [false],
    },
    'slack-thread': {
      value: 'true',
      beside: { 'slack-token': token, 'slack-channel': channel },
      env: slackApi.env,
      look: () => once(posts().map(({ body }) => new URLSearchParams(body).get('thread_ts'))),
      given: [null, ts],
      absent: [null],
    },
    'slack-text': {
      value: '{name} of {source} by {actor}',
      beside: { ...byWebhook, source: 'acme/web@3f2a9c1', actor: 'jo' },
      look: () => once(posts().map(({ body }) => body.includes('web of acme/web by jo'))),
      given: [true],
      absent: [false],
    },
    'dashboard-url': {
      value: 'https://dash.example/?q={name}',
      withOthers: true,
      beside: byWebhook,
      look: () => once(posts().map(({ body }) => body.includes('https://dash.example/?q=web'))),
      given: [true],
      absent: [false],
    },
    'notify-url': {
      value: `cloudevents+${webhook.url}`,
      beside: { 'notify-allow-private': 'true' },
      look: () => once(posts().map(({ path }) => path)),
      given: [new URL(webhook.url).pathname],
      absent: [],
    },
    'notify-allow-private': {
      value: 'true',
      // A name: what is an address is refused before anything is looked up.
      beside: { 'notify-url': webhook.url.replace('127.0.0.1', 'localhost') },
      look: () => posts().length > 0,
      given: true,
      absent: false,
    },
    'notify-on': {
      value: 'failure',
      beside: byWebhook,
      look: () => posts().length > 0,
      given: false,
      absent: true,
    },
  };
};

/** A post is sent again where Slack, or this machine, was slow to answer. */
function once<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
