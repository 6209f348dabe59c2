// Changes that are reviewed before they land, from inputs onto a real git server and a stand-in for GitHub.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { protectMain } from '../../testing/protected-branch.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { until } from '../../testing/until.ts';

const runForJson = bundleFirst();

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

let server: GitServer;
let github: GitHubRequestsServer;
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest, 'other.yaml': 'kind: Pod\n' }, token });
  github = await startGitHubRequests(server.repository);
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await Promise.all([github.close(), server.close()]);
});

const flags = (tag: string, more: Flags = {}): Flags => ({
  repository: `http://127.0.0.1:${server.port}/acme/config.git`,
  file: 'web.yaml',
  image: `acme/web:${tag}`,
  token,
  mode: 'pull-request',
  'api-url': github.url,
  'host-type': 'github',
  timeout: '60s',
  ...more,
});
const propose = (tag: string, more: Flags = {}) => runForJson(flags(tag, more));

/** Requests, without what is the same for all. */
const requests = () =>
  github.requests.map(({ number, state, title, labels }) => ({ number, state, title, labels }));
const ourBranch = () => github.requests.at(-1)?.head ?? '';
const onBranch = (branch: string) => server.repository.show('web.yaml', branch);
const beyondMain = async () => (await server.repository.log(`main..${ourBranch()}`)).length;

test('a change is proposed once, a newer tag takes its place, and a closed request stays closed', async () => {
  const first = await propose('v2', {
    'pull-request-labels': 'deploy',
    'pull-request-reviewers': 'jo\nteam:platform',
    'pull-request-assignees': 'kim',
  });
  expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
  expect(first.report).toMatchObject({
    pullRequestUrl: 'https://github.example.com/acme/config/pull/1',
    pullRequestNumber: 1,
    branch: expect.stringMatching(/^gitops-deploy\/web-[0-9a-f]{10}$/),
    commit: await server.repository.tip(ourBranch()),
    changes: [
      { fileUrl: `http://127.0.0.1:${server.port}/acme/config/blob/${first.report.commit}/web.yaml#L2` },
    ],
  });
  expect(github.requests[0]).toMatchObject({
    ...{ base: 'main', title: 'Deploy web v2', labels: ['deploy'], reviewers: ['jo'], teams: ['platform'] },
    ...{ assignees: ['kim'], body: expect.stringContaining('| `web.yaml:2` | `acme/web` | `v1` | `v2` |') },
  });
  await server.repository.commit({ 'other.yaml': 'kind: Job\n' });

  const again = await propose('v2.1', { 'pull-request-labels': 'deploy' });
  expect(again.report).toMatchObject({
    result: 'proposed',
    pullRequestNumber: 1,
    branch: first.report.branch,
  });
  expect(requests()).toEqual([{ number: 1, state: 'open', title: 'Deploy web v2.1', labels: ['deploy'] }]);
  expect(await onBranch(ourBranch())).toContain('acme/web:v2.1}');
  const [message] = await server.repository.messages(ourBranch());
  expect(message).toContain(`Deploy-Base: ${await server.repository.tip()}\n`);
  // One commit, on the base as it is now.
  expect(await server.repository.log(`main..${ourBranch()}`)).toEqual([again.report.commit]);
  expect(await server.repository.show('other.yaml', ourBranch())).toBe('kind: Job\n');

  const same = await propose('v2.1');
  expect(same.report).toMatchObject({ result: 'proposed', commit: again.report.commit, attempts: 0 });

  Object.assign(github.requests[0] ?? {}, { state: 'closed' });
  const later = await propose('v3');
  expect(later.report).toMatchObject({ result: 'proposed', pullRequestNumber: 2 });
  expect(requests().map(({ number, state }) => [number, state])).toEqual([
    [1, 'closed'],
    [2, 'open'],
  ]);
  expect((await server.repository.messages('main')).join('\n')).not.toContain('Deploy web');
});

