// Commits that the host makes, from inputs onto a real git server and a stand-in for GitHub's API.
import type { Flags } from '../../testing/bundle.ts';
import { type Answer, type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';

const runForJson = bundleFirst();

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\r\n';
const rule = 'Repository rule violations found\n\nChanges must be made through a pull request.';

let server: GitServer;
let github: GitHubRequestsServer;
beforeEach(async () => {
  const script = { mode: '100755', content: manifest };
  server = await startGitServer({ files: { 'apps/web.yaml': manifest, 'apps/run.yaml': script }, token });
  github = await startGitHubRequests(server.repository);
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await Promise.all([github.close(), server.close()]);
});

const deploy = (tag: string, more: Flags = {}) =>
  runForJson({
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    file: 'apps/web.yaml',
    image: `acme/web:${tag}`,
    token,
    'commit-through': 'api',
    'api-url': github.url,
    'host-type': 'github',
    timeout: '60s',
    ...more,
  });
const pushes = () =>
  server.requests.filter(({ method, service }) => method === 'POST' && service === 'receive-pack').length;
const raw = (revision: string) => server.repository.git('diff', '--raw', `${revision}~1`, revision);

test('the host makes the commit in one request, and git reads it back', async () => {
  const run = await deploy('v2', { trailers: 'Ticket: OPS-7' });
  expect([run.report.result, run.report.error, run.exit]).toEqual(['pushed', undefined, 0]);
  expect(run.report).toMatchObject({ commit: await server.repository.tip(), attempts: 1, branch: 'main' });
  expect([github.calls, pushes()]).toEqual([['POST createCommitOnBranch'], 0]);
  expect(await server.repository.show('apps/web.yaml')).toBe(manifest.replace('v1', 'v2'));
  const [message = ''] = await server.repository.messages();
  expect(message).toMatch(
    /^Deploy web v2 \(apps\)\n\napps\/web\.yaml:2 .*: v1 -> v2\n\nTicket: OPS-7\n(.*\n)*Deploy-Id: \S+$/,
  );
  const again = await deploy('v2');
  expect(again.report.result).toBe('unchanged');
});

test('a file that is executable stays so: the commit is made of objects', async () => {
  const run = await deploy('v2', { file: 'apps/*.yaml' });
  expect([run.report.result, run.report.error]).toEqual(['pushed', undefined]);
  expect(await raw('main')).toMatch(/^:100755 100755 \S+ \S+ M\tapps\/run\.yaml\n:100644 100644 /);
  expect(github.calls.filter((call) => call !== 'POST repository')).toEqual([
    'POST /git/trees',
    'POST /git/commits',
    'POST updateRefs',
  ]);
  // Which repository it is, is asked beside them.
  expect(github.calls).toHaveLength(4);
});

test('a hold and a release are commits of the host too: of no file, one request each, not made again without an answer', async () => {
  const place: Flags = {
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    ...{ file: 'apps/web.yaml', token, 'host-type': 'github', 'api-url': github.url, json: true },
  };
  const through: Flags = { 'commit-through': 'api' };
  github.plan('POST createCommitOnBranch', 'lost');
  const held = await runHere(['hold'], { ...place, ...through, reason: 'frozen' });
  const report = JSON.parse(held.stdout) as Record<string, unknown>;
  expect([report.error, report.result, report.commit]).toEqual([
    undefined,
    'pushed',
    await server.repository.tip(),
  ]);
  expect([github.calls, pushes(), await raw('main')]).toEqual([['POST createCommitOnBranch'], 0, '']);
  expect((await deploy('v2')).exit).toBe(5);
  // As a variable of a pipeline, which every command of it reads.
  const released = await runHere(['release'], place, { GITOPS_DEPLOY_COMMIT_THROUGH: 'api' });
  expect([released.exit, pushes()]).toEqual([0, 0]);
  expect((await deploy('v2')).report.result).toBe('pushed');
  const beside = await runHere(['hold'], { ...place, ...through, reason: 'x', author: 'Jo <jo@acme.dev>' });
  expect([beside.exit, beside.stdout]).toEqual([2, expect.stringContaining('leave one of them out')]);
});

test.each([
  { what: 'in one request, without an answer', file: 'apps/web.yaml', planned: 'lost' },
  { what: 'in one request, answered by a 502', file: 'apps/web.yaml', planned: 'failed' },
  { what: 'of objects, without an answer', file: 'apps/*.yaml', planned: 'lost' },
  { what: 'of objects, answered by a 502', file: 'apps/*.yaml', planned: 'failed' },
] as const)('a commit that was made $what, is not made again', async ({ file, planned }) => {
  for (const mutation of ['POST createCommitOnBranch', 'POST updateRefs']) github.plan(mutation, planned);
  const run = await deploy('v2', { file });
  expect([run.report.result, run.report.error]).toEqual(['pushed', undefined]);
  expect(run.report.commit).toBe(await server.repository.tip());
  expect(await server.repository.log()).toHaveLength(2);
});

test('a failure before it was made is tried again, a limit of GraphQL too', async () => {
  const limit = { type: 'RATE_LIMITED', message: 'API rate limit exceeded' };
  const wrong = { message: 'Something went wrong while executing your query.' };
  const answers = [
    { status: 200, body: { data: null, errors: [wrong] } },
    { status: 502, body: { message: 'Bad Gateway' } },
    { status: 200, body: { data: null, errors: [limit] } },
  ];
  github.plan('POST createCommitOnBranch', ...answers.slice(0, 2));
  const run = await deploy('v2');
  expect([run.report.result, run.report.attempts]).toEqual(['pushed', 3]);
  github.plan('POST createCommitOnBranch', ...answers.slice(2));
  const limited = await deploy('v3', { timeout: '5s' });
  expect(limited.report.error).toMatchObject({ code: expect.stringMatching(/out-of-time|outcome-unknown/) });
  expect(await server.repository.log()).toHaveLength(2);
});

test('a commit that came out otherwise is an error that says that it is there', async () => {
  github.commits.strays = { 'stray.yaml': 'kind: Secret\n' };
  const run = await deploy('v2');
  const tip = await server.repository.tip();
  expect([run.exit, run.report.error]).toEqual([
    3,
    expect.objectContaining({
      code: 'proof-failed',
      message: expect.stringContaining(
        `"${tip.slice(0, 8)}", which the server has made and which is on "main"`,
      ),
    }),
  ]);
  expect(run.report.commit).toBe(tip);
});

/** Answers the readers of what the host has made in its own way; `times` of them. */
const afterCommit = (times: number, answer: Answer) => {
  let left = times;
  server.intercept(async ({ entry, run, send }) => {
    const isMade = github.calls.length > 0 && entry.service === 'upload-pack' && entry.method === 'POST';
    if (!isMade || left === 0) return send(await run());
    left -= 1;
    send(answer);
  });
};
const pkt = (line: string) => `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;

test('a commit that cannot be read back is no failed proof: its outcome is unknown, and the next run sees it', async () => {
  afterCommit(Infinity, { status: 503, headers: {}, body: Buffer.from('down for maintenance') });
  const run = await deploy('v2', { timeout: '4s' });
  const tip = await server.repository.tip();
  expect([run.exit, run.report.result, run.report.error]).toEqual([
    7,
    'unknown',
    expect.objectContaining({
      code: 'outcome-unknown',
      message: expect.stringMatching(new RegExp(`^Cannot tell .*"${tip}".*could not be read back: .*503`)),
    }),
  ]);
  expect(run.report.commit).toBe(tip);
  server.intercept(undefined);
  expect((await deploy('v2')).report).toMatchObject({ result: 'unchanged', commit: tip });
});

test('a copy of the server that gets to know of the commit a little later is asked again', async () => {
  const headers = { 'content-type': 'application/x-git-upload-pack-result' };
  const said = pkt(`ERR upload-pack: not our ref ${'1'.repeat(40)}`);
  afterCommit(4, { status: 200, headers, body: Buffer.from(said) });
  const run = await deploy('v2');
  expect([run.report.result, run.report.error]).toEqual(['pushed', undefined]);
  expect(await server.repository.log()).toHaveLength(2);
});

test('a rule of the branch refuses it as it refuses a push, and auto proposes a commit of the host', async () => {
  github.commits.rule = rule;
  const refused = await deploy('v2');
  expect([refused.exit, refused.report.error]).toEqual([
    5,
    expect.objectContaining({
      code: 'push-refused',
      remedy: expect.stringContaining('set --mode to "auto"'),
    }),
  ]);
  const run = await deploy('v2', { mode: 'auto' });
  expect([run.report.result, run.report.error]).toEqual(['proposed', undefined]);
  await server.repository.commit({ 'other.yaml': 'kind: Job\n' });
  github.plan('POST updateRefs', 'lost');
  const newer = await deploy('v3', { mode: 'pull-request' });
  expect(newer.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  const head = github.requests[0]?.head ?? '';
  // One commit on the fresh base, in the place of the one before.
  expect(await server.repository.log(`main..${head}`)).toEqual([newer.report.commit]);
  expect(await server.repository.show('apps/web.yaml', head)).toContain('acme/web:v3');
  expect(pushes()).toBe(0);
});

test('a token without the right is told so, and hosts that make no commits are named', async () => {
  const body = {
    data: null,
    errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
  };
  github.plan('POST createCommitOnBranch', { status: 200, body });
  const lacking = await deploy('v2');
  expect([lacking.exit, lacking.report.error]).toMatchObject([
    4,
    { code: 'permission-denied', message: expect.stringContaining('"Contents: write"') },
  ]);
  const elsewhere = await deploy('v2', { 'host-type': 'gitea' });
  expect(elsewhere.report.error).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('it is not known to be GitHub'),
  });
  const beside = await deploy('v2', { author: 'Jo <jo@acme.dev>', 'push-options': 'ci.skip' });
  expect(beside.report.error).toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/author[\s\S]*push-options/),
  });
});

test('a hold that is pushed before the host makes the commit is seen', async () => {
  let isFirst = true;
  server.intercept(async ({ entry, run, send }) => {
    const answer = await run();
    if (entry.method === 'POST' && entry.service === 'upload-pack' && isFirst && github.calls.length === 0) {
      isFirst = false;
      const { url: repository } = server;
      const hold = await runHere(['hold'], { repository, file: 'apps/web.yaml', token, reason: 'frozen' });
      expect(hold.exit).toBe(0);
    }
    send(answer);
  });
  const run = await deploy('v2');
  expect([run.exit, run.report.error]).toEqual([5, expect.objectContaining({ code: 'held' })]);
  expect(await server.repository.show('apps/web.yaml')).toBe(manifest);
});
