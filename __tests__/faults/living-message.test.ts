// The whole of a deploy that lasts: told while it goes on, named in the commit, and updated where it ends.
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';
import { type SlackWebApi, startSlackWebApi, ts } from '../../testing/slack-web-api.ts';

let scene: BundleScene;
let slack: SlackWebApi;
beforeEach(async () => {
  [scene, slack] = await Promise.all([setBundleScene({}, ['xoxb-secret']), startSlackWebApi()]);
});
afterEach(() => Promise.all([scene.close(), slack.close()]));

const bot = () => ({
  ...slack.env,
  NO_PROXY: '127.0.0.1',
  GITOPS_DEPLOY_SLACK_TOKEN: 'xoxb-secret',
  GITOPS_DEPLOY_SLACK_CHANNEL: 'C0123456789',
});
/** A slow machine makes a deploy last: then its message is updated as well. */
const channels = (): readonly (string | null)[] =>
  slack.posts
    .filter(({ path }) => path === '/api/chat.postMessage')
    .map(({ body }) => new URLSearchParams(body).get('channel'));
const paths = (): readonly string[] => slack.posts.map(({ path }) => path);

test('a deploy that is over soon has one message', async () => {
  const run = await scene.deploy({}, bot());
  expect([run.exit, channels()]).toEqual([0, ['C0123456789']]);
  expect(slack.posts.at(-1)?.body).toContain('rocket');
});

test('a deploy that lasts is told of before it ends, in a message that the commit names', async () => {
  // The first pushes are refused as lost races are, until the message is there.
  const refuse =
    'echo x >> refusals; [ $(wc -l < refusals) -gt 1 ] || { sleep 5; echo "fetch first" >&2; exit 1; }';
  await scene.server.repository.hook('update', refuse);
  const run = await scene.deploy({ timeout: '60s' }, bot());
  expect([run.exit, run.result]).toEqual([0, 'pushed']);
  expect(paths()[0]).toBe('/api/chat.postMessage');
  expect(paths().at(-1)).toBe('/api/chat.update');
  expect(slack.posts[0]?.body).toContain('Deploying');
  const message = await scene.server.repository.git('log', '-1', '--format=%B', 'main');
  expect(message).toContain(`\nDeploy-Thread: slack:C0123456789/${ts}\n`);
});

test.each([
  ['channel_not_found', 'invite the app to the channel'],
  ['not_in_channel', 'invite the app to the channel'],
  ['missing_scope', 'chat:write'],
  ['invalid_blocks', 'report it'],
  ['msg_blocks_too_long', 'report it'],
])('a bot that hears %s warns with what to do, and the deploy stays a success', async (error, says) => {
  const headers = { 'Content-Type': 'application/json' };
  const refused = { headers, body: JSON.stringify({ ok: false, error }) };
  slack.answerNext(refused, refused);
  const run = await scene.deploy({}, bot());
  expect([run.exit, run.result]).toEqual([0, 'pushed']);
  expect(run.stderr).toMatch(
    new RegExp(`Warning: Cannot post to Slack channel C0123456789: .*${error}.*${says}`),
  );
});

test('both a webhook and a bot that are named are told, by what the edit knew of a push that failed', async () => {
  const webhook = await startSlackReceiver();
  try {
    await scene.server.repository.hook('pre-receive', 'echo GH006 >&2; exit 1');
    const lines = 'nowhere=C1\nprod=C0123456789';
    const env = {
      ...bot(),
      GITOPS_DEPLOY_SLACK_WEBHOOK_URL: webhook.url,
      GITOPS_DEPLOY_SLACK_CHANNEL: lines,
    };
    const run = await scene.deploy({ namespace: 'prod' }, env);
    expect([run.exit, webhook.posts.length]).toEqual([5, 1]);
    expect(channels()).toEqual(['C0123456789']);
  } finally {
    await webhook.close();
  }
});

test.each([
  ['prod', ['C2']],
  ['dev', ['C1']],
])("the older tool's channels: a deploy to %s goes to its own", async (namespace, own) => {
  const older = { SLACK_APP_TOKEN: 'xoxb-secret', SLACK_DEV_CHANNEL_ID: 'C1', SLACK_PROD_CHANNEL_ID: 'C2' };
  const run = await scene.deploy(
    {},
    { ...slack.env, NO_PROXY: '127.0.0.1', ...older, CLUSTER_GIT_CLONE_URL: 'x', NAMESPACE: namespace },
  );
  expect(run.exit).toBe(0);
  expect(channels()).toEqual(own);
});