test('a request that nobody needs any more is closed with a comment, and no second time', async () => {
  await propose('v2');
  await server.repository.commit({ 'web.yaml': manifest.replace('v1', 'v2') });
  const lost = 'POST /issues/{issue_number}/comments';
  github.plan(lost, 'lost');
  const run = await propose('v2');
  expect(run.report).toMatchObject({
    result: 'unchanged',
    branch: 'main',
    commit: await server.repository.tip(),
  });
  expect(github.requests[0]).toMatchObject({
    state: 'closed',
    comments: [expect.stringContaining('`main` holds the wanted value already, or a newer one')],
  });
});

test('what somebody else has committed to the branch stays, and ours go on top', async () => {
  await propose('v2');
  const theirs = await server.repository.commit(
    { 'other.yaml': 'kind: CronJob\n' },
    'A fix by hand',
    ourBranch(),
  );
  const run = await propose('v3');
  expect(run.report.result).toBe('proposed');
  expect(await server.repository.log(`${theirs}..${ourBranch()}`)).toEqual([run.report.commit]);
  expect(await server.repository.show('other.yaml', ourBranch())).toBe('kind: CronJob\n');
  expect(await onBranch(ourBranch())).toContain('acme/web:v3}');
  expect(github.requests).toHaveLength(1);
});

test('our commit that somebody has amended is theirs: it stays', async () => {
  await propose('v2');
  const { git, root, commit, tip } = server.repository;
  const others = await commit({ 'other.yaml': 'kind: CronJob\n' }, 'x', ourBranch());
  const ours = await git('cat-file', 'commit', `${others}~1`);
  const tree = (await git('rev-parse', `${others}^{tree}`)).trim();
  // As git commit --amend has it: the date of the author stays.
  const amended = ours
    .replace(/^tree .*/, `tree ${tree}`)
    .replace(/^(committer .*> )(\d+)/m, (_, who, seconds) => `${who}${Number(seconds) + 60}`);
  await writeFile(join(root, 'amended'), amended);
  const theirs = (await git('hash-object', '-t', 'commit', '-w', join(root, 'amended'))).trim();
  await git('update-ref', `refs/heads/${ourBranch()}`, theirs);
  const run = await propose('v3');
  expect(run.report.result).toBe('proposed');
  expect(await server.repository.log(`${theirs}..${ourBranch()}`)).toEqual([run.report.commit]);
  expect(await server.repository.show('other.yaml', ourBranch())).toBe('kind: CronJob\n');
  expect(await tip(ourBranch())).toBe(run.report.commit);
});

test('a branch of people that is behind its base is not moved onto it', async () => {
  await server.repository.git('branch', 'staging', 'main');
  const before = await server.repository.tip('staging');
  await server.repository.commit({ 'other.yaml': 'kind: Job\n' });
  const run = await propose('v2', { 'pull-request-branch': 'staging' });
  expect([run.report.result, run.report.error]).toEqual(['proposed', undefined]);
  expect(await server.repository.git('log', '-1', '--format=%P', 'staging')).toBe(`${before}\n`);
});

test('an older run leaves the request of a newer one open, also where it wants what the base has', async () => {
  await propose('v3', { order: 'web 8' });
  const late = await propose('v1', { order: 'web 7' });
  expect(late.report).toMatchObject({ result: 'superseded', pullRequestNumber: 1 });
  expect(requests().map(({ state }) => state)).toEqual(['open']);
  const newer = await propose('v1', { order: 'web 9' });
  expect(newer.report).toMatchObject({ result: 'unchanged', changes: [] });
  expect(requests().map(({ state }) => state)).toEqual(['closed']);
});

