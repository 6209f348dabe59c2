// Merge requests on GitLab through its API, from inputs onto a real git server and a stand-in for GitLab.
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitLabServer, startGitLab } from '../../testing/gitlab-requests.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { until } from '../../testing/until.ts';

const runForJson = bundleFirst();

const token = 'glpat-S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

let server: GitServer;
let gitlab: GitLabServer;
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest, 'other.yaml': 'kind: Pod\n' }, token });
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
  token,
  mode: 'pull-request',
  'api-url': gitlab.url,
  'host-type': 'gitlab',
  timeout: '60s',
  ...more,
});
const propose = (tag: string, more: Flags = {}) => runForJson(flags(tag, more));
const ourBranch = () => gitlab.requests.at(-1)?.head ?? '';
const onBranch = (branch: string) => server.repository.show('web.yaml', branch);
const mergePath = 'PUT /merge_requests/{iid}/merge';

test('a change is proposed once, a newer tag takes its place, and it is closed with a note when nobody needs it', async () => {
  const first = await propose('v2', {
    'pull-request-labels': 'deploy',
    'pull-request-reviewers': 'jo',
    'pull-request-assignees': 'kim\njo',
    'pull-request-draft': true,
  });
  expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
  expect(first.report).toMatchObject({
    pullRequestUrl: 'https://gitlab.example.com/acme/config/-/merge_requests/1',
    pullRequestNumber: 1,
    commit: await server.repository.tip(ourBranch()),
  });
  expect(gitlab.requests[0]).toMatchObject({
    ...{ base: 'main', title: 'Draft: Deploy web v2', labels: ['deploy'], reviewers: ['jo'] },
    ...{ assignees: ['kim', 'jo'], body: expect.stringContaining('| `web.yaml:2` | `acme/web` |') },
  });

  const long = await propose('v3', { 'pull-request-title': `Take {tag} ${'x'.repeat(300)}` });
  expect(long.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  expect(gitlab.requests[0]?.title).toMatch(/^Draft: Take v3 x{237}\.\.\.$/);
  expect(await onBranch(ourBranch())).toContain('acme/web:v3}');

  await server.repository.commit({ 'web.yaml': manifest.replace('v1', 'v3') });
  gitlab.plan('POST /merge_requests/{iid}/notes', 'lost');
  const needless = await propose('v3');
  expect(needless.report).toMatchObject({ result: 'unchanged', branch: 'main' });
  expect(gitlab.requests[0]).toMatchObject({
    state: 'closed',
    comments: [expect.stringContaining('`main` holds the wanted value already')],
  });
});

test('answers that are lost double nothing: the push, the creation, the merge', async () => {
  let cuts = 0;
  server.intercept(async ({ entry, request, run, send }) => {
    const answer = await run();
    if (entry.method === 'POST' && entry.service === 'receive-pack' && cuts++ === 0) request.socket.destroy();
    else send(answer);
  });
  gitlab.plan('POST /merge_requests', 'lost');
  gitlab.plan(mergePath, 'lost');
  gitlab.checkingFor = 2;
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect([run.report.result, run.report.error]).toEqual(['merged', undefined]);
  expect(gitlab.requests).toHaveLength(1);
  expect(run.report.commit).toBe(await server.repository.tip());
  expect(await server.repository.git('rev-list', '--count', '--no-merges', 'main')).toBe('2\n');
});

test('five at once end with one open request, which holds what the newest run has', async () => {
  const runs = await Promise.all([4, 6, 2, 5, 3].map((n) => propose(`v${n}`, { order: `web ${n}` })));
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
  expect(gitlab.requests.map(({ state }) => state)).toEqual(['open']);
  expect(await onBranch(ourBranch())).toContain('acme/web:v6}');
});

test.each([
  ['17.11 and later', true],
  ['before 17.11', false],
])('the host merges where it is asked to, also at once: GitLab %s', async (_, knowsAutoMerge) => {
  Object.assign(gitlab, { knowsAutoMerge, blockedBy: 'ci_still_running' });
  const waiting = await propose('v2', { 'pull-request-merge': 'auto' });
  expect([waiting.report.result, gitlab.requests[0]?.autoMerge]).toEqual(['proposed', true]);
  await gitlab.approve();
  expect(await onBranch('main')).toContain('acme/web:v2}');
  const ready = await propose('v3', { 'pull-request-merge': 'auto' });
  expect(ready.report).toMatchObject({ result: 'merged', pullRequestNumber: 2 });
});

test('a merge waits for the rules, and where merges are fast-forwards the branch is made again on a base that has moved', async () => {
  Object.assign(gitlab, { blockedBy: 'not_approved', isFastForward: true });
  const job = startBundle([], { ...flags('v2', { 'pull-request-merge': 'now' }), json: true });
  await until('the merge waits', () => job.said().includes('not_approved'));
  const first = await server.repository.tip(ourBranch());
  await server.repository.commit({ 'other.yaml': 'kind: Job\n' });
  await gitlab.approve();
  const { stdout } = await job.ended;
  const report = JSON.parse(stdout) as Record<string, unknown>;
  expect([report.result, report.error]).toEqual(['merged', undefined]);
  expect(await server.repository.git('log', '--format=%H', 'main')).not.toContain(first);
  expect(await server.repository.show('other.yaml')).toBe('kind: Job\n');
  const ids = await server.repository.git('log', '--format=%(trailers:key=Deploy-Id,valueonly)', 'main');
  expect(ids.split('\n').filter(Boolean)).toHaveLength(1);
});

test.each([
  ['proposes with read_api alone', 'read_api', true, 'the token lacks the scope "api" (403)', /Developer/],
  ['may not merge', 'api', false, 'may not merge into this branch (401)', /Protected branches/],
] as const)('a token that %s is told which right it lacks', async (_, scope, mayMerge, what, remedy) => {
  Object.assign(gitlab, { scopeOf: () => scope, mayMerge });
  const { exit, report, stdout, stderr } = await propose('v2', { 'pull-request-merge': 'now' });
  expect([exit, report.error]).toEqual([
    4,
    {
      code: 'permission-denied',
      message: expect.stringContaining(what),
      remedy: expect.stringMatching(remedy),
    },
  ]);
  expect(stdout + stderr).not.toContain(token);
});

test('names that cannot be set are a warning', async () => {
  gitlab.isPaid = false;
  const names = { 'pull-request-reviewers': 'nobody', 'pull-request-assignees': 'kim\njo' };
  const run = await propose('v2', names);
  expect([run.exit, run.report.result]).toEqual([0, 'proposed']);
  expect(gitlab.requests[0]).toMatchObject({ reviewers: [], assignees: ['kim'] });
  expect(run.stderr).toContain('"nobody"');
  expect(run.stderr).toContain('GitLab keeps other assignees');
});

test.each([
  ['a page', { status: 200, body: '<html>Sign in</html>' }, 'does not answer as the API of this host does'],
  ['a list of nonsense', { status: 200, body: [{ source_branch: null }, 7, null] }, ''],
  ['an object', { status: 200, body: { iid: 'one' } }, 'does not answer as the API of this host does'],
  ['another address', { status: 302, body: '' }, 'has another address now'],
])('an answer that is not of the API is an error or nothing: %s', async (_, answer, what) => {
  // The first one only tells whether the token may ask.
  gitlab.plan('GET /merge_requests', answer, answer);
  const run = await propose('v2');
  if (what === '') expect(run.report.result).toBe('proposed');
  else expect(JSON.stringify(run.report.error)).toContain(what);
});
