// An older run never overwrites what a newer one has deployed, end to end.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const runForJson = bundleFirst();

const file = 'apps/web.yaml';
const files = {
  [file]: 'kind: Deployment\nmetadata: {name: web}\nspec: {containers: [{name: web, image: acme/web:v1}]}\n',
};
const workflow = 'acme/web/.github/workflows/deploy.yml';

let server: GitServer;
let slack: SlackReceiver;
beforeAll(async () => {
  [server, slack] = await Promise.all([startGitServer({ files }), startSlackReceiver()]);
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(async () => {
  server.intercept(undefined);
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() => Promise.all([server.close(), slack.close()]));

/** Deploys tag `v<number>` as that run of a pipeline of GitLab. */
function deploy(number: number, flags: Flags = {}, env: Readonly<Record<string, string>> = {}) {
  const ci = {
    ...{ GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/web', CI_PIPELINE_IID: `${number}` },
    CI_JOB_URL: `https://gitlab.acme.io/acme/web/-/jobs/${number}`,
  };
  return runForJson(
    { repository: server.url, file, image: `acme/web:v${number}`, ...flags },
    { ...ci, ...env },
  );
}

const tagNow = async () => /acme\/web:(\w+)/.exec(await server.repository.show(file))?.[1];

test('a run that a newer one has overtaken is left out, and names the one that won', async () => {
  const newer = await deploy(8);
  const older = await deploy(7, { 'slack-webhook-url': slack.url });
  expect(older).toMatchObject({
    exit: 0,
    report: {
      result: 'superseded',
      commit: newer.report.commit,
      supersededBy: { order: 'acme/web 8', runUrl: 'https://gitlab.acme.io/acme/web/-/jobs/8' },
      changes: [],
      diff: '',
      attempts: 0,
    },
  });
  expect(await tagNow()).toBe('v8');
  const posted = JSON.stringify(slack.posts);
  expect(posted).toContain('left out: a newer run has deployed');
  expect(posted).toContain('https://gitlab.acme.io/acme/web/-/jobs/8');
});

test.each<[string, Flags, Readonly<Record<string, string>>, unknown, string]>([
  ['fails where it is to', { 'if-superseded': 'fail' }, {}, [5, 'failed', 'superseded'], 'v8'],
  ['deploys where it is to', { 'if-superseded': 'deploy' }, {}, [0, 'pushed', undefined], 'v7'],
  ['deploys where a person started it', {}, { CI_JOB_MANUAL: 'true' }, [0, 'pushed', undefined], 'v7'],
  ['deploys as a run of another pipeline', { order: 'hotfix 1' }, {}, [0, 'pushed', undefined], 'v7'],
  [
    'is left out by the order that an input gives',
    { order: 'acme/web 2' },
    {},
    [0, 'superseded', undefined],
    'v8',
  ],
])('an older run %s', async (_, flags, env, ending, tag) => {
  await deploy(8);
  const { exit, report, stderr } = await deploy(7, flags, env);
  expect([exit, report.result, (report.error as { code: string } | undefined)?.code]).toEqual(ending);
  expect(await tagNow()).toBe(tag);
  expect(stderr.includes('started on purpose, so it goes back behind run 8')).toBe('CI_JOB_MANUAL' in env);
});

test('runs in their order deploy, and say it in the commit', async () => {
  await deploy(7);
  const { report } = await deploy(8, { order: `${workflow} 8` });
  expect(report.result).toBe('pushed');
  const trailers = await server.repository.git('log', '-1', '--format=%(trailers:only)', 'main');
  expect(trailers).toContain(`Deploy-Order: ${workflow} 8\nDeploy-Target: ${file}#acme/web\n`);
});

test('the message compares with the commit that the branch says was deployed before', async () => {
  const built = (sha: string) => ({
    ...{ CI_SERVER_URL: 'https://gitlab.acme.io', CI_PROJECT_URL: 'https://gitlab.acme.io/acme/web' },
    CI_COMMIT_SHA: sha.repeat(40),
  });
  await deploy(7, {}, built('a'));
  const others = slack.posts.length;
  await deploy(8, { 'slack-webhook-url': slack.url }, built('b'));
  const page = `https://gitlab.acme.io/acme/web/-/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`;
  expect(JSON.stringify(slack.posts.slice(others))).toContain(page);
});

test('an older run that a server holds back while a newer one lands does not go back', async () => {
  let held = 0;
  let isFree = false;
  server.intercept(async ({ entry, run, send }) => {
    // The first push that comes is that of the older run; it is let go when the newer one has landed.
    if (entry.method === 'POST' && entry.service === 'receive-pack' && held++ === 0)
      while (!isFree) await sleep(5);
    send(await run());
  });
  const older = deploy(7);
  while (held === 0) await sleep(5);
  const newer = await deploy(8);
  isFree = true;
  expect([newer.report.result, (await older).report.result]).toEqual(['pushed', 'superseded']);
  expect(await tagNow()).toBe('v8');
});

test('every deploy asks for the history once, for holds count where no order does', async () => {
  const asked: string[] = [];
  server.intercept(async ({ request, run, send }) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const answer = await run();
    if (Buffer.concat(chunks).includes('deepen 200')) asked.push('history');
    send(answer);
  });
  await deploy(7, { 'if-superseded': 'deploy' });
  await deploy(8, {}, { CI_PIPELINE_IID: '' });
  await deploy(9);
  expect(asked).toEqual(['history', 'history', 'history']);
});
