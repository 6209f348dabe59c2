// Each service by its own rules: what it gets, where, and when once more.
import { HttpClient } from '../../src/http/client.ts';
import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import { overLimits } from '../../src/notify/fit-limits.ts';
import type { Notifier } from '../../src/notify/notification.ts';
import { openUrls } from '../../src/notify/open-urls.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { pushedFacts } from '../../testing/deploy-facts.ts';
import { type SlackAnswer, type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

type ChatKind = 'teams' | 'discord' | 'mattermost' | 'google-chat';

/** What each service says of a post that it takes. */
const usual: Readonly<Record<ChatKind, SlackAnswer>> = {
  teams: { status: 202, body: '' },
  discord: { status: 200, body: '{"id":"1100","channel_id":"7","content":"x"}' },
  mattermost: { status: 200, body: 'ok' },
  'google-chat': { status: 200, body: '{"name":"spaces/A/messages/B"}' },
};
const kinds = Object.keys(usual) as ChatKind[];

let client: HttpClient;
let receiver: SlackReceiver | undefined;
beforeEach(() => {
  client = new HttpClient(plainNetwork);
});
afterEach(async () => {
  client.close();
  await receiver?.close();
});

async function open(kind: ChatKind, path = '/hook?key=k%3D&token=t'): Promise<Notifier> {
  receiver = await startSlackReceiver({ usual: usual[kind] });
  const clocks = { now: Date.now, monotonicNow: () => performance.now(), random: () => 0 };
  const url = { kind, url: `http://127.0.0.1:${receiver.port}${path}` };
  const [notifier] = openUrls([url], () => 'the-id', { client, ...clocks });
  if (notifier === undefined) throw new Error('no notifier');
  return notifier;
}

const tell = (notifier: Notifier, facts: Partial<DeployFacts> = {}): Promise<void> =>
  notifier.notify(composeNotification({ ...pushedFacts, ...facts }), performance.now() + 5000);
const asked = () => (receiver?.posts ?? []).map(({ method, path }) => `${method} ${path}`);

test.each(kinds)('%s gets a message within its limits, as JSON', async (kind) => {
  await tell(await open(kind));
  const [post, ...more] = receiver?.posts ?? [];
  expect([post?.contentType, more]).toEqual(['application/json', []]);
  expect(post?.body).toContain('web');
  expect(overLimits(kind, post?.message ?? {})).toEqual([]);
});

test.each<[ChatKind, string, string]>([
  ['teams', '/hook?sig=s%2Bs', 'POST /hook?sig=s%2Bs'],
  ['mattermost', '/hooks/abc', 'POST /hooks/abc'],
  ['google-chat', '/m?key=k%3D&token=t', 'POST /m?key=k%3D&token=t&requestId=the-id'],
  [
    'google-chat',
    '/m?key=k&threadKey=web',
    'POST /m?key=k&threadKey=web&requestId=the-id&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
  ],
  ['discord', '/api/webhooks/1/t', 'POST /api/webhooks/1/t?wait=true'],
  ['discord', '/api/webhooks/1/t/slack?thread_id=9', 'POST /api/webhooks/1/t?wait=true&thread_id=9'],
])('%s is posted to where the address says: %s', async (kind, path, request) => {
  await tell(await open(kind, path));
  expect(asked()).toEqual([request]);
});

test.each<[string, SlackAnswer | 'reset', Readonly<Record<ChatKind, number>>]>([
  ['an answer that was lost', 'reset', { teams: 1, discord: 1, mattermost: 1, 'google-chat': 2 }],
  ['a gateway without one', { status: 504 }, { teams: 1, discord: 1, mattermost: 1, 'google-chat': 2 }],
  ['an outage', { status: 503 }, { teams: 2, discord: 2, mattermost: 2, 'google-chat': 2 }],
  [
    '"wait a second"',
    { status: 429, headers: { 'retry-after': '1' } },
    { teams: 2, discord: 2, mattermost: 2, 'google-chat': 2 },
  ],
])('after %s, a message is posted again only where nobody reads it twice', async (_, answer, times) => {
  for (const kind of kinds) {
    const notifier = await open(kind);
    receiver?.answerNext(answer);
    const told = await tell(notifier).then(
      () => 2,
      () => 1,
    );
    expect([kind, receiver?.posts.length, told]).toEqual([kind, times[kind], times[kind]]);
    await receiver?.close();
  }
});

test("Discord's message follows the deploy: it is posted once, and updated", async () => {
  const notifier = await open('discord', '/api/webhooks/1/t?thread_id=9');
  expect(notifier.canUpdate).toBe(true);
  await tell(notifier, { state: 'deploying' });
  receiver?.answerNext({ status: 429, body: '{"retry_after":0.05,"global":false}' }, 'reset');
  await tell(notifier);
  const update = 'PATCH /api/webhooks/1/t/messages/1100?thread_id=9';
  expect(asked()).toEqual(['POST /api/webhooks/1/t?wait=true&thread_id=9', update, update, update]);
  expect(receiver?.posts.at(-1)?.body).toContain('🚀');
});

test('where the message was deleted, or Discord did not name it, another one says how it ended', async () => {
  const notifier = await open('discord', '/w');
  receiver?.answerNext({ status: 200, body: 'not JSON' }, usual.discord, {
    status: 404,
    body: '{"message": "Unknown Message", "code": 10008}',
  });
  for (const state of ['deploying', 'deploying', 'pushed'] as const) await tell(notifier, { state });
  expect(asked()).toEqual([
    'POST /w?wait=true',
    'POST /w?wait=true',
    'PATCH /w/messages/1100',
    'POST /w?wait=true',
  ]);
});

test.each<[ChatKind, SlackAnswer, string]>([
  [
    'teams',
    { status: 401, body: '{"error":{"code":"DirectApiAuthorizationRequired"}}' },
    'copy its address again',
  ],
  [
    'teams',
    { status: 404, body: '{"error":{"code":"WorkflowNotFound"}}' },
    'copy the address of the workflow',
  ],
  ['teams', { status: 413, body: 'Request Entity too large' }, 'report it'],
  ['discord', { status: 404, body: '{"message":"Unknown Webhook","code":10015}' }, 'make a new one'],
  ['discord', { status: 400, body: '{"embeds":["0"]}' }, 'report it'],
  ['mattermost', { status: 400, body: '{"message":"Invalid webhook."}' }, 'check that the webhook exists'],
  ['google-chat', { status: 403, body: '{"error":{"code":403}}' }, 'check that the webhook still exists'],
  ['google-chat', { status: 308, headers: { location: '/else' }, body: '' }, 'a redirect is not followed'],
])('%s that answers %j is quoted, with what to do', async (kind, answer, remedy) => {
  const notifier = await open(kind);
  receiver?.answerNext(answer);
  const said = String(await tell(notifier).catch(String));
  expect(said).toContain(`Cannot post to ${notifier.place}: it answers ${answer.status}`);
  expect(said).toContain(answer.body);
  expect(said).toContain(remedy);
  expect(receiver?.posts).toHaveLength(1);
});
