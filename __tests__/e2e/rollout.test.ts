// The wait for the rollout, through the bundle: a real git server, a stand-in for the host's statuses, and agents that post to it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type BundleProcess,
  type BundleRun,
  type Flags,
  runBundle,
  startBundle,
} from '../../testing/bundle.ts';
import { postFluxToGitHub, postFluxToGitLab } from '../../testing/flux-notifier.ts';
import type { FluxEvent } from '../../testing/flux-postings.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHereForJson } from '../../testing/run-here.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { githubStatusDialect, gitlabStatusDialect } from '../../testing/status-dialects.ts';
import { type StatusHub, startStatusHub } from '../../testing/status-hub.ts';
import { until } from '../../testing/until.ts';

const token = 'S3cretTokenOfTheTest';
const apps = 'kustomization/apps/0c9c2e41';

let server: GitServer;
let github: StatusHub;
let gitlab: StatusHub;
let slack: SlackReceiver;
beforeAll(async () => {
  const files = {
    'web.yaml': 'kind: Pod\nimage: acme/web:v1\n',
    'db.yaml': 'kind: Pod\nimage: acme/db:v1\n',
  };
  server = await startGitServer({ files, token });
  github = await startStatusHub(githubStatusDialect);
  gitlab = await startStatusHub(gitlabStatusDialect);
  slack = await startSlackReceiver();
});
afterAll(async () => {
  expect([...github.faults, ...gitlab.faults]).toEqual([]);
  await Promise.all([server.close(), github.close(), gitlab.close(), slack.close()]);
});
beforeEach(() => {
  github.calls.length = 0;
});

let tag = 1;
function start(more: Flags): BundleProcess {
  tag += 1;
  return startBundle([], {
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    ...{ file: 'web.yaml', image: `acme/web:v${tag}`, token, json: true, wait: '60s' },
    ...{ 'host-type': 'github', 'api-url': github.url },
    ...more,
  });
}

const reportIn = ({ stdout }: BundleRun) => JSON.parse(stdout) as Record<string, unknown>;

/** People are told once, at the end. */
const told = (): Flags => ({ 'slack-webhook-url': slack.url });
const lastPost = () => JSON.stringify(slack.posts.at(-1));

/** Waits until the deploy has landed, and gives its commit. */
async function landed(job: BundleProcess): Promise<string> {
  await until('the deploy waits', () => /is on main; waiting up to/.test(job.said()));
  return server.repository.tip();
}
const event = (commit: string, reason: string, severity: FluxEvent['severity']): FluxEvent => ({
  ...{ object: 'Kustomization/apps', commit, reason, severity },
});

test('ours is skipped, a later commit of another team fails and then succeeds: ours is live', async () => {
  const job = start({ 'wait-for': 'kustomization/apps', 'api-token': 'Stat0sToken' });
  const own = await landed(job);
  const theirs = await server.repository.commit({ 'other.yaml': 'kind: Service\n' }, 'Another team');
  await postFluxToGitHub(github, event(theirs, 'HealthCheckFailed', 'error'));
  await until('the failure is seen', () => job.said().includes('failure on'));
  await postFluxToGitHub(github, event(theirs, 'ReconciliationSucceeded', 'info'));
  const run = await job.ended;
  expect([run.exit, reportIn(run)]).toMatchObject([
    0,
    {
      result: 'pushed',
      commit: own,
      rollout: {
        state: 'succeeded',
        statuses: [{ name: apps, state: 'success', commit: theirs, description: 'reconciliation succeeded' }],
      },
    },
  ]);
  expect(reportIn(run).error).toBeUndefined();
  // What has not changed is asked for with the ETag of before, with the token of the API, and nothing before ours more than once.
  const [first, ...others] = github.calls.filter(({ asked }) => asked === `check runs ${own}`);
  expect([first?.status, ...new Set(others.map(({ status }) => status))]).toEqual([200, 304]);
  expect([...github.authorizations].filter((each) => !/flux$/.test(each))).toEqual(['token Stat0sToken']);
});

