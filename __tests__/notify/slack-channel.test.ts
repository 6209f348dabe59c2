// A bot's message follows the deploy to its end, and is there once.
import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import type { Notifier } from '../../src/notify/notification.ts';
import { openSlack } from '../../src/notify/slack.ts';
import { worded } from '../../src/wording.ts';
import { pushedFacts } from '../../testing/deploy-facts.ts';
import { type SlackReceiver, slackOptions, startSlackReceiver } from '../../testing/slack-receiver.ts';

const ts = '1700000000.000100';
const accepted = { body: JSON.stringify({ ok: true, channel: 'C0123456789', ts }) };
const nowhere = { namespaces: [], environment: undefined };

let slack: SlackReceiver;
beforeEach(async () => {
  slack = await startSlackReceiver({ usual: accepted });
});
afterEach(() => slack.close());

function open(more: { readonly mentions?: readonly string[]; readonly inThread?: boolean } = {}): Notifier {
  const channels = [{ pattern: undefined, to: '#deploys' }];
  const target = { webhooks: [], token: 'xoxb-secret', channels, mentions: [], inThread: false, ...more };
  const [notifier] = openSlack(target, nowhere, slackOptions(slack));
  if (notifier === undefined) throw new Error('no notifier');
  return notifier;
}

const say = (notifier: Notifier, facts: Partial<DeployFacts> = {}): Promise<void> =>
  notifier.notify(composeNotification({ ...pushedFacts, ...facts }), performance.now() + 5000);
const calls = () =>
  slack.posts.map(({ path, body }) => [path, Object.fromEntries(new URLSearchParams(body))] as const);
const failed = { state: 'failed', error: { message: 'Cannot push', remedy: 'ask' } } as const;

test('a message is posted once, and updated by its channel id and its ts', async () => {
  const channel = open();
  expect(channel.thread).toBeUndefined();
  await say(channel, { state: 'deploying' });
  expect(channel.thread).toBe(`slack:C0123456789/${ts}`);
  await say(channel);
  expect(calls()).toMatchObject([
    ['/api/chat.postMessage', { channel: '#deploys', text: expect.stringContaining('Deploying *web*') }],
    ['/api/chat.update', { channel: 'C0123456789', ts, text: expect.stringContaining(':rocket: *web*') }],
  ]);
});

test('who is called on failure is called by a message of its own where the first one is updated', async () => {
  const channel = open({ mentions: ['<!here>'] });
  await say(channel, { state: 'deploying' });
  await say(channel, failed);
  expect(calls().map(([path]) => path)).toEqual([
    '/api/chat.postMessage',
    '/api/chat.update',
    '/api/chat.postMessage',
  ]);
  expect(calls()[0]?.[1].text).not.toContain('<!here>');
  expect(calls()[2]?.[1]).toMatchObject({
    thread_ts: ts,
    reply_broadcast: 'true',
    text: expect.stringMatching(/^<!here> :x:/),
  });
});

test('where the first message cannot be updated any more, another one says how it ended, and calls', async () => {
  const channel = open({ mentions: ['<!here>'] });
  slack.answerNext(accepted, { body: '{"ok":false,"error":"message_not_found"}' });
  await say(channel, { state: 'deploying' });
  await say(channel, failed);
  const [first, , last] = calls();
  expect(calls().map(([path]) => path)).toEqual([
    '/api/chat.postMessage',
    '/api/chat.update',
    '/api/chat.postMessage',
  ]);
  expect(last?.[1].text).toMatch(/^<!here> :x:/);
  expect(last?.[1].thread_ts).toBeUndefined();
  expect(last?.[1].client_msg_id).not.toBe(first?.[1].client_msg_id);
});

test('nobody is called where all went well, and one message is enough where it failed at once', async () => {
  await say(open({ mentions: ['<@U1>'] }));
  await say(open({ mentions: ['<@U1>'] }), failed);
  expect(calls().map(([, { text }]) => text?.startsWith('<@U1>'))).toEqual([false, true]);
});

test('the details go into the thread where that is asked for', async () => {
  await say(open({ inThread: true }));
  const [main, details] = calls();
  expect(main?.[1].blocks).not.toContain('a.yaml:3');
  expect(details?.[1]).toMatchObject({ thread_ts: ts, text: '`a.yaml:3`' });
});

test.each([
  ['an answer that was lost', 'reset', 2],
  ['an error of the server', { status: 500 }, 2],
  ['a gateway without an answer', { status: 504 }, 2],
  ['words that it may pass', { body: '{"ok":false,"error":"internal_error"}' }, 2],
  ['a refusal', { body: '{"ok":false,"error":"not_in_channel"}' }, 1],
] as const)(
  'after %s, the same message is sent again only where Slack can tell',
  async (_, answer, times) => {
    slack.answerNext(answer);
    await say(open()).catch(String);
    expect(slack.posts).toHaveLength(times);
    const ids = new Set(calls().map(([, { client_msg_id }]) => client_msg_id));
    expect([...ids]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  },
);

test.each([
  ['not_in_channel', 'invite the app to the channel'],
  ['channel_not_found', 'check "slack-channel"'],
  ['missing_scope', 'give the app the bot scope chat:write'],
  ['invalid_blocks', 'report it'],
  ['msg_blocks_too_long', 'report it'],
])('of "%s" the warning names the channel and the remedy', async (error, remedy) => {
  slack.answerNext({ body: JSON.stringify({ ok: false, error }) });
  const said = worded(String(await say(open()).catch(String)));
  expect(said).toMatch(/Cannot post to Slack channel #deploys: /);
  expect(said).toContain(error);
  expect(said).toContain(remedy);
});

test.each([
  ['an answer that was lost', 'reset', 1],
  ['a gateway without an answer', { status: 504 }, 1],
  ['an error of the server', { status: 503, body: 'x' }, 2],
  ['"wait a second"', { status: 429, headers: { 'retry-after': '1' } }, 2],
] as const)('a webhook cannot tell a second post: after %s', async (_, answer, times) => {
  slack.answerNext(answer);
  const webhooks = [{ pattern: undefined, to: slack.url }];
  const target = { webhooks, token: undefined, channels: [], mentions: [], inThread: false };
  const [webhook] = openSlack(target, nowhere, slackOptions(slack));
  const said = await (webhook && say(webhook))?.catch(String);
  expect(slack.posts).toHaveLength(times);
  expect(said === undefined).toBe(times === 2);
});
