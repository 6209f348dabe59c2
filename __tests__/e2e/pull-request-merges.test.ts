// How pull requests get merged where something is in the way, from inputs onto a real git server and a stand-in for GitHub.
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { listedJson, mergeInto } from '../../testing/github-pull.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';
import { until } from '../../testing/until.ts';

const runForJson = bundleFirst();

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';
const mergeCall = 'PUT /pulls/{pull_number}/merge';

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
  ...{ file: 'web.yaml', image: `acme/web:${tag}`, token, mode: 'pull-request' },
  ...{ 'api-url': github.url, 'host-type': 'github', timeout: '60s', ...more },
});
const propose = (tag: string, more: Flags = {}) => runForJson(flags(tag, more));
const ourBranch = () => github.requests.at(-1)?.head ?? '';
const onMain = () => server.repository.show('web.yaml');
/** The ids of the landings whose commits a branch has. */
async function idsOn(branch: string): Promise<readonly string[]> {
  const format = '--format=%(trailers:key=Deploy-Id,valueonly)';
  return (await server.repository.git('log', format, branch)).split('\n').filter(Boolean);
}

/** Proposes a change that waits for a rule, does something meanwhile, and lifts the rule. */
async function mergeDespite(tag: string, more: Flags, act: () => Promise<unknown>) {
  github.blockedBy = 'At least 1 approving review is required by reviewers with write access.';
  const job = startBundle([], { ...flags(tag, { ...more, 'pull-request-merge': 'now' }), json: true });
  await until('the merge waits', () => job.said().includes('approving review'));
  const before = await idsOn(ourBranch());
  await act();
  await github.approve();
  const { exit, stdout } = await job.ended;
  return { before, exit, report: JSON.parse(stdout) as Record<string, unknown> };
}
const mergeAfter = (tag: string, text: string) =>
  mergeDespite(tag, {}, () => server.repository.commit({ 'web.yaml': text }));

test('a branch that conflicts with its base is made again on it, with an id of its own, and merged', async () => {
  const { before, report } = await mergeAfter('v2', manifest.replace('# ours', '# theirs'));
  expect([report.result, report.error]).toEqual(['merged', undefined]);
  expect(await onMain()).toBe(manifest.replace('v1', 'v2').replace('# ours', '# theirs'));
  expect(github.requests).toHaveLength(1);
  const merged = await idsOn('main');
  expect([before.length, merged.length]).toEqual([1, 1]);
  expect(merged).not.toEqual(before);
});

/** Once, right after our push and before a request is opened of it. */
const onFirstPush = (act: string): string => `read old new ref
mkdir once 2>/dev/null || exit 0
${act}`;

test('a branch that people merge before its request is open needs none', async () => {
  await server.repository.hook('post-receive', onFirstPush('git update-ref refs/heads/main "$new"'));
  const run = await propose('v2');
  expect([run.report.result, run.report.branch, run.report.error]).toEqual(['unchanged', 'main', undefined]);
  expect([github.requests, await onMain()]).toEqual([[], manifest.replace('v1', 'v2')]);
});

test('a branch that people take away before its request is open is made again', async () => {
  await server.repository.hook('post-receive', onFirstPush('git update-ref -d "$ref"'));
  const run = await propose('v2');
  expect([run.report.result, run.report.error]).toEqual(['proposed', undefined]);
  expect(github.requests.map(({ state }) => state)).toEqual(['open']);
  expect(await server.repository.tip(ourBranch())).toBe(run.report.commit);
});

test('the words of a request whose branch another run has replaced since are left to that run', async () => {
  await propose('v2');
  const replace = 'git update-ref "$ref" "$(git commit-tree "$new^{tree}" -p "$new^" -m "Deploy web v4")"';
  await server.repository.hook('post-receive', onFirstPush(replace));
  const run = await propose('v3');
  expect([run.report.result, run.report.pullRequestNumber]).toEqual(['proposed', 1]);
  expect(github.requests.map(({ title }) => title)).toEqual(['Deploy web v2']);
});

