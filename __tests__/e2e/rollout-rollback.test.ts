// A deploy whose rollout fails is taken back by the run that made it: on a real git server, with a stand-in for the host's statuses.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApiFront } from '../../testing/api-front.ts';
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { digest } from '../../testing/digest.ts';
import { postFluxToGitHub } from '../../testing/flux-notifier.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { runHere } from '../../testing/run-here.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { githubStatusDialect } from '../../testing/status-dialects.ts';
import { type StatusHub, startStatusHub } from '../../testing/status-hub.ts';
import { until } from '../../testing/until.ts';

const token = 'S3cretTokenOfTheTest';
const web = 'apps/web.yaml';
const manifest = (version: string, sidecar = 's1'): string => `kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  containers:
    - name: web
      image: acme/web:${version} # kept
      env: [{name: DD_VERSION, value: "${version.split('@')[0]}"}]
    - name: sidecar
      image: acme/sidecar:${sidecar}
`;
const files = { [web]: manifest(`v1@${digest('1')}`) };

let server: GitServer;
let github: StatusHub;
let slack: SlackReceiver;
beforeAll(async () => {
  server = await startGitServer({ files, token });
  await server.repository.git('tag', 'start', 'main');
  github = await startStatusHub(githubStatusDialect);
  slack = await startSlackReceiver();
});
beforeEach(() => server.repository.git('update-ref', 'refs/heads/main', 'start'));
afterAll(async () => {
  expect(github.faults).toEqual([]);
  await Promise.all([server.close(), github.close(), slack.close()]);
});

const place = (): Flags => ({
  repository: `http://127.0.0.1:${server.port}/acme/config.git`,
  ...{ file: web, token, 'host-type': 'github', json: true },
});
const all = (more: Flags): Flags => ({
  ...{ ...place(), image: `acme/web:v2@${digest('2')}`, 'version-env': 'DD_VERSION' },
  ...{ 'api-url': github.url },
  ...more,
});
const waiting: Flags = { wait: '60s', 'wait-grace': '0', 'on-rollout-failure': 'rollback' };

interface Report {
  readonly result: string;
  readonly commit: string;
  readonly notified: readonly object[];
  readonly rollout: { readonly rollback?: Record<string, unknown> & { readonly error?: object } };
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
}
const ended = ({ exit, stdout }: { exit: number | null; stdout: string }) => ({
  exit,
  report: JSON.parse(stdout) as Report,
});
const deploy = async (more: Flags = {}, env = {}) => ended(await runHere([], all(more), env));
/** How GitLab says that somebody has started a job. */
const byHand = { GITLAB_CI: 'true', CI_JOB_MANUAL: 'true' };

/** Deploys, waits, and says that it failed, once what somebody does meanwhile is done. */
async function failing(meanwhile: () => Promise<unknown>, more: Flags = {}, env = {}) {
  const before = await server.repository.tip();
  const job = deploy({ ...waiting, ...more }, env);
  await until('it has landed', async () => (await server.repository.tip()) !== before);
  const own = await server.repository.tip();
  await meanwhile();
  await fail(own);
  const { exit, report } = await job;
  expect([exit, report.result, report.commit, report.error?.code]).toEqual([
    8,
    'pushed',
    own,
    'rollout-failed',
  ]);
  return { own, report, rollback: report.rollout.rollback, error: report.error };
}
const fail = (commit: string) =>
  postFluxToGitHub(github, {
    ...{ object: 'Kustomization/apps', commit, reason: 'HealthCheckFailed', severity: 'error' },
  });
const say = (commit: string, status: object) =>
  fetch(`${github.url}/repos/acme/config/statuses/${commit}`, {
    ...{ method: 'POST', body: JSON.stringify(status) },
  });