test('a failure that stays ends the run with exit code 8, and the deploy stays pushed', async () => {
  const job = start({ 'host-type': 'gitlab', 'api-url': gitlab.url, 'wait-grace': '1s', ...told() });
  const own = await landed(job);
  await postFluxToGitLab(gitlab, event(own, 'HealthCheckFailed', 'error'));
  const run = await job.ended;
  expect([run.exit, reportIn(run)]).toMatchObject([
    8,
    {
      result: 'pushed',
      commit: own,
      rollout: {
        state: 'failed',
        statuses: [{ name: apps, state: 'failure', description: 'health check failed' }],
      },
      error: {
        code: 'rollout-failed',
        message: `Cannot roll out commit "${own}" of "main": "${apps}" failed on ${own.slice(0, 8)}: health check failed`,
      },
    },
  ]);
  expect(lastPost()).toContain('has landed, but its rollout failed');
});

test('people are told how the rollout ended, once, and machines of the services that have changed', async () => {
  const events = await startSlackReceiver({ usual: { status: 202, body: '' } });
  const machines = { 'notify-url': events.url, 'notify-allow-private': true, environment: 'prod' } as const;
  const both = { file: 'web.yaml\ndb.yaml', image: `acme/web:v${tag + 1}\nacme/db:v1` };
  const job = start({ ...told(), ...machines, ...both, 'allow-http': true });
  await postFluxToGitHub(github, event(await landed(job), 'ReconciliationSucceeded', 'info'));
  expect((await job.ended).exit).toBe(0);
  await events.close();
  expect(events.posts.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    'dev.cdevents.change.merged.0.3.0',
    'dev.cdevents.service.deployed.0.3.0',
  ]);
  expect(lastPost()).toContain('is live');
  expect(slack.posts.length).toBe(2);
});

test('a message that can be updated says that the deploy has landed and waits, and then how it ended', async () => {
  const discord = await startSlackReceiver({ usual: { body: '{"id":"77"}' } });
  const address = discord.url.replace('http://', 'discord+http://');
  const job = start({ 'notify-url': address, 'notify-allow-private': true, 'allow-http': true });
  const own = await landed(job);
  const said = () => discord.posts.map(({ body }) => /has landed, waiting|is live/.exec(body)?.[0]);
  await until('it is told', () => said().includes('has landed, waiting'));
  await postFluxToGitHub(github, event(own, 'ReconciliationSucceeded', 'info'));
  expect((await job.ended).exit).toBe(0);
  await discord.close();
  // On a slow machine it said before that the deploy is under way.
  expect(said().filter((each) => each !== undefined)).toEqual(['has landed, waiting', 'is live']);
  expect(discord.posts.at(-1)?.method).toBe('PATCH');
});

test('silence ends with the wait; a rerun of the same finds its commit live, without a push', async () => {
  const silent = start({ wait: '2s' });
  const own = await landed(silent);
  const run = await silent.ended;
  expect([run.exit, reportIn(run)]).toMatchObject([
    8,
    {
      result: 'pushed',
      commit: own,
      rollout: { state: 'timed-out', statuses: [] },
      error: { code: 'rollout-timed-out', message: expect.stringContaining('silence is no success') },
    },
  ]);
  await postFluxToGitHub(github, event(own, 'ReconciliationSucceeded', 'info'));
  tag -= 1;
  const again = await start({ wait: '20s' }).ended;
  expect([again.exit, reportIn(again)]).toMatchObject([
    0,
    { result: 'unchanged', commit: own, rollout: { state: 'succeeded', statuses: [{ commit: own }] } },
  ]);
});

