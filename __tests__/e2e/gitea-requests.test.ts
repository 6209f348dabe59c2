// Changes that are reviewed on Gitea and Forgejo, from inputs onto a real git server and a stand-in for their API.
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GiteaServer, startGitea } from '../../testing/gitea-requests.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { until } from '../../testing/until.ts';

const runForJson = bundleFirst();

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';
const others = 'kind: Pod\n';

let server: GitServer;
let gitea: GiteaServer;
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest, 'other.yaml': others }, token });
  gitea = await startGitea(server.repository);
});
afterEach(async () => {
  expect(gitea.faults).toEqual([]);
  await Promise.all([gitea.close(), server.close()]);
});

const flags = (tag: string, more: Flags = {}): Flags => ({
  repository: `http://127.0.0.1:${server.port}/acme/config.git`,
  file: 'web.yaml',
  image: `acme/web:${tag}`,
  token,
  mode: 'pull-request',
  'api-url': gitea.url,
  'host-type': 'gitea',
  timeout: '60s',
  ...more,
});
const propose = (tag: string, more: Flags = {}) => runForJson(flags(tag, more));
const requests = () => gitea.requests.map(({ number, state, title }) => ({ number, state, title }));
const ourBranch = () => gitea.requests.at(-1)?.head ?? '';
const shown = (branch: string) => server.repository.show('web.yaml', branch);

test('a draft is opened once with its names, and the next tag is given to it as people have left it', async () => {
  gitea.labels = [1, 2, 3].map((id) => ({ id, name: `area-${id}` }));
  gitea.organizationLabels = [{ id: 9, name: 'Deploy' }];
  const first = await propose('v2', {
    'pull-request-labels': 'area-3\ndeploy',
    'pull-request-reviewers': 'jo\nteam:platform',
    'pull-request-assignees': 'kim',
    'pull-request-draft': true,
  });
  expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
  expect(first.report).toMatchObject({
    pullRequestUrl: 'https://gitea.example.com/acme/config/pulls/1',
    pullRequestNumber: 1,
    commit: await server.repository.tip(ourBranch()),
  });
  expect(gitea.requests[0]).toMatchObject({
    ...{ base: 'main', title: 'WIP: Deploy web v2', labels: ['area-3', 'Deploy'], assignees: ['kim'] },
    ...{ reviewers: ['jo'], teams: ['platform'], body: expect.stringContaining('| `v1` | `v2` |') },
  });
  gitea.requests[0]?.assignees.push('lee');
  await propose('v2.1', { 'pull-request-assignees': 'kim\nmo', 'pull-request-draft': true });
  expect(gitea.requests[0]).toMatchObject({
    title: 'WIP: Deploy web v2.1',
    assignees: ['kim', 'lee', 'mo'],
  });
  // Somebody says that it is ready.
  Object.assign(gitea.requests[0] ?? {}, { title: 'Deploy web v2.1' });
  await propose('v2.2', { 'pull-request-draft': true });
  expect(requests()).toEqual([{ number: 1, state: 'open', title: 'Deploy web v2.2' }]);
  expect(await shown(ourBranch())).toContain('acme/web:v2.2}');
  expect(await server.repository.log(`main..${ourBranch()}`)).toHaveLength(1);
});

