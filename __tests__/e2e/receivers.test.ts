// Everybody who can be told, at once: a hostile deploy, one that fails, and receivers that answer without an end.

import type { ChatKind } from '../../src/notify/receiver-limits.ts';
import { type Flags, runForJson } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { liveMarkup } from '../../testing/live-markup.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { type SlackWebApi, startSlackWebApi } from '../../testing/slack-web-api.ts';

const token = 'glpat-Sup3rS3cretToken1234';
const hostile = [
  '<!channel> <@U1> <http://evil.test|ok> @everyone @here',
  '[ok](http://evil.test) **b** `c` <at>x</at> <users/all> https://evil.test/x',
  '\u001b[31mred\u001b[0m abc\u202egnp.exe\u202c',
].join(' ');
const manifest = (namespace: string, note: string) =>
  `kind: Deployment\nmetadata: {name: web, namespace: ${JSON.stringify(namespace)}}\nspec: {note: ${JSON.stringify(note)}}\n`;
const files = { 'hostile.yaml': manifest(hostile, hostile), 'web.yaml': manifest('prod', 'v1') };

let server: GitServer;
let bot: SlackWebApi;
let others: SlackReceiver;
beforeAll(async () => {
  [server, bot, others] = await Promise.all([
    startGitServer({ files, token }),
    startSlackWebApi(),
    startSlackReceiver(),
  ]);
});
afterAll(() => Promise.all([server.close(), bot.close(), others.close()]));

const kinds = ['teams', 'discord', 'mattermost', 'googlechat', 'cloudevents'];

/** Deploys, with every kind of receiver named; gives the messages by path. */
async function deploy(flags: Flags) {
  const [ofBot, ofOthers] = [bot.posts.length, others.posts.length];
  const base = new URL(others.url).origin;
  const hook = (name: string) => `${base}/services/T000/B000/${name}`;
  const ended = await runForJson(
    {
      ...{
        repository: server.url,
        'allow-http': true,
        'notify-allow-private': true,
        'run-url': 'https://ci.example/7',
      },
      'slack-webhook-url': `prod=${hook('prod')}\ndev=${hook('dev')}\n${hook('rest')}`,
      'slack-channel': 'C0123456789',
      'notify-url': kinds.map((kind) => `${kind}+${base}/${kind}`).join('\n'),
      ...flags,
    },
    {
      ...{ ...bot.env, NO_PROXY: '127.0.0.1', GITLAB_CI: 'true', GITLAB_USER_NAME: hostile },
      ...{
        CI_COMMIT_TITLE: hostile,
        CI_COMMIT_AUTHOR: `${hostile} <jo@acme.io>`,
        CI_COMMIT_SHA: 'a'.repeat(40),
      },
      ...{
        CI_PROJECT_PATH: 'acme/web',
        GITOPS_DEPLOY_TOKEN: token,
        GITOPS_DEPLOY_SLACK_TOKEN: 'xoxb-secret',
      },
    },
  );
  const byBot = bot.posts.slice(ofBot).map(({ body }) => {
    const { text = '', blocks = '[]' } = Object.fromEntries(new URLSearchParams(body));
    return { path: '/slack-bot', message: { text, blocks: JSON.parse(blocks) as object } as object };
  });
  const byUrl = others.posts
    .slice(ofOthers)
    .map(({ path, message = {} }) => ({ path, message: message as object }));
  return { ...ended, posts: [...byBot, ...byUrl] };
}

type Post = Awaited<ReturnType<typeof deploy>>['posts'][number];

const serviceOf = ({ path }: Post): string => path.split('?')[0]?.split('/')[1] ?? '';
const chats: Readonly<Record<string, ChatKind>> = {
  ...{
    'slack-bot': 'slack',
    services: 'slack',
    teams: 'teams',
    discord: 'discord',
    mattermost: 'mattermost',
  },
  googlechat: 'google-chat',
};
const told = (posts: readonly Post[]) => [...new Set(posts.map(serviceOf))].sort();

function expectHarmless({ posts, stdout, stderr }: Awaited<ReturnType<typeof deploy>>): void {
  for (const post of posts) {
    const kind = chats[serviceOf(post)];
    if (kind !== undefined) expect([kind, liveMarkup(kind, post.message)]).toEqual([kind, []]);
  }
  const everything = JSON.stringify(posts) + stdout + stderr;
  expect(everything.includes(token)).toBe(false);
  // The diff holds the escapes of the file, which are none of a terminal.
  expect(everything.match(/\u001b|\u202e|(?<!\\)\\u(?:001b|202e)/)).toBeNull();
}

test('what is hostile is alive in no message and no output of a deploy that is pushed', async () => {
  const value = `${hostile.replace(/\u001b\[\d+m/g, '')} ${'x'.repeat(5000)}`;
  const run = await deploy({ file: 'hostile.yaml', set: `spec.note=${value}` });
  expect([run.report.error, run.exit]).toEqual([undefined, 0]);
  expect(told(run.posts)).toEqual([
    'cloudevents',
    'discord',
    'googlechat',
    'mattermost',
    'services',
    'slack-bot',
    'teams',
  ]);
  expectHarmless(run);
});

test('nor of one that fails, whatever the server says', async () => {
  await server.repository.hook(
    'pre-receive',
    `cat >&2 <<'END'\n${hostile}\nthe token ${token} is bad\n${'x'.repeat(5000)}\nEND\nexit 1`,
  );
  const run = await deploy({ file: 'hostile.yaml', set: 'spec.note=v3' });
  await server.repository.removeHook('pre-receive');
  expect(run.report).toMatchObject({ result: 'failed', error: { code: 'push-refused' } });
  expect(told(run.posts)).toEqual(['discord', 'googlechat', 'mattermost', 'services', 'slack-bot', 'teams']);
  expectHarmless(run);
});

test('a message that is taken counts, however long the answer is; a webhook gets what its namespace says', async () => {
  const endless = { body: `{"ok":true,"ts":"1.2","channel":"C1","x":"${'x'.repeat(2 ** 20)}"}` };
  const usual = [endless, endless, endless, endless, endless, endless, endless];
  bot.answerNext(...usual);
  others.answerNext(...usual);
  const run = await deploy({ file: 'web.yaml', set: 'spec.note=v2' });
  expect(run.posts.map(({ path }) => path).filter((path) => path.startsWith('/services'))).toEqual([
    '/services/T000/B000/prod',
  ]);
  const notified = run.report.notified as readonly { place: string; delivered: boolean }[];
  expect(notified.map(({ delivered }) => delivered)).toEqual([true, true, true, true, true, true, true]);
  for (const { place } of notified)
    expect(run.stderr).toContain(`Note: ${place} has the message; its answer is too long to be read`);
  expect(run.stderr).not.toContain('Warning');
});