test('a request whose base gets the wanted value by another way is closed', async () => {
  const { report } = await mergeAfter('v2', manifest.replace('v1', 'v2').replace('# ours', '# theirs'));
  const tip = await server.repository.tip();
  const { result, branch, commit, error } = report;
  expect([result, branch, commit, error]).toEqual(['unchanged', 'main', tip, undefined]);
  expect(github.requests.map(({ state, comments }) => [state, comments.length])).toEqual([['closed', 1]]);
});

test('a request that somebody merges while the run waits is told with what it changes, also where the list is late', async () => {
  const { report } = await mergeDespite('v2', {}, async () => {
    const [held] = github.requests;
    if (held === undefined) throw new Error('no request was opened');
    github.plan('GET /pulls', { status: 200, body: [await listedJson(held, server.repository)] });
    await mergeInto(server.repository, held);
  });
  expect(report).toMatchObject({
    ...{ result: 'merged', branch: 'main', commit: await server.repository.tip(), pullRequestNumber: 1 },
    ...{ changes: [{ file: 'web.yaml', from: 'v1', to: 'v2' }] },
  });
  expect(github.requests.map(({ comments }) => comments)).toEqual([[]]);
});

test('a value that somebody holds while its request waits is not merged, and the request stays open', async () => {
  const { repository, file } = flags('v2');
  const hold: Flags = {
    repository: `${repository}`,
    file: `${file}`,
    image: 'acme/web',
    token,
    reason: 'frozen',
  };
  const { exit, report } = await mergeDespite('v2', {}, () => runHere(['hold'], hold));
  expect([exit, report.error]).toEqual([
    5,
    expect.objectContaining({ code: 'held', message: expect.stringMatching(/since .*: frozen$/) }),
  ]);
  expect([github.requests[0]?.state, await onMain()]).toEqual(['open', manifest]);
  expect(report).toMatchObject({ branch: ourBranch(), commit: await server.repository.tip(ourBranch()) });
});

test.each([
  ['skip', [0, 'superseded']],
  ['fail', [5, 'failed']],
])(
  'a request that a newer run overtakes on the base while it waits is closed: %s',
  async (choice, ending) => {
    const newer = flags('v3', { mode: 'push', order: 'acme/web 8' });
    const older = { order: 'acme/web 7', 'if-superseded': choice };
    const { exit, report } = await mergeDespite('v2', older, () => runForJson(newer));
    expect([exit, report.result]).toEqual(ending);
    if (choice === 'fail') expect(report.error).toMatchObject({ code: 'superseded' });
    else expect(report.commit).toBe(await server.repository.tip());
    expect(github.requests.map(({ state, comments }) => [state, comments.length])).toEqual([['closed', 1]]);
    expect(await onMain()).toContain('acme/web:v3}');
  },
);

test('a branch of others that conflicts is left to people, after a few tries', async () => {
  await propose('v2');
  await server.repository.commit({ 'web.yaml': manifest.replace('# ours', '# fix') }, 'Fix', ourBranch());
  await server.repository.commit({ 'web.yaml': manifest.replace('# ours', '# theirs') });
  const run = await propose('v3', { 'pull-request-merge': 'now' });
  expect([run.exit, run.report.error]).toMatchObject([
    5,
    { code: 'push-refused', message: expect.stringContaining('conflicts with "main"') },
  ]);
  expect(run.report.branch).toBe(ourBranch());
});

test('a host that knows of the pushed commit a moment later is asked again', async () => {
  github.plan(mergeCall, { status: 409, body: { message: 'Head branch was modified.' } });
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect(run.report).toMatchObject({ result: 'merged', branch: 'main' });
  expect(github.calls.filter((call) => call === mergeCall)).toHaveLength(2);
});