test('a request that is on a later page is found, and a closed one stays closed', async () => {
  await propose('v2');
  for (const head of ['a', 'b', 'c', 'd']) {
    await server.repository.git('branch', head, 'main');
    gitea.requests.push({
      ...{ number: gitea.requests.length + 1, head, base: 'main', title: head, body: '', state: 'open' },
      ...{ draft: false, mergeCommit: undefined, autoMerge: false },
      ...{ labels: [], assignees: [], reviewers: [], teams: [], comments: [] },
    });
  }
  expect((await propose('v3')).report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  Object.assign(gitea.requests[0] ?? {}, { state: 'closed' });
  expect((await propose('v4')).report).toMatchObject({ result: 'proposed', pullRequestNumber: 6 });
});

test('a request that nobody needs any more is closed with a comment, and no second time', async () => {
  await propose('v2');
  await server.repository.commit({ 'web.yaml': manifest.replace('v1', 'v2') });
  gitea.plan('POST /issues/{index}/comments', 'lost');
  gitea.plan('PATCH /pulls/{index}', 'lost');
  const run = await propose('v2');
  expect(run.report).toMatchObject({ result: 'unchanged', branch: 'main' });
  expect(gitea.requests[0]).toMatchObject({
    state: 'closed',
    comments: [expect.stringContaining('`main` holds the wanted value already, or a newer one')],
  });
});

test('answers that are lost double nothing: the push, the creation, the merge', async () => {
  let cuts = 0;
  server.intercept(async ({ entry, request, run, send }) => {
    const answer = await run();
    if (entry.method === 'POST' && entry.service === 'receive-pack' && cuts++ === 0) request.socket.destroy();
    else send(answer);
  });
  gitea.plan('POST /pulls', 'lost', { status: 502, body: 'bad gateway' });
  gitea.plan('POST /pulls/{index}/merge', 'lost');
  gitea.checkingFor = 1;
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect([run.report.result, run.report.error]).toEqual(['merged', undefined]);
  expect(gitea.requests).toHaveLength(1);
  expect(run.report.commit).toBe(await server.repository.tip());
  expect(await server.repository.git('rev-list', '--count', '--no-merges', 'main')).toBe('2\n');
  expect(await shown('main')).toContain('acme/web:v2}');
});

test('five at once end with one open request, which holds what the newest run has', async () => {
  const runs = await Promise.all([4, 6, 2, 5, 3].map((n) => propose(`v${n}`, { order: `web ${n}` })));
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
  expect(requests().filter(({ state }) => state === 'open')).toHaveLength(1);
  expect(await shown(ourBranch())).toContain('acme/web:v6}');
});

test('a merge waits for the rules of the branch, by the ways that the repository allows', async () => {
  gitea.styles = ['fast-forward-only'];
  gitea.blockedBy = 'Does not have enough approvals';
  const job = startBundle([], { ...flags('v2', { 'pull-request-merge': 'now' }), json: true });
  await until('the merge waits', () => job.said().includes('enough approvals'));
  gitea.blockedBy = '';
  expect(JSON.parse((await job.ended).stdout)).toMatchObject({ result: 'merged', branch: 'main' });
  expect(gitea.calls.filter((call) => call === 'POST /pulls')).toHaveLength(1);
});

test('the server merges once all checks have succeeded, where it is asked to, and is not asked twice', async () => {
  gitea.blockedBy = 'Not all required status checks successful';
  const waiting = await propose('v2', { 'pull-request-merge': 'auto' });
  expect([waiting.report.result, gitea.requests[0]?.autoMerge]).toEqual(['proposed', true]);
  const again = await propose('v2', { 'pull-request-merge': 'auto' });
  expect([again.exit, again.report.result]).toEqual([0, 'proposed']);
  gitea.blockedBy = '';
  const ready = await propose('v3', { 'pull-request-merge': 'auto' });
  expect(ready.report).toMatchObject({ result: 'merged', pullRequestNumber: 1 });
});

test('a request that conflicts with its base is made again on it, and merged', async () => {
  gitea.blockedBy = 'Does not have enough approvals';
  const job = startBundle([], { ...flags('v2', { 'pull-request-merge': 'now' }), json: true });
  await until('the merge waits', () => job.said().includes('enough approvals'));
  await server.repository.commit({ 'web.yaml': manifest.replace('# ours', '# theirs') });
  gitea.blockedBy = '';
  expect(JSON.parse((await job.ended).stdout)).toMatchObject({ result: 'merged', pullRequestNumber: 1 });
  expect(await shown('main')).toContain('acme/web:v2}]} # theirs');
});

test.each([
  ['the scope of the token', ['read:repository'], true, 'never', 'the scope write:repository'],
  ['the right to merge', ['write:repository', 'write:issue'], false, 'now', 'merge whitelist'],
])('a token that lacks %s is told so by its name', async (_, scopes, mayMerge, merge, remedy) => {
  Object.assign(gitea, { scopes, mayMerge });
  const run = await propose('v2', { 'pull-request-merge': merge });
  expect([run.exit, run.report.error]).toEqual([
    4,
    expect.objectContaining({ code: 'permission-denied', remedy: expect.stringContaining(remedy) }),
  ]);
  expect(run.stdout + run.stderr).not.toContain(token);
});

test('names that cannot be put on a request are warnings: the request is there', async () => {
  gitea.scopes = ['write:repository'];
  const no = { status: 422, body: { message: 'user is not a collaborator' } };
  gitea.plan('POST /pulls/{index}/requested_reviewers', ...Array.from({ length: 9 }, () => no));
  const run = await propose('v2', { 'pull-request-reviewers': 'jo', 'pull-request-labels': 'deploy' });
  expect([run.exit, run.report.result]).toEqual([0, 'proposed']);
  expect(run.stderr).toContain('is open without these labels: deploy');
  expect(run.stderr).toContain('lacks the right "read:issue"');
  expect(run.stderr).toContain('is open without these reviewers: jo');
});