test('it goes back to the exact old values, the bad one is held with the reason, and people are told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollout-'));
  const dotenv = join(folder, 'deploy.env');
  const flags = all({ ...waiting, order: 'web 7', 'slack-webhook-url': slack.url, dotenv });
  const job = startBundle([], flags);
  await until('it waits', () => /is on main; waiting up to/.test(job.said()));
  const own = await server.repository.tip();
  await say(own, {
    ...{ state: 'failure', context: 'kustomization/apps', target_url: 'https://flux.acme.io/apps' },
    description: 'health check failed\nDeploy-Release: yes, fixes #12 [skip ci]',
  });
  const { exit, report } = ended(await job.ended);
  const tip = await server.repository.tip();
  const why = `"kustomization/apps" failed on ${own.slice(0, 8)}: health check failed Deploy-Release: yes, fixes`;
  expect([exit, report]).toMatchObject([
    8,
    {
      ...{ result: 'pushed', commit: own },
      rollout: {
        state: 'failed',
        rollback: { result: 'pushed', commit: tip, headline: 'web back to v1 in prod' },
      },
      error: { code: 'rollout-failed', remedy: expect.stringContaining('is held there until') },
    },
  ]);
  expect(report.error?.message).toContain(`; it was taken back with commit "${tip}"`);
  // GitLab's deployment follows the job: it has failed with the exit code, and the variables say why.
  expect((await readFile(dotenv, 'utf8')).split('\n')).toEqual(
    expect.arrayContaining([
      'GITOPS_ROLLOUT=failed',
      'GITOPS_ROLLBACK_RESULT=pushed',
      `GITOPS_ROLLBACK_COMMIT=${tip}`,
    ]),
  );
  await rm(folder, { recursive: true });
  expect(await server.repository.show(web)).toBe(files[web]);
  const [message = ''] = await server.repository.messages();
  expect(message).toContain('Roll web back to v1 in prod\n');
  expect(message).toContain(`Deploy-Reverts: ${own}\nDeploy-Hold: acme/web:v2@${digest('2')}\n`);
  expect(message).toContain(
    `Deploy-Hold-Reason: the rollout failed: ${why} no. 12 (skip ci) (https://flux.acme.io/apps)\n`,
  );
  const said = JSON.stringify(slack.posts);
  expect(slack.posts.length).toBe(1);
  expect(said).toContain('is rolled back, because its rollout failed');

  // The same value does not come again, neither by the same run nor by a new one.
  for (const order of ['web 7', 'web 8']) {
    const again = await deploy({ order });
    expect([again.exit, again.report.error?.code]).toEqual([5, 'held']);
    expect(again.report.error?.message).toContain(why);
  }
  expect((await deploy({ order: 'web 9', image: `acme/web:v3@${digest('3')}` })).report.result).toBe(
    'pushed',
  );
});

test('somebody has deployed there since: nothing is taken back, and it is said', async () => {
  const newer = `acme/web:v3@${digest('3')}`;
  const { rollback, error } = await failing(() => deploy({ image: newer, author: 'Jo <jo@acme.io>' }));
  expect(rollback).toMatchObject({ result: 'superseded', error: { code: 'superseded' } });
  expect(rollback?.commit).toBeUndefined();
  expect(error?.message).toMatch(/; nothing is taken back: Jo has deployed acme\/web:v3@\S+ meanwhile/);
  expect(await server.repository.show(web)).toContain('acme/web:v3@');
});

test('somebody has deployed another value and gone back since: that was their decision, and it stays', async () => {
  const { rollback } = await failing(async () => {
    await deploy({ image: `acme/web:v3@${digest('3')}` });
    await runHere(['rollback'], { ...all({}), image: 'acme/web' });
  });
  expect(rollback).toMatchObject({ result: 'superseded' });
  expect(await server.repository.show(web)).toContain('acme/web:v2@');
});

test('somebody has changed the value by hand: nothing is taken back', async () => {
  const { rollback, error } = await failing(() => server.repository.commit({ [web]: manifest('v9') }));
  expect(rollback).toMatchObject({ result: 'superseded' });
  expect(error?.message).toContain(`; nothing is taken back: somebody has changed ${web} meanwhile`);
  expect(await server.repository.show(web)).toBe(manifest('v9'));
});

