// Merge requests that GitLab opens at a push, from inputs onto a real git server whose hook reads the push options.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitLabServer, startGitLab } from '../../testing/gitlab-requests.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import { describeWithSshd, startSshServer } from '../../testing/ssh-server.ts';

const runForJson = bundleFirst();

const jobToken = 'S3cretTokenOfTheJob';
const env = { GITLAB_CI: 'true', CI_JOB_TOKEN: jobToken };
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';
const files = { 'web.yaml': manifest, 'other.yaml': 'kind: Pod\n' };
const takesOptions = { 'receive.advertisePushOptions': 'true' };

let server: GitServer;
let gitlab: GitLabServer;
beforeEach(async () => {
  server = await startGitServer({ files, config: takesOptions });
  gitlab = await startGitLab(server.repository);
});
afterEach(async () => {
  expect(gitlab.faults).toEqual([]);
  await Promise.all([gitlab.close(), server.close()]);
});

const flags = (tag: string, more: Flags = {}): Flags => ({
  repository: `http://127.0.0.1:${server.port}/acme/config.git`,
  file: 'web.yaml',
  image: `acme/web:${tag}`,
  token: jobToken,
  mode: 'pull-request',
  'api-url': gitlab.url,
  'host-type': 'gitlab',
  timeout: '60s',
  ...more,
});
const propose = (tag: string, more: Flags = {}) => runForJson(flags(tag, more), env);
const ourBranch = () => gitlab.requests.at(-1)?.head ?? '';
const onBranch = (branch: string) => server.repository.show('web.yaml', branch);

