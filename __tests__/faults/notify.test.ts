// A Slack that fails is a warning, and gets no secret.
import { composeNotification } from '../../src/notify/compose-notification.ts';
import { openSlack } from '../../src/notify/slack.ts';
import { worded } from '../../src/wording.ts';
import { leaksOf } from '../../testing/checker.ts';
import { pushedFacts } from '../../testing/deploy-facts.ts';
import { type FaultRun, type Scene, setScene, token } from '../../testing/fault-scene.ts';
import { status } from '../../testing/faults.ts';
import {
  type SlackAnswer,
  type SlackReceiver,
  slackOptions,
  startSlackReceiver,
} from '../../testing/slack-receiver.ts';

let scene: Scene;
let slack: SlackReceiver;

beforeEach(async () => {
  scene = await setScene({}, ['webhook-secret']);
  slack = await startSlackReceiver();
});

afterEach(async () => {
  await Promise.all([scene.close(), slack.close()]);
});

function deploy(): Promise<FaultRun> {
  return scene.deploy({ timeout: '15s' }, { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url });
}

const revoked = { status: 404, body: 'no_service' };

const answers: readonly (readonly [string, readonly (SlackAnswer | 'hang')[], string])[] = [
  ['is busy for a day', [{ status: 429, headers: { 'retry-after': '99999' } }], '429'],
  ['is down', Array.from({ length: 5 }, () => ({ status: 500 })), '500'],
  ['never answers', ['hang'], 'Cannot post to Slack'],
  ['has revoked the webhook', [revoked], 'make a new one'],
  ['has shut the workspace', [{ status: 410, body: 'channel_is_archived' }], 'post to another'],
  ['knows no such webhook', [{ status: 403, body: 'invalid_token' }], 'make a new one'],
  ['is behind a proxy', [{ status: 403, body: 'no /services/webhook-secret' }], 'statusCode = 403; the'],
];

test.each(answers)('a Slack that %s is a warning, the deploy stays a success', async (_, answer, says) => {
  slack.answerNext(...answer);
  const run = await deploy();
  expect([run.exit, run.result]).toEqual([0, 'pushed']);
  expect(run.stderr).toMatch(/^Warning: Cannot post to Slack/m);
  expect(run.stderr).toContain(says);
  expect(await scene.settle()).toEqual([]);
});

test('a Slack that redirects is a warning, and nothing is posted where it leads', async () => {
  const elsewhere = await startSlackReceiver();
  slack.answerNext({ status: 307, headers: { location: elsewhere.url } });
  const run = await deploy();
  await elsewhere.close();
  expect([run.exit, run.result, elsewhere.posts]).toEqual([0, 'pushed', []]);
  expect(run.stderr).toMatch(/^Warning: Cannot post to Slack/m);
});

test.each<[string, SlackAnswer]>([
  ['failed for a moment', { status: 503 }],
  ['is busy waits as long as it asks, and', { status: 429, headers: { 'retry-after': '1' } }],
])('a Slack that %s is told', async (_, answer) => {
  slack.answerNext(answer);
  const run = await deploy();
  expect([run.exit, run.stderr]).toEqual([0, expect.not.stringContaining('Warning')]);
  expect(slack.posts).toHaveLength(2);
});

test('a deploy that failed keeps its exit code, whatever Slack says', async () => {
  await scene.server.repository.hook('pre-receive', 'echo GH006 >&2; exit 1');
  slack.answerNext(revoked);
  const run = await deploy();
  expect([run.exit, run.report]).toMatchObject([5, { error: { code: 'push-refused' } }]);
  expect(run.stderr).toContain('Warning: Cannot post to Slack');
});

test('a token that the server echoes does not go to Slack', async () => {
  const echo = `bad token ${token}, ${Buffer.from(`oauth2:${token}`).toString('base64')}`;
  scene.proxy.inject(status(401, {}, echo), ['advertise-read'], 9);
  const run = await deploy();
  expect(run.exit).toBe(4);
  expect(slack.posts).toHaveLength(1);
  expect(leaksOf([token], JSON.stringify(slack.posts.map(({ body }) => body)))).toEqual([]);
  expect(JSON.stringify(slack.posts)).toContain('bad token');
  expect(await scene.settle()).toEqual([]);
});

test('where no channel is named for the environment, the warning names it', async () => {
  const files = { 'overlays/prod/web.yaml': 'image: acme/web:v1\n' };
  const other = await setScene({ files }, ['xoxb-secret']);
  try {
    const bot = { GITOPS_DEPLOY_SLACK_TOKEN: 'xoxb-secret', GITOPS_DEPLOY_SLACK_CHANNEL: 'staging=C1' };
    const run = await other.deploy({ file: 'overlays/prod/web.yaml' }, bot);
    expect([run.exit, run.stderr]).toEqual([0, expect.stringContaining('is for the environment "prod"')]);
  } finally {
    await other.close();
  }
});

const errors: readonly (readonly [string, SlackAnswer | 'hang', string])[] = [
  ['is busy', { status: 429, headers: { 'retry-after': '30' } }, 'Cannot post to Slack'],
  ['is down', { status: 500 }, 'Cannot post to Slack'],
  ['never answers', 'hang', 'Cannot post to Slack'],
  ['has revoked the token', { body: '{"ok":false,"error":"token_revoked"}' }, 'check "slack-token"'],
  ['knows no such channel', { body: '{"ok":false,"error":"channel_not_found"}' }, 'invite the app'],
];

const notification = composeNotification(pushedFacts);
const bot = {
  webhooks: [],
  token: 'xoxb-secret',
  channels: [{ pattern: undefined, to: 'C1' }],
  mentions: [],
  inThread: false,
};
const nowhere = { namespaces: [], environment: undefined };

test.each(errors)('a bot whose Slack %s is a sentence, not an error', async (_, answer, says) => {
  slack.answerNext(...Array.from({ length: 5 }, () => answer));
  const [channel] = openSlack(bot, nowhere, slackOptions(slack));
  const warning = worded(String(await channel?.notify(notification, performance.now() + 1500).catch(String)));
  expect(warning).toContain(says);
  expect(warning).not.toContain('xoxb-secret');
});