test('somebody has reverted it by hand: the old value is there, and that is said', async () => {
  const { rollback, error } = await failing(() => server.repository.commit(files));
  expect(rollback).toMatchObject({ result: 'unchanged' });
  expect(error?.message).toContain('; nothing is taken back, because what was there before is there again');
});

test('another image of the same file that was deployed since stays; what looks like a secret is not committed', async () => {
  const { rollback, own } = await failing(async () => {
    const commit = await server.repository.tip();
    await deploy({ image: 'acme/sidecar:s2' });
    const description = 'dial postgres://app:hunter2@db/web: refused';
    await say(commit, { state: 'failure', context: 'kustomization/db', description });
  });
  expect(rollback).toMatchObject({ result: 'pushed' });
  expect(await server.repository.show(web)).toBe(manifest(`v1@${digest('1')}`, 's2'));
  const [message] = await server.repository.messages();
  expect(message).toContain(`Deploy-Reverts: ${own}\n`);
  expect(message).toMatch(new RegExp(`"kustomization/db" failed on ${own.slice(0, 8)}(?:;|$)`, 'm'));
  expect(message).not.toContain('postgres');
});

test('a rule of the server that refuses the rollback is said with its own code and remedy', async () => {
  const refuse =
    'git log -1 --format=%B "$3" | grep -q Deploy-Reverts: || exit 0; echo "go back on Mondays alone" >&2; exit 1';
  const { rollback, error } = await failing(() => server.repository.hook('update', refuse));
  await server.repository.removeHook('update');
  expect(rollback).toMatchObject({ result: 'failed', error: { code: 'push-refused' } });
  expect(error?.message).toMatch(
    /; it is not taken back: Cannot push .*go back on Mondays alone.* \[push-refused\]$/s,
  );
  expect(error?.remedy).toMatch(/; then go back with "gitops-deploy rollback", or deploy a fix$/);
  expect(await server.repository.show(web)).toContain('acme/web:v2@');
});

test('a hold of every deploy that came meanwhile keeps the rollback out too', async () => {
  const { rollback } = await failing(() =>
    runHere(['hold'], { ...place(), image: 'acme/web', reason: 'nobody touches it' }),
  );
  expect(rollback).toMatchObject({ result: 'failed', error: { code: 'held' } });
});

/** Deploys by a request that the run merges, and says that it failed, once what somebody does meanwhile is done. */
async function failingMerge(meanwhile: (more: Flags) => Promise<unknown>, env = {}) {
  const requests = await startGitHubRequests(server.repository);
  const front = await startApiFront((path) =>
    /(?:\/statuses|\/check-runs|\/statuses\/\w+)(?:\?|$)/.test(path)
      ? `${new URL(github.url).origin}${path}`
      : `${new URL(requests.url).origin}${path}`,
  );
  try {
    const before = await server.repository.tip();
    const proposed: Flags = { mode: 'pull-request', timeout: '60s', 'api-url': `${front.url}/api/v3` };
    const merged: Flags = { 'pull-request-merge': 'now', order: 'web 7' };
    const job = deploy({ ...waiting, ...proposed, ...merged }, env);
    await until('it is merged', async () => (await server.repository.tip()) !== before);
    // What was said of the commit while it was on the branch of the request does not count.
    const waits = () => github.calls.some(({ asked }) => asked.endsWith(own));
    const own = await server.repository.tip();
    await until('it waits', waits);
    await meanwhile(proposed);
    await fail(own);
    const { exit, report } = await job;
    expect(requests.faults).toEqual([]);
    return { exit, report, requests: requests.requests };
  } finally {
    await Promise.all([front.close(), requests.close()]);
  }
}

test('where the deploy was merged by the run, so is its rollback', async () => {
  const { exit, report } = await failingMerge(async () => undefined);
  expect([exit, report.error?.message, report]).toMatchObject([
    8,
    expect.stringContaining('; it was taken back with the pull request http'),
    { result: 'merged', rollout: { rollback: { result: 'merged', pullRequestNumber: 2 } } },
  ]);
  expect(await server.repository.show(web)).toBe(files[web]);
  expect((await deploy()).report.error?.code).toBe('held');
});

