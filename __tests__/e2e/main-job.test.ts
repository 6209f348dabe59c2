import { readFileSync } from 'node:fs';
import { type BundleRun, runBundle, runForJson } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHere, runHereForJson } from '../../testing/run-here.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const before = readFileSync(new URL('../fixtures/vehicles.before.yaml', import.meta.url), 'utf8');
const file = 'apps/vehicles/prod/deployment.yaml';
const token = 'glpat-Sup3rS3cretToken';
const image = 'dockerhub/microservice-vehicles:release-1179-344b590f';
const ci = {
  GITLAB_CI: 'true',
  CI_SERVER_URL: 'https://gitlab.acme.io',
  CI_PROJECT_PATH: 'acme/vehicles',
  CI_COMMIT_SHA: '344b590f00000000000000000000000000000000',
  CI_JOB_URL: 'https://gitlab.acme.io/acme/vehicles/-/jobs/7',
  GITLAB_USER_NAME: 'Jo Doe',
  GITLAB_USER_EMAIL: 'jo@acme.io',
};

let server: GitServer;
let slack: SlackReceiver;

beforeEach(async () => {
  server = await startGitServer({
    files: { [file]: before, 'README.md': 'config\n' },
    token,
    isPlainCgi: true,
  });
  slack = await startSlackReceiver();
});

afterEach(async () => {
  await Promise.all([server.close(), slack.close()]);
});

const flags = () => ({ repository: server.url, file, image, 'version-env': 'DD_VERSION' });
const secrets = () => ({ GITOPS_DEPLOY_TOKEN: token, GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url });
const expectNoSecret = ({ stdout, stderr }: BundleRun): void => {
  for (const secret of [token, Buffer.from(`oauth2:${token}`).toString('base64'), 'webhook-secret'])
    expect(stdout + stderr).not.toContain(secret);
};

test('changes the two lines and nothing else, says so in the commit and on Slack', async () => {
  const dashboard = 'https://dashboard.acme.io/#/search?namespace={namespace}&q={name}';
  const run = await runBundle([], { ...flags(), 'dashboard-url': dashboard }, { ...ci, ...secrets() });
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expectNoSecret(run);
  expect(await server.repository.git('diff', '-U0', '--no-color', 'main~1', 'main')).toMatch(
    new RegExp(
      `^diff --git a/${file} b/${file}\\nindex \\w+\\.\\.\\w+ 100644\\n.*\\n.*\\n` +
        '@@ .*\\n-          image: dockerhub/microservice-vehicles:release-1171-d6884731\\n' +
        '\\+          image: dockerhub/microservice-vehicles:release-1179-344b590f\\n' +
        '@@ .*\\n-            - {name: DD_VERSION, value: "release-1171-d6884731"}\\n' +
        '\\+            - {name: DD_VERSION, value: "release-1179-344b590f"}\\n$',
    ),
  );
  const message = await server.repository.git('log', '-1', '--format=%an <%ae>%n%B', 'main');
  expect(message).toContain(
    'Jo Doe <jo@acme.io>\nDeploy microservice-vehicles release-1179-344b590f to prod\n',
  );
  expect(message).toMatch(
    /\nDeploy-Source: acme\/vehicles@344b590f0+\nDeploy-Run: https:\S+\nDeploy-Id: \S+\n/,
  );
  const post = JSON.stringify(slack.posts.map((each) => each.message));
  expect(slack.posts).toHaveLength(1);
  for (const part of [
    'release-1171-d6884731',
    'release-1179-344b590f',
    ci.CI_JOB_URL,
    'namespace=prod&q=microservice-vehicles',
  ])
    expect(post).toContain(part);
});

test('a second run with the same image changes nothing, and says so', async () => {
  await runForJson(flags(), secrets());
  const again = await runForJson(flags(), secrets());
  expect([again.exit, again.report.result]).toEqual([0, 'unchanged']);
  expect(await server.repository.git('rev-list', '--count', 'main')).toBe('2\n');
  const failing = await runForJson({ ...flags(), 'if-unchanged': 'fail' }, secrets());
  expect([failing.exit, failing.report.error]).toMatchObject([3, { code: 'would-change-nothing' }]);
});

