// Changes that are sent to Gerrit for review, from inputs onto a real git server whose hook does what Gerrit does.
import type { Flags } from '../../testing/bundle.ts';
import type { GerritChange } from '../../testing/gerrit-receive.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { hookForReview, type ReviewState } from '../../testing/review-hook.ts';
import { bundleFirst } from '../../testing/run-here.ts';

const runForJson = bundleFirst();

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

let server: GitServer;
let gerrit: ReviewState<GerritChange[]>;
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest, 'other.yaml': 'kind: Pod\n' }, token });
  gerrit = await hookForReview<GerritChange[]>(server.repository, 'gerrit-receive.ts', []);
});
afterEach(() => server.close());

const flags = (tag: string, more: Flags = {}): Flags => ({
  repository: `http://127.0.0.1:${server.port}/acme/config.git`,
  file: 'web.yaml',
  image: `acme/web:${tag}`,
  ...{ username: 'deployer', token, mode: 'pull-request', 'host-type': 'gerrit', timeout: '60s' },
  ...more,
});
const send = (tag: string, more: Flags = {}) => runForJson(flags(tag, more));
const shown = (commit = '') => server.repository.show('web.yaml', commit);
/** Ends the change that is open, as people do. */
const end = (state: 'merged' | 'abandoned') =>
  gerrit.write(gerrit.read().map((change) => (change.state === 'open' ? { ...change, state } : change)));

test('a change is sent once, the next tag is its next patch set, and a closed change stays closed', async () => {
  const first = await send('v2', {
    'pull-request-labels': 'deploy\nweb,api',
    'pull-request-reviewers': 'jo',
    'pull-request-draft': true,
  });
  expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
  const [change] = gerrit.read();
  expect(change).toMatchObject({
    ...{ number: 1100, branch: 'main', state: 'open', patchSets: [first.report.commit], isDraft: true },
    topic: expect.stringMatching(/^gitops-deploy\/web-[0-9a-f]{10}$/),
    ...{ hashtags: ['deploy'], reviewers: ['jo'] },
  });
  expect(first.report).toMatchObject({
    branch: 'refs/for/main',
    pullRequestUrl: 'http://gerrit.example.com/c/acme/config/+/1100',
    pullRequestNumber: 1100,
  });
  expect(first.stderr).toContain('cannot say these labels: web,api');
  await server.repository.commit({ 'other.yaml': 'kind: Job\n' });
  const next = await send('v3');
  expect(next.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1100 });
  expect(gerrit.read()[0]?.patchSets).toEqual([first.report.commit, next.report.commit]);
  expect(await shown(String(next.report.commit))).toContain('acme/web:v3}');
  // A patch set is one commit on the base as it is then.
  expect(await server.repository.git('rev-list', '--count', `main..${next.report.commit}`)).toBe('1\n');

  await end('abandoned');
  const later = await send('v4');
  expect(later.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1101 });
  await server.repository.git('update-ref', 'refs/heads/main', String(later.report.commit));
  await end('merged');
  const merged = await send('v4');
  expect(merged.report).toMatchObject({ result: 'unchanged', branch: 'main' });
  const after = await send('v5');
  expect(after.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1102, attempts: 1 });
});

test('a value that comes back is a new change at the first push, however often it was there', async () => {
  const pushes: unknown[] = [];
  for (const tag of ['v2', 'v1', 'v2', 'v1', 'v2']) {
    const { report } = await send(tag);
    pushes.push(report.attempts);
    await server.repository.git('update-ref', 'refs/heads/main', String(report.commit));
    await end('merged');
  }
  expect(pushes).toEqual([1, 1, 1, 1, 1]);
  expect(gerrit.read().map(({ patchSets }) => patchSets.length)).toEqual([1, 1, 1, 1, 1]);
});

test('an answer that is lost doubles nothing: the same commit is sent again, and the server has it', async () => {
  let cuts = 0;
  server.intercept(async ({ entry, request, run, send: answer }) => {
    const whole = await run();
    if (entry.method === 'POST' && entry.service === 'receive-pack' && cuts++ === 0) request.socket.destroy();
    else answer(whole);
  });
  const run = await send('v2');
  expect([run.exit, run.report.result, run.report.error]).toEqual([0, 'proposed', undefined]);
  expect(gerrit.read().map(({ patchSets }) => patchSets)).toEqual([[run.report.commit]]);
});

test('five at once end with one open change', async () => {
  const runs = await Promise.all([2, 3, 4, 5, 6].map((n) => send(`v${n}`)));
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
  expect(gerrit.read().map(({ state, patchSets }) => [state, patchSets.length])).toEqual([['open', 5]]);
});

test('an older run fails, is left out or goes back behind what is merged; what is on a change it does not see', async () => {
  const older = async (choice: string) => {
    const { exit, report } = await send('v7', { order: 'web 7', 'if-superseded': choice });
    return [exit, (report.error as { code: string } | undefined)?.code ?? report.result];
  };
  const { report } = await send('v8', { order: 'web 8' });
  expect(await older('fail')).toEqual([0, 'proposed']);
  await server.repository.git('update-ref', 'refs/heads/main', String(report.commit));
  await end('merged');
  expect(await older('fail')).toEqual([5, 'superseded']);
  expect(await older('skip')).toEqual([0, 'superseded']);
  expect(await older('deploy')).toEqual([0, 'proposed']);
});

test('auto pushes where it may, and sends for review where the branch takes no push', async () => {
  const open = await send('v2', { mode: 'auto' });
  expect([open.report.result, gerrit.read()]).toEqual(['pushed', []]);
  await server.repository.hook(
    'pre-receive',
    'if grep -q refs/heads/; then echo "prohibited by Gerrit: not permitted: update" >&2; exit 1; fi',
  );
  const run = await send('v3', { mode: 'auto' });
  expect([run.report.result, run.report.pullRequestNumber]).toEqual(['proposed', 1100]);
});

test('a reviewer whom the server does not know is a warning: the change is sent', async () => {
  const run = await send('v2', { 'pull-request-reviewers': 'jo\nnobody' });
  expect([run.exit, run.report.result, run.report.pullRequestNumber]).toEqual([0, 'proposed', 1100]);
  expect(run.stderr).toContain("Account 'nobody' not found");
  expect(run.stderr).toContain('is sent without reviewers');
});

test('what Gerrit cannot do is refused before anything is sent', async () => {
  const run = await send('v2', { 'pull-request-merge': 'auto', 'pull-request-assignees': 'kim' });
  expect(run.report.error).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('a change has reviewers alone'),
  });
  const topic = await send('v2', { 'pull-request-branch': 'deploys,{name}' });
  expect(topic.report.error).toMatchObject({ code: 'invalid-input' });
  expect([server.requests, gerrit.read()]).toEqual([[], []]);
});
