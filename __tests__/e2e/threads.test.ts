// A deploy answers in the thread of the one that it replaces, or that superseded it: the commit names the message.
import { type Flags, runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type SlackWebApi, startSlackWebApi } from '../../testing/slack-web-api.ts';

const file = 'apps/web.yaml';
const manifest = (tag: string) =>
  `kind: Deployment\nmetadata: {name: web, namespace: prod}\nspec: {containers: [{name: web, image: "acme/web:${tag}"}]}\n`;
const thread = { channel: 'C0999999999', ts: '1699999999.000200' };
const earlier = `Deploy web v7

Deploy-Order: acme/web 7
Deploy-Thread: slack:${thread.channel}/${thread.ts}
Deploy-Thread: slack:https://evil.example/1
Deploy-Target: ${file}#acme/web
Deploy-Image: acme/web:v7
Deploy-Id: seven
`;

let server: GitServer;
let slack: SlackWebApi;
beforeAll(async () => {
  [server, slack] = await Promise.all([
    startGitServer({ files: { [file]: manifest('v1') } }),
    startSlackWebApi(),
  ]);
  await server.repository.commit({ [file]: manifest('v7') }, earlier);
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(() => server.repository.git('update-ref', 'refs/heads/main', 'start'));
afterAll(() => Promise.all([server.close(), slack.close()]));

/** Deploys as that run of a pipeline of GitLab; empty: as one whose order nobody says. */
async function deploy(run: string, flags: Flags = {}, words: readonly string[] = []) {
  const before = slack.posts.length;
  const bot = { 'slack-token': 'xoxb-secret', 'slack-channel': 'C0123456789', 'slack-mention': '@here' };
  const env = { ...slack.env, NO_PROXY: '127.0.0.1', GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/web' };
  const wanted = {
    repository: server.url,
    file,
    image: words.length > 0 ? 'acme/web' : `acme/web:v${run || '9'}`,
  };
  const inputs = { ...wanted, ...bot, ...flags, json: true } as const;
  const ended = await runBundle(words, inputs, { ...env, CI_PIPELINE_IID: run });
  const report = JSON.parse(ended.stdout) as Record<string, unknown>;
  const posts = slack.posts.slice(before).map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { ...ended, report, answers: posts.filter(({ thread_ts }) => thread_ts === thread.ts) };
}

const place = `Slack channel ${thread.channel}, thread ${thread.ts}`;

test.each<[string, string, Flags, unknown, string]>([
  ['replaces one', '8', {}, [0, 'pushed'], ':rocket: Replaced by *web* to *prod*: `v7` → `v8`'],
  [
    'replaces one, in an order that nobody says',
    '',
    {},
    [0, 'pushed'],
    ':rocket: Replaced by *web* to *prod*: `v7` → `v9`',
  ],
  [
    'is superseded',
    '6',
    {},
    [0, 'superseded'],
    ':fast_forward: *web* `v6` to *prod* left out: a newer run has deployed',
  ],
  [
    'fails because it is superseded',
    '6',
    { 'if-superseded': 'fail' },
    [5, 'failed'],
    ':x: Deploy of *web* `v6` to *prod* failed',
  ],
])(
  'a deploy that %s answers in its thread, once, and calls nobody there',
  async (_, run, flags, ending, text) => {
    const { exit, report, answers } = await deploy(run, flags);
    expect([exit, report.result]).toEqual(ending);
    expect(answers).toMatchObject([{ channel: thread.channel, reply_broadcast: 'false', text }]);
    expect(report.notified).toEqual([
      { place: 'Slack channel C0123456789', delivered: true },
      { place, delivered: true },
    ]);
  },
);

test('a rollback answers in the thread of the deploy that it takes back', async () => {
  const { exit, report, answers } = await deploy('9', {}, ['rollback']);
  expect([exit, report.error, report.result]).toEqual([0, undefined, 'pushed']);
  const text = ':rocket: Taken back: *web* in *prod*: back to `v1` from `v7`';
  expect(answers).toMatchObject([{ channel: thread.channel, text }]);
});

test('an answer that Slack does not take is a warning', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const refused = { headers, body: '{"ok":false,"error":"channel_not_found"}' };
  slack.answerNext(refused, refused, refused);
  const { exit, report, stderr } = await deploy('8');
  slack.answerNext();
  expect([exit, report.result]).toEqual([0, 'pushed']);
  expect(report.notified).toContainEqual({ place, delivered: false });
  expect(stderr).toContain(
    `Cannot post to ${place}: An API error occurred: channel_not_found; invite the app`,
  );
});

test('a deploy that is tried out, or that wants nobody to be told, answers nowhere', async () => {
  expect((await deploy('8', { 'dry-run': true })).answers).toEqual([]);
  expect((await deploy('8', { 'notify-on': 'failure' })).answers).toEqual([]);
});
