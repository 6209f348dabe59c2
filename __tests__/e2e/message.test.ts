// The command `message`, with the result of a real deploy: it prints what the receivers got.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overLimits } from '../../src/notify/fit-limits.ts';
import { type ReceiverKind, receiverLimits } from '../../src/notify/receiver-limits.ts';
import { runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: vehicles, namespace: prod }
spec: { template: { spec: { containers: [{ name: web, image: "acme/web:v1" }] } } }
`;
const kinds = Object.keys(receiverLimits) as ReceiverKind[];

let folder: string;
let server: GitServer;
let slack: SlackReceiver;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-message-'));
  [server, slack] = await Promise.all([
    startGitServer({ files: { 'apps/vehicles.yaml': manifest } }),
    startSlackReceiver(),
  ]);
});

afterAll(() => Promise.all([server.close(), slack.close(), rm(folder, { recursive: true })]));

async function message(
  result: string | Uint8Array,
  flags: Record<string, string> = {},
  env: Record<string, string> = {},
) {
  const path = join(folder, 'result.json');
  await writeFile(path, result);
  const { exit, stdout, stderr } = await runBundle(['message'], { result: path, ...flags }, env);
  return { exit, stderr, printed: JSON.parse(stdout) as Record<string, object> };
}

test('the messages are those of the deploy: all kinds, and those that are named', async () => {
  const telling = {
    'slack-webhook-url': slack.url,
    'allow-http': 'true',
    'dashboard-url': 'https://dash.example.com/?q={name}&n={namespace}',
    source: 'acme/web@3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234',
    'run-url': 'https://ci.example.com/7',
    actor: 'jo',
  };
  const deploy = { repository: server.url, file: 'apps/*.yaml', image: 'acme/web:v2' };
  const run = await runBundle([], { ...deploy, ...telling, json: 'true' });
  expect(run.exit).toBe(0);

  const { exit, printed } = await message(run.stdout, telling);
  expect([exit, Object.keys(printed)]).toEqual([0, ['slack']]);
  expect(printed.slack).toEqual(slack.posts[0]?.message);
  expect(slack.posts).toHaveLength(1);

  const { 'slack-webhook-url': _, ...others } = telling;
  const all = await message(run.stdout.replace('"purpose":"deploy"', '"purpose":"rollback"'), others);
  expect(Object.keys(all.printed)).toEqual(kinds);
  expect(kinds.flatMap((kind) => overLimits(kind, all.printed[kind] ?? {}))).toEqual([]);
  expect(JSON.stringify(all.printed.teams)).toContain('vehicles in prod: back to v2 from v1');
});

test('the outputs of the Action that failed are read too', async () => {
  const outputs = {
    result: 'failed',
    headline: 'web v2 to prod',
    'commit-url': '',
    changes: '[]',
    'error-code': 'push-refused',
    'error-message': 'Cannot push "main": refused\n- copy this',
    'error-remedy': 'ask',
  };
  const utf16 = Buffer.from(`\ufeff${JSON.stringify(outputs)}`, 'utf16le');
  const { printed } = await message(utf16, {
    'slack-token': 'xoxb-1-a',
    'slack-channel': 'C1',
    'slack-thread': 'true',
  });
  expect(Object.keys(printed)).toEqual(['slack-channel', 'slack-thread']);
  expect(printed['slack-channel']).toMatchObject({ text: ':x: Failed: web v2 to prod' });
  expect(JSON.stringify(printed['slack-thread'])).toContain('```copy this```');
});

test('it compares with the commit that the result names, and says why nobody would be told', async () => {
  const change = { file: 'a.yaml', line: 3, path: 'image', image: 'acme/web', from: 'v1', to: 'v2' };
  const result = { result: 'pushed', changes: [change], previousSource: `acme/web@${'a'.repeat(40)}` };
  const gitlab = {
    ...{ GITLAB_CI: 'true', CI_SERVER_URL: 'https://gitlab.acme.io', CI_PROJECT_PATH: 'acme/web' },
    ...{ CI_PROJECT_URL: 'https://gitlab.acme.io/acme/web', CI_COMMIT_SHA: 'b'.repeat(40) },
  };
  const { printed } = await message(JSON.stringify(result), {}, gitlab);
  const page = `https://gitlab.acme.io/acme/web/-/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`;
  expect(JSON.stringify(printed.slack)).toContain(page);

  const none = await message(JSON.stringify(result), { 'notify-on': 'failure' });
  expect([none.exit, none.printed]).toEqual([0, {}]);
  expect(none.stderr).toContain(
    'Nobody would be told: --notify-on is "failure", and the deploy did not fail',
  );
});

test.each([
  ['nothing', '', 'it is empty'],
  ['a log', 'Pushed vehicles', 'it is not JSON'],
  ['a list', '[]', 'it is not a JSON object'],
  ['something else', '{"name":"x"}', 'it has no "result"'],
  ['another result', '{"result":"won"}', '"won" is no result of a deploy'],
  ['a number for a text', '{"result":"pushed","commit":7}', '"commit" is no text'],
  ['broken changes', '{"result":"pushed","changes":[{}]}', 'one of its "changes" has no file, line and path'],
])('%s is no result, and it is said why', async (_, text, why) => {
  const { exit, printed } = await message(text);
  expect([exit, printed.error]).toEqual([
    2,
    expect.objectContaining({
      code: 'invalid-input',
      message: `Cannot read the result "${join(folder, 'result.json')}": ${why}`,
      remedy: expect.stringContaining('gitops-deploy --json'),
    }),
  ]);
});

test.each([
  [['message', '--result', '/nowhere/x.json'], 'there is no such file'],
  [['message'], '\\"message\\" needs --result'],
  [['deploy', '--result', 'x'], '\\"deploy\\" takes no --result'],
])('%j says what is wrong', async (words, why) => {
  const { exit, stdout, stderr } = await runBundle(words);
  expect([exit, `${stdout}${stderr}`.replaceAll('"', '\\"').replaceAll('\\\\"', '\\"')]).toEqual([
    2,
    expect.stringContaining(why),
  ]);
});