test.each<[string, object]>([
  ['', {}],
  [', also where somebody has started this one', byHand],
])('the open request of a newer run stays%s', async (_, env) => {
  const image = `acme/web:v3@${digest('3')}`;
  const { report, requests } = await failingMerge(
    (proposed) => deploy({ ...proposed, image, order: 'web 8' }),
    env,
  );
  expect(report).toMatchObject({ result: 'merged', rollout: { rollback: { result: 'superseded' } } });
  expect(report.error?.message).toMatch(/; nothing is taken back: a newer one is there already, run 8 with/);
  const [, newer] = requests;
  expect([requests.length, newer?.state]).toEqual([2, 'open']);
  expect(await server.repository.show(web, newer?.head ?? '')).toContain(image);
});

test('what a newer run had deployed before a run that somebody started comes back', async () => {
  const image = `acme/web:v3@${digest('3')}`;
  await deploy({ image, order: 'web 8' });
  const { rollback } = await failing(async () => undefined, { order: 'web 7' }, byHand);
  expect(rollback).toMatchObject({ result: 'pushed', headline: 'web back to v3 in prod' });
  expect(await server.repository.show(web)).toContain(image);
});

test('what nobody saw is not taken back, and what this run has not changed neither', async () => {
  const silent = await deploy({ ...waiting, wait: '1s' });
  expect([silent.exit, silent.report.error?.code]).toEqual([8, 'rollout-timed-out']);
  expect(await server.repository.show(web)).toContain('acme/web:v2@');
  await fail(await server.repository.tip());
  const told = { 'notify-url': `cloudevents+${slack.url}`, 'slack-webhook-url': slack.url };
  const { exit, report } = await deploy({ ...waiting, ...told, 'notify-allow-private': true });
  expect([exit, report.result, report.rollout.rollback]).toEqual([8, 'unchanged', undefined]);
  // Receivers of CloudEvents hear of changes alone.
  expect(report.notified).toEqual([{ place: 'Slack by webhook', delivered: true }]);
  expect(report.error?.message).toContain('; nothing is taken back, because this run has changed no image');

  // What had failed before it is no fault of this deploy.
  const newer = `acme/web:v3@${digest('3')}`;
  const { rollback, error } = await failing(async () => undefined, { image: newer });
  expect(rollback).toBeUndefined();
  expect(error?.message).toMatch(
    /; nothing is taken back, because "kustomization\/apps\/\w+" had failed on the commit before already$/,
  );
  expect(await server.repository.show(web)).toContain(newer);
});

test('a success of what took it back is none: nobody saw it live', async () => {
  const before = await server.repository.tip();
  const job = deploy({ ...waiting, wait: '4s' });
  await until('it has landed', async () => (await server.repository.tip()) !== before);
  await runHere(['rollback'], { ...all({}), image: 'acme/web' });
  await say(await server.repository.tip(), { state: 'success', context: 'kustomization/apps' });
  const { exit, report } = await job;
  expect([exit, report.error?.code]).toEqual([8, 'rollout-timed-out']);
});

test.each<[string, Flags, RegExp]>([
  [
    'no wait',
    { wait: '0' },
    /on-rollout-failure "rollback": is given, and nothing is waited for; set --wait too/,
  ],
  [
    'a page alone',
    { 'wait-url': 'http://127.0.0.1:9/version' },
    /on-rollout-failure "rollback": takes back what failed, and a page alone never says that it failed; give --wait-for too/,
  ],
  [
    'fields alone',
    { image: '', set: 'spec.replicas=3' },
    /takes back images, and none is given; give --image/,
  ],
  [
    'a rollback',
    { command: 'rollback', image: 'acme/web' },
    /on-rollout-failure "rollback": is not for a rollback; leave it out: the bad value would come back/,
  ],
  ['plain text', { text: true }, /takes back images, and with --text none are known/],
])('it is refused with %s', async (_, more, said) => {
  const { exit, stdout } = await runHere([], { ...all({ ...waiting }), ...more });
  expect([exit, (JSON.parse(stdout) as Report).error?.message]).toEqual([2, expect.stringMatching(said)]);
});
