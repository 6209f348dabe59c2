// A secret in what would be published is refused before the push.
import { file, type Inputs, type Scene, setScene, token } from '../../testing/fault-scene.ts';

const slackToken = 'xoxb-1234567890-hunter2hunter2';
const password = 'pr0xy-passw0rd';
const form = 'ghp_hunter2hunter2hunter2hunter2';
const base64 = Buffer.from(`user:${token}`).toString('base64');
const env = {
  GITOPS_DEPLOY_SLACK_TOKEN: slackToken,
  GITOPS_DEPLOY_SLACK_CHANNEL: 'C1',
  GITOPS_DEPLOY_NOTIFY_ON: 'never',
  HTTPS_PROXY: `http://ann:${password}@proxy.example:3128`,
};

let scene: Scene;
beforeAll(async () => {
  scene = await setScene({}, [slackToken, password, form]);
});
afterAll(() => scene.close());

const inputs: readonly (readonly [string, Inputs])[] = [
  ['the token in the message', { message: `Deploy with ${token}` }],
  ['the token in base64 in the message', { message: `Deploy with ${base64}` }],
  ['the token percent-encoded in the message', { message: encodeURIComponent(token) }],
  ['the token in hexadecimal in the message', { message: Buffer.from(token).toString('hex') }],
  ['a token of chat in the message', { message: slackToken }],
  ['the password of a proxy in the message', { message: `by ${password}` }],
  ['a token of a known form in the message', { message: form }],
  ['the token in the author', { author: `${token} <bot@example.com>` }],
  ['a known form in the address of the author', { author: `Bot <${form}@example.com>` }],
  ['a known form in a tag', { image: `acme/web:${form}` }],
  ['the token in a field', { set: `metadata.annotations.key=${token}` }],
  ['a token of chat in a field', { set: `metadata.annotations.key=${slackToken}` }],
  ['the token in base64 in a field', { set: `data.token=${Buffer.from(token).toString('base64')}` }],
  ['a key in a field', { set: 'data.key=-----BEGIN PRIVATE KEY-----MIIEvQIBADANBgkqhkiG9w0B' }],
  ['a password in a field', { set: 'data.url=postgres://app:hunter2@db/app' }],
  [
    'a known form that a tag completes',
    { image: 'acme/web:hunter2hunter2hunter2', set: 'a=ghp_{tag}', create: 'true' },
  ],
  ['a known form in a name of a variable', { 'version-env': form }],
  ['a known form in the name of the branch', { branch: form }],
];

test.each(inputs)('%s is refused before anything is pushed', async (_, flags) => {
  const { exit, report, output } = await scene.deploy(flags, env);
  expect([exit, report.error?.code, report.error?.message]).toEqual([
    2,
    'invalid-input',
    expect.stringMatching(/secret/),
  ]);
  for (const secret of [token, slackToken, password, form, base64]) expect(output).not.toContain(secret);
  expect(await scene.server.repository.log()).toHaveLength(1);
});

test.each([
  ['the name of who started it', { GITLAB_USER_NAME: token }],
  ['the source', { CI_PROJECT_PATH: 'acme/web', CI_COMMIT_SHA: token }],
  ['the address of the run', { CI_JOB_URL: `https://ci.example/?job_token=${encodeURIComponent(token)}` }],
])('a secret in what the CI says is refused before anything is pushed: %s', async (_, ci) => {
  const { exit, report, output } = await scene.deploy({}, { ...env, ...ci });
  expect([exit, report.error?.code]).toEqual([2, 'invalid-input']);
  expect(output).not.toContain(token);
  expect(await scene.server.repository.log()).toHaveLength(1);
});

test('a dry run refuses it too', async () => {
  const { exit } = await scene.deploy({ message: token, 'dry-run': 'true' }, env);
  expect(exit).toBe(2);
});

test('what only looks like a secret is deployed', async () => {
  const flags = {
    message: 'Rotate the token, ghp_ and AKIA and glpat- are forms; postgres://db:5432/app',
    set: 'metadata.annotations.digest=docker://alpine:3.18@sha256:00',
    create: 'true',
  };
  const run = await scene.deploy(flags, { ...env, HTTPS_PROXY: 'http://ann:alpine@proxy.example' });
  expect(run).toMatchObject({ exit: 0, result: 'pushed' });
  expect(await scene.server.repository.show(file)).toContain('acme/web:v2');
});