test('an older run fails or goes back where it is to, behind a newer one that is proposed or merged', async () => {
  const older = async (choice: string) => {
    const { exit, report } = await propose('v7', { order: 'web 7', 'if-superseded': choice });
    return [exit, (report.error as { code: string } | undefined)?.code ?? report.result];
  };
  await propose('v8', { order: 'web 8' });
  expect(await older('fail')).toEqual([5, 'superseded']);
  expect(requests().map(({ state, title }) => [state, title])).toEqual([['open', 'Deploy web v8']]);
  expect(await onBranch(ourBranch())).toContain('acme/web:v8}');
  expect(await older('deploy')).toEqual([0, 'proposed']);
  expect(requests().map(({ state, title }) => [state, title])).toEqual([['open', 'Deploy web v7']]);

  await propose('v8', { order: 'web 8', 'pull-request-merge': 'now' });
  expect(await older('fail')).toEqual([5, 'superseded']);
  expect(await older('deploy')).toEqual([0, 'proposed']);
  expect(await onBranch(ourBranch())).toContain('acme/web:v7}');
});

test('a request that was merged at a commit of somebody else is not reported as merged', async () => {
  github.blockedBy = 'At least 1 approving review is required by reviewers with write access.';
  const job = startBundle([], { ...flags('v2', { 'pull-request-merge': 'now' }), json: true });
  await until('the merge waits', () => job.said().includes('approving review'));
  await server.repository.commit({ 'other.yaml': 'kind: CronJob\n' }, 'A fix by hand', ourBranch());
  Object.assign(github.requests[0] ?? {}, { autoMerge: true });
  await github.approve();
  const { stdout } = await job.ended;
  expect(JSON.parse(stdout)).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
});

test('where the server lets no branch be replaced, ours go on top', async () => {
  await server.repository.git('config', 'receive.denyNonFastForwards', 'true');
  await propose('v2');
  const run = await propose('v3');
  expect([run.exit, run.report.result]).toEqual([0, 'proposed']);
  expect(await onBranch(ourBranch())).toContain('acme/web:v3}');
  expect(await beyondMain()).toBe(2);
});