test('a repository that takes no merge commits is merged in the way that it takes', async () => {
  github.methods = ['squash'];
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect(run.report.result).toBe('merged');
  expect(github.calls.filter((call) => call === mergeCall)).toHaveLength(3);
});

test.each([
  ['now', true, 'merged'],
  ['auto', false, 'proposed'],
] as const)('a branch with a merge queue gets the request by it: %s', async (how, isAllowed, result) => {
  Object.assign(github, { mergeQueue: 'at-once', autoMergeAllowed: isAllowed });
  const run = await propose('v2', { 'pull-request-merge': how });
  expect([run.report.result, run.report.error]).toEqual([result, undefined]);
  expect([github.requests.length, await onMain()]).toEqual([1, manifest.replace('v1', 'v2')]);
  expect(github.calls.filter((call) => call === 'POST enqueuePullRequest')).toHaveLength(1);
});

test('a value that somebody holds while its request is in the merge queue is taken out of the queue', async () => {
  github.mergeQueue = 'waits';
  const run = propose('v2', { 'pull-request-merge': 'now' });
  await until('it is in the queue', () => github.requests[0]?.isQueued === true);
  const { repository, file } = flags('v2');
  await runHere(['hold'], {
    ...{ repository: `${repository}`, file: `${file}`, image: 'acme/web', token, reason: 'frozen' },
  });
  expect((await run).report.error).toMatchObject({ code: 'held' });
  expect(github.requests).toMatchObject([{ state: 'open', isQueued: false }]);
});

test('with "auto" a request that is in the merge queue already is left there', async () => {
  github.mergeQueue = 'waits';
  await propose('v2');
  Object.assign(github.requests[0] ?? {}, { isQueued: true });
  const { report } = await propose('v2', { 'pull-request-merge': 'auto' });
  expect([report.result, report.error, github.requests[0]?.isQueued]).toEqual(['proposed', undefined, true]);
});

test('without auto-merge, a merge queue that does not take a request yet is asked again', async () => {
  const blockedBy = 'Required status check "test" is expected.';
  Object.assign(github, { mergeQueue: 'waits', autoMergeAllowed: false, blockedBy });
  const run = propose('v2', { 'pull-request-merge': 'auto' });
  await until('the queue is asked about', () => github.calls.includes('POST node'));
  github.blockedBy = '';
  const { report } = await run;
  expect([report.result, report.error, github.requests[0]?.isQueued]).toEqual(['proposed', undefined, true]);
});

test('a repository without auto-merge is named, with the switch', async () => {
  Object.assign(github, { autoMergeAllowed: false, blockedBy: 'Required status check "test" is expected.' });
  const run = await propose('v2', { 'pull-request-merge': 'auto' });
  expect([run.exit, run.report.error, run.report.pullRequestNumber]).toMatchObject([
    5,
    { code: 'push-refused', remedy: expect.stringContaining('"Allow auto-merge"') },
    undefined,
  ]);
  expect(github.requests[0]?.state).toBe('open');
});

test('a title is cut to what the host takes, also of a request that is there', async () => {
  const title = { 'pull-request-title': `Take {tag} ${'x'.repeat(300)}` };
  for (const tag of ['v2', 'v3']) {
    const run = await propose(tag, title);
    expect(run.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
    expect(github.requests[0]?.title).toMatch(new RegExp(`^Take ${tag} x{245}\\.\\.\\.$`));
  }
});

test('a branch that holds the change among work of others is merged where a rerun asks for it', async () => {
  await propose('v2');
  await server.repository.commit({ 'other.yaml': 'kind: CronJob\n' }, 'A fix by hand', ourBranch());
  const left = await propose('v2');
  expect(left.report).toMatchObject({ result: 'unchanged', pullRequestNumber: 1 });
  const run = await propose('v2', { 'pull-request-merge': 'now' });
  expect(run.report).toMatchObject({ result: 'merged', branch: 'main', pullRequestNumber: 1 });
  expect(await onMain()).toContain('acme/web:v2}');
});