test("a job's token opens one request, a newer tag takes its place, and a closed one stays closed", async () => {
  const first = await propose('v2', {
    'pull-request-labels': 'deploy\nweb, shop',
    'pull-request-assignees': 'kim',
    'pull-request-reviewers': 'jo',
    'pull-request-merge': 'auto',
    'push-options': 'merge_request.squash\nmerge_request.remove_source_branch',
  });
  expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
  expect(first.report).toMatchObject({
    pullRequestUrl: 'https://gitlab.example.com/acme/config/-/merge_requests/1',
    pullRequestNumber: 1,
    commit: await server.repository.tip(ourBranch()),
  });
  expect(gitlab.requests[0]).toMatchObject({
    ...{ base: 'main', title: 'Deploy web v2', labels: ['deploy', 'web, shop'], assignees: ['kim'] },
    ...{ autoMerge: true, squash: true, removesBranch: true },
    ...{ body: expect.stringMatching(/^\| file \|.*\n\| --- \|.*\n\| `web.yaml:2` \|/) },
  });
  expect(first.stderr).toContain('A push asks nobody for a review: jo');
  expect(gitlab.calls).toEqual([]);

  // What is there already is pushed again: a push alone tells which request it is.
  const same = await propose('v2');
  expect(same.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  await server.repository.commit({ 'other.yaml': 'kind: Job\n' });
  const next = await propose('v3', { 'pull-request-draft': true });
  expect(next.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  expect(gitlab.requests.map(({ title }) => title)).toEqual(['Draft: Deploy web v3']);
  expect(await server.repository.log(`main..${ourBranch()}`)).toEqual([next.report.commit]);

  Object.assign(gitlab.requests[0] ?? {}, { state: 'closed' });
  const later = await propose('v3');
  expect(later.report).toMatchObject({ result: 'proposed', pullRequestNumber: 2 });

  await server.repository.commit({ 'web.yaml': manifest.replace('v1', 'v3') });
  const needless = await propose('v3');
  expect(needless.report).toMatchObject({ result: 'unchanged', branch: 'main' });
  expect(needless.stderr).toContain('close its merge request');
});

test('a draft that people make of a request is not merged by the push of the next tag', async () => {
  await propose('v2', { 'pull-request-merge': 'auto' });
  Object.assign(gitlab.requests[0] ?? {}, { title: 'Draft: Deploy web v2' });
  await propose('v3', { 'pull-request-merge': 'auto' });
  expect(gitlab.requests.map(({ title, body }) => [title, body.includes('`v3`')])).toEqual([
    ['Draft: Deploy web v2', true],
  ]);
  // A request that is new has the subject of the commit.
  Object.assign(gitlab.requests[0] ?? {}, { state: 'closed' });
  await propose('v4', { 'pull-request-merge': 'auto' });
  expect(gitlab.requests[1]).toMatchObject({ title: 'Deploy web v4', state: 'open', autoMerge: true });
});

test('one template for the branches of two bases is a branch and a request for each', async () => {
  await server.repository.git('branch', 'releases/next', 'main');
  const branch = { 'pull-request-branch': 'deploys/{name}' };
  for (const base of ['main', 'releases/next']) await propose('v2', { ...branch, branch: base });
  await propose('v3', { ...branch, branch: 'main' });
  expect(gitlab.requests.map(({ head, base, title }) => [head, base, title])).toEqual([
    ['deploys/web-main', 'main', 'Deploy web v3'],
    ['deploys/web-releases/next', 'releases/next', 'Deploy web v2'],
  ]);
});

test('an answer to the push that is lost doubles nothing', async () => {
  let cuts = 0;
  server.intercept(async ({ entry, request, run, send }) => {
    const answer = await run();
    if (entry.method === 'POST' && entry.service === 'receive-pack' && cuts++ === 0) request.socket.destroy();
    else send(answer);
  });
  const run = await propose('v2');
  expect([run.report.result, run.report.error]).toEqual(['proposed', undefined]);
  expect(gitlab.requests).toHaveLength(1);
  expect(await server.repository.log(`main..${ourBranch()}`)).toEqual([run.report.commit]);
});

test('five at once end with one open request, which holds what the newest run has', async () => {
  const runs = await Promise.all([4, 6, 2, 5, 3].map((n) => propose(`v${n}`, { order: `web ${n}` })));
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
  expect(gitlab.requests.map(({ state, title }) => [state, title])).toEqual([['open', 'Deploy web v6']]);
  expect(await onBranch(ourBranch())).toContain('acme/web:v6}');
});

test('an older run fails or goes back where it is to, behind a newer one that is proposed', async () => {
  await propose('v8', { order: 'web 8' });
  const failed = await propose('v7', { order: 'web 7', 'if-superseded': 'fail' });
  expect([failed.exit, failed.report.error]).toMatchObject([5, { code: 'superseded' }]);
  const back = await propose('v7', { order: 'web 7', 'if-superseded': 'deploy' });
  expect(back.report.result).toBe('proposed');
  expect(gitlab.requests.map(({ title }) => title)).toEqual(['Deploy web v7']);
});

test.each([
  ['is for git alone', 'write_repository' as const],
  ['is not accepted', undefined],
])('a token that the API refuses opens the request by a push: it %s', async (_, scope) => {
  gitlab.scopeOf = () => scope;
  const run = await propose('v2', { token: 'glpat-S3cretTokenForGitAlone' });
  expect(run.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  expect(gitlab.calls).toEqual(['GET /merge_requests']);
});

test('a request that the server does not open is an error that quotes it', async () => {
  gitlab.refusesCreation = 'User is required';
  const run = await propose('v2', { token: 'gldt-S3cretTokenOfADeploy' });
  expect([run.exit, run.report.error]).toEqual([
    5,
    {
      code: 'push-refused',
      message: expect.stringContaining('User is required'),
      remedy: expect.stringContaining('"api"'),
    },
  ]);
});

test('a server that takes no push options, and a merge that takes the API, are refused before anything is sent', async () => {
  await server.repository.git('config', 'receive.advertisePushOptions', 'false');
  const run = await propose('v2');
  expect(run.report.error).toMatchObject({
    code: 'push-refused',
    message: expect.stringContaining('the server takes no push options'),
  });
  const now = await propose('v2', { 'pull-request-merge': 'now' });
  expect([now.exit, now.report.error]).toMatchObject([2, { code: 'invalid-input' }]);
  expect(await server.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\n');
});

describeWithSshd('a merge request over SSH')('by SSH', () => {
  test('a deploy key opens the request, and its push options too', async () => {
    const key = makeKeyPair('ed25519');
    const ssh = await startSshServer({ files, gitConfig: takesOptions, authorized: [key] });
    const hub = await startGitLab(ssh.repository);
    try {
      const { token: _, ...others } = flags('v2');
      const run = await runForJson({
        ...{ ...others, repository: ssh.url, 'ssh-key': key.privateKey },
        ...{ 'ssh-known-hosts': ssh.knownHosts, 'push-options': 'merge_request.label=mine' },
      });
      expect([run.report.result, run.report.error]).toEqual(['proposed', undefined]);
      expect(run.report.pullRequestNumber).toBe(1);
      expect(hub.requests[0]).toMatchObject({ title: 'Deploy web v2', labels: ['mine'] });
    } finally {
      await Promise.all([hub.close(), ssh.close()]);
    }
  });

  test('a deploy key is for git alone on another host', async () => {
    const { token: _, ...others } = flags('v2');
    const given = {
      repository: 'git@github.com:acme/config.git',
      'ssh-key': makeKeyPair('ed25519').privateKey,
    };
    const run = await runForJson({ ...others, ...given, 'host-type': 'github' });
    expect([run.exit, run.report.error]).toMatchObject([
      2,
      { code: 'invalid-input', remedy: expect.stringContaining('--api-token') },
    ]);
  });
});