test('five at once end with one open request, which holds what the newest run has', async () => {
  const runs = await Promise.all([4, 6, 2, 5, 3].map((n) => propose(`v${n}`, { order: `web ${n}` })));
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
  expect(runs[1]?.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  expect(requests().filter(({ state }) => state === 'open')).toHaveLength(1);
  expect(await onBranch(ourBranch())).toContain('acme/web:v6}');
  const late = await propose('v5', { order: 'web 5' });
  expect(late.report).toMatchObject({ result: 'superseded', pullRequestNumber: 1 });
  expect(await onBranch(ourBranch())).toContain('acme/web:v6}');
  expect(await beyondMain()).toBe(1);
});

test.each([
  ['are lost', 'lost'],
  ['are a 502 behind what was done', 'failed'],
] as const)('answers that %s double nothing: the push, the creation, the merge', async (_, answered) => {
  let cuts = 0;
  server.intercept(async ({ entry, request, run, send }) => {
    const answer = await run();
    if (entry.method === 'POST' && entry.service === 'receive-pack' && cuts++ === 0) request.socket.destroy();
    else send(answer);
  });
  github.plan('POST /pulls', answered);
  github.plan('PUT /pulls/{pull_number}/merge', answered);
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect([run.report.result, run.report.error]).toEqual(['merged', undefined]);
  expect(github.requests).toHaveLength(1);
  expect(run.report.commit).toBe(await server.repository.tip());
  expect(await server.repository.git('rev-list', '--count', '--no-merges', 'main')).toBe('2\n');
  expect(await onBranch('main')).toContain('acme/web:v2}');
});

test('a merge waits for the rules, and is tried again where the base has just moved', async () => {
  github.blockedBy = 'At least 1 approving review is required by reviewers with write access.';
  github.plan('PUT /pulls/{pull_number}/merge', {
    status: 405,
    body: { message: 'Base branch was modified. Review and try the merge again.' },
  });
  const job = startBundle([], { ...flags('v2', { 'pull-request-merge': 'now' }), json: true });
  await until('the merge waits', () => job.said().includes('approving review'));
  github.blockedBy = '';
  const { stdout } = await job.ended;
  expect(JSON.parse(stdout)).toMatchObject({ result: 'merged', branch: 'main', pullRequestNumber: 1 });
});

test('the host merges where it is asked to, and at once where nothing has to be waited for', async () => {
  github.blockedBy = 'Required status check "test" is expected.';
  const waiting = await propose('v2', { 'pull-request-merge': 'auto' });
  expect(waiting.report.result).toBe('proposed');
  await github.approve();
  expect(await onBranch('main')).toContain('acme/web:v2}');
  const ready = await propose('v3', { 'pull-request-merge': 'auto' });
  expect(ready.report).toMatchObject({ result: 'merged', pullRequestNumber: 2 });
});

test('auto pushes where it may, and proposes where the branch takes changes through a request alone', async () => {
  const open = await propose('v2', { mode: 'auto' });
  expect([open.report.result, github.calls]).toEqual(['pushed', []]);
  await protectMain(server.repository);
  const refused = await propose('v3', { mode: 'push' });
  expect(refused.report.error).toMatchObject({
    code: 'push-refused',
    remedy: expect.stringContaining('set --mode to "auto"'),
  });
  const run = await propose('v3', { mode: 'auto' });
  expect([run.exit, run.report.result, run.report.pullRequestNumber]).toEqual([0, 'proposed', 1]);
});

test('auto is refused as a push is, on a host whose requests are not known', async () => {
  await protectMain(server.repository);
  const { 'host-type': _, ...unknown } = flags('v2', { mode: 'auto' });
  const run = await runForJson(unknown);
  expect([run.exit, run.report.error]).toEqual([5, expect.objectContaining({ code: 'push-refused' })]);
});

test('a token that may push and not propose is told which right it lacks', async () => {
  github.plan('POST /pulls', { status: 403, body: { message: 'Resource not accessible by integration' } });
  const run = await propose('v2');
  expect([run.exit, run.report.error]).toEqual([
    4,
    {
      code: 'permission-denied',
      message: expect.stringContaining('lacks the right "Pull requests: write" (403)'),
      remedy: expect.stringContaining('"permissions: pull-requests: write"'),
    },
  ]);
  expect(run.stdout + run.stderr).not.toContain(token);
});

test('a token that may propose and not merge is told which right it lacks, and the request stays', async () => {
  const no = { status: 403, body: { message: 'Resource not accessible by integration' } };
  github.plan('PUT /pulls/{pull_number}/merge', no);
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect([run.exit, run.report.error]).toEqual([
    4,
    {
      code: 'permission-denied',
      message: expect.stringContaining('lacks the right "Contents: write" (403)'),
      remedy: expect.stringContaining('"permissions: contents: write"'),
    },
  ]);
  expect(requests().map(({ state }) => state)).toEqual(['open']);
});

test('a rerun asks for the reviews that a run was stopped before, and for none that has come', async () => {
  await propose('v2');
  const again = () => propose('v2', { 'pull-request-reviewers': 'jo' });
  expect((await again()).report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  expect(github.requests[0]?.reviewers).toEqual(['jo']);
  Object.assign(github.requests[0] ?? {}, { reviewers: [], reviews: ['APPROVED'] });
  await again();
  expect(github.requests[0]?.reviewers).toEqual([]);
});

test('a reviewer that cannot be asked is a warning', async () => {
  const no = { status: 422, body: { message: 'Validation Failed', errors: ['Could not resolve to a node'] } };
  github.plan('POST /pulls/{pull_number}/requested_reviewers', no, 'usual');
  github.plan('POST /issues/{issue_number}/labels', ...Array.from({ length: 9 }, () => no));
  const run = await propose('v2', { 'pull-request-reviewers': 'jo', 'pull-request-labels': 'deploy' });
  expect([run.exit, run.report.result]).toEqual([0, 'proposed']);
  expect(github.requests[0]).toMatchObject({ reviewers: ['jo'], labels: [] });
  expect(run.stderr).toContain('is open without these labels: deploy');
});