test('a dry run shows the diff and pushes nothing', async () => {
  const { exit, report } = await runHereForJson({ ...flags(), 'dry-run': true }, secrets());
  expect([exit, report.result]).toEqual([0, 'dry-run']);
  expect(report.diff).toContain('+          image: dockerhub/microservice-vehicles:release-1179-344b590f');
  expect(await server.repository.git('rev-list', '--count', 'main')).toBe('1\n');
  await runHereForJson({ ...flags(), 'dry-run': true, file: 'nope.yaml' }, secrets());
  await runHereForJson({ ...flags(), 'dry-run': true, image: 'nope' }, secrets());
  await runHereForJson(
    { ...flags(), 'dry-run': true, image: image.replace('1179-344b590f', '1171-d6884731') },
    secrets(),
  );
  expect(slack.posts).toHaveLength(0);
});

test('a failed run says what is known of the branch', async () => {
  const tip = (await server.repository.git('rev-parse', 'main')).trim();
  const { report } = await runHereForJson({ ...flags(), image: 'acme/other:v1' }, secrets());
  expect(report).toMatchObject({ result: 'failed', branch: 'main', commit: tip, attempts: 0 });
});

test.each<[string, Record<string, string>, string]>([
  ['a bad image', { image: 'acme/vehicles:' }, 'Deploy of *vehicles* failed'],
  ['a bad file', { file: '../x' }, 'Deploy of *microservice-vehicles* `release-1179-344b590f` failed'],
  ['nothing to deploy', { image: ' ' }, 'Deploy of *an image* failed'],
])('bad input is told on Slack: %s', async (_, bad, headline) => {
  const { exit } = await runHere([], { ...flags(), ...bad }, { ...ci, ...secrets() });
  expect([exit, slack.posts.length]).toEqual([2, 1]);
  expect(slack.posts[0]?.message?.text).toContain(headline);
  expect(slack.posts[0]?.body).toContain('Cannot use the inputs');
  expect(slack.posts[0]?.body).not.toContain(token);
});

test('bad input is not told where the inputs of Slack are bad, or say so', async () => {
  const bad = { ...flags(), image: 'web' };
  await runHere([], { ...bad, 'notify-on': 'sometimes' }, secrets());
  await runHere([], { ...bad, 'notify-on': 'success' }, secrets());
  await runHere([], bad, { ...secrets(), GITOPS_DEPLOY_DRYRUN: 'true' });
  await runHere([], bad, { ...secrets(), GITOPS_DEPLOY_NOTIFYON: 'never' });
  expect(slack.posts).toHaveLength(0);
});

test('the report says what a caller needs', async () => {
  const { report } = await runForJson(flags(), secrets());
  expect(report).toMatchObject({
    result: 'pushed',
    repository: server.url,
    branch: 'main',
    commit: (await server.repository.git('rev-parse', 'main')).trim(),
    attempts: 1,
    changes: [
      { file, line: 18, from: 'release-1171-d6884731', to: 'release-1179-344b590f' },
      { file, line: 24, variable: 'DD_VERSION', from: 'release-1171-d6884731', to: 'release-1179-344b590f' },
    ],
  });
});

test('notify-on: failure keeps quiet about success', async () => {
  await runHere([], { ...flags(), 'notify-on': 'failure' }, secrets());
  expect(slack.posts).toHaveLength(0);
});

test.each([
  [3, /^Read a1\.yaml, a2\.yaml, a3\.yaml of main at [0-9a-f]{8}$/m],
  [4, /^Read 4 files of main at [0-9a-f]{8}$/m],
])('the log of a glob of %i files stays short', async (count, line) => {
  await server.close();
  const names = Array.from({ length: count }, (_, index) => `a${index + 1}.yaml`);
  server = await startGitServer({ files: Object.fromEntries(names.map((name) => [name, before])), token });
  const run = await runHere([], { ...flags(), file: 'a*.yaml' }, secrets());
  expect([run.exit, run.stdout]).toEqual([0, expect.stringMatching(line)]);
});

test('the file keeps its mode', async () => {
  await server.close();
  server = await startGitServer({ files: { [file]: { mode: '100755', content: before } }, token });
  expect((await runHere([], flags(), secrets())).exit).toBe(0);
  expect(await server.repository.git('ls-tree', '-r', 'main')).toMatch(/^100755 /);
});