test('a job that is stopped while it waits ends before the host has answered: landed, and not seen to be live', async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const host = createServer((request, response) => {
    asked.push(request.url ?? '');
    answers.push(() => void response.end('[]'));
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  const job = start({ wait: '10m', 'on-rollout-failure': 'rollback', 'api-url': `http://127.0.0.1:${port}` });
  const own = await landed(job);
  await until('it asks', () => asked.length > 0);
  job.kill('SIGTERM');
  const run = await job.ended;
  for (const answer of answers) answer();
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
  expect([run.exit, reportIn(run)]).toMatchObject([
    8,
    {
      result: 'pushed',
      commit: own,
      rollout: { state: 'timed-out' },
      error: { code: 'rollout-timed-out', message: expect.stringContaining('the job was stopped') },
    },
  ]);
  expect(await server.repository.tip()).toBe(own);
});

test('a page of the application tells it alone: several times in a row, without a credential, on its host alone', async () => {
  // Two old pods answer beside the new one.
  const answers = ['v1', 'v1.20', 'NEW', 'v1', 'NEW', 'NEW', 'NEW'];
  const headers: unknown[] = [];
  const app = createServer((request, response) => {
    headers.push(request.headers.authorization);
    if (request.url === '/') return void response.writeHead(302, { location: '/version' }).end();
    if (request.url === '/away')
      return void response.writeHead(302, { location: 'http://localhost:1/' }).end();
    const next = answers.shift() ?? 'NEW';
    response.end(`{"version":"${next === 'NEW' ? `v${tag}` : next}"}`);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  try {
    const run = await start({ 'host-type': 'gerrit', 'wait-url': `${address}/` }).ended;
    expect([run.exit, reportIn(run)]).toMatchObject([
      0,
      { result: 'pushed', rollout: { state: 'succeeded', statuses: [{ description: 'names the version' }] } },
    ]);
    expect([answers, new Set(headers)]).toEqual([[], new Set([undefined])]);
    const away = await start({ 'wait-url': `${address}/away`, wait: '3s' }).ended;
    expect([away.exit, reportIn(away)]).toMatchObject([
      8,
      {
        error: {
          code: 'rollout-timed-out',
          message: expect.stringContaining('it leads to another host, "localhost:1"'),
        },
      },
    ]);
  } finally {
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  }
});

test('where nobody can say it, nothing is pushed', async () => {
  const before = await server.repository.tip();
  const unknown = await start({ 'host-type': 'gerrit' }).ended;
  expect([unknown.exit, reportIn(unknown)]).toMatchObject([
    2,
    { error: { code: 'invalid-input', message: expect.stringContaining('Cannot wait for the rollout on') } },
  ]);
  expect(unknown.stdout + unknown.stderr).not.toContain('Nothing to wait for');
  const bad = await runBundle([], { 'wait-for': 'a,b', wait: 'soon', 'wait-grace': '1w' });
  expect(bad.stderr).toMatch(/wait "soon": is not a time[\s\S]*wait-for "a,b": is not the name of a status/);
  expect(await server.repository.tip()).toBe(before);
});

test('a page is not waited for where several versions are deployed, and nothing is pushed', async () => {
  const { repository } = server;
  const images = (web: string, api: string) => `a: {image: acme/web:${web}}\nb: {image: acme/api:${api}}\n`;
  await repository.commit({ 'staging.yaml': images('s1', 's2'), 'prod.yaml': images('p1', 's2') });
  const run = (flags: Flags) =>
    runHereForJson({
      repository: `http://127.0.0.1:${server.port}/acme/config.git`,
      ...{ file: 'prod.yaml', token, wait: '60s', 'wait-url': 'http://127.0.0.1:1/version' },
      ...flags,
    });
  const plain = await run({ image: 'acme/web:v2', 'wait-url': 'http://api.acme.io/version' });
  expect([plain.exit, plain.report.error]).toMatchObject([
    2,
    {
      message: expect.stringMatching(
        /: is read over plain HTTP, where others can answer in its place; write it/,
      ),
    },
  ]);
  const refused = {
    code: 'invalid-input',
    message:
      'Cannot wait for a page that holds "{tag}": the images have several tags, or none, so it is not known which to look for',
  };
  const promoted = { 'image-from': 'staging.yaml' };
  const before = await repository.tip();
  const given = await run({ image: 'acme/web:s1\nacme/api:s3' });
  expect([given.exit, given.report.error]).toMatchObject([2, refused]);
  expect(await repository.tip()).toBe(before);
  await repository.commit({ 'prod.yaml': images('p1', 'p2') });
  const found = await run(promoted);
  expect([found.exit, found.report.error]).toMatchObject([2, refused]);
  await repository.commit({ 'prod.yaml': images('s1', 's2') });
  const same = await run(promoted);
  expect([same.exit, same.report.result, same.report.rollout]).toMatchObject([
    0,
    'unchanged',
    { state: 'none' },
  ]);
});
