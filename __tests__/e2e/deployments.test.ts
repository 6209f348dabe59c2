// Deployments on GitHub, through the bundle onto a real git server and a stand-in that keeps them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Flags, runForJson } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubDeploymentsServer, startGitHubDeployments } from '../../testing/github-deployments.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { gitlabStatusDialect } from '../../testing/status-dialects.ts';
import { startStatusHub } from '../../testing/status-hub.ts';
import { until } from '../../testing/until.ts';

const secret = 'S3cretOfTheDashboard';
const jobToken = 'ghs_t0kenOfTheJob0000000000000000000000';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]}\n';

let server: GitServer;
let github: GitHubDeploymentsServer;
/** Commits of the application, the oldest first. */
let commits: readonly string[];
beforeAll(async () => {
  server = await startGitServer({ files: { 'apps/web.yaml': manifest } });
  // The application's commits are on a branch of the same repository: the stand-in looks for them.
  const made = [1, 2, 3].map(
    (n) => () => server.repository.commit({ 'src/main.ts': `${n}` }, 'Change', 'app'),
  );
  await server.repository.git('branch', 'app', 'main');
  const ids: string[] = [];
  for (const make of made) ids.push(await make());
  commits = ids;
});
beforeEach(async () => {
  github = await startGitHubDeployments(server.repository);
});
afterEach(async () => {
  await github.close();
  expect(github.faults).toEqual([]);
});
afterAll(() => server.close());

const run = (commit: string | undefined) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: github.origin,
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: 'acme/web',
  GITHUB_RUN_ID: '77',
  ...(commit === undefined ? {} : { GITHUB_SHA: commit }),
});
let tags = 1;
function nextImage(): string {
  tags += 1;
  return sameImage();
}
const sameImage = () => `acme/web:v${tags}`;
const deploy = (commit: string | undefined, more: Flags = {}) =>
  runForJson(
    {
      ...{ repository: server.url, file: 'apps/web.yaml', image: more.image ?? nextImage(), timeout: '30s' },
      ...{ environment: 'staging', deployment: true, 'github-token': jobToken },
      ...more,
    },
    run(commit),
  );

test('a deploy is a deployment of the commit that was built, which replaces the one before', async () => {
  const [one = '', two = ''] = commits;
  const first = await deploy(one, {
    'environment-url': 'https://{environment}.acme.dev/{name}',
    'dashboard-url': 'https://dashboard.acme.dev/',
  });
  expect([first.report.result, first.stderr]).toEqual([
    'pushed',
    expect.stringContaining('Recorded the deployment of acme/web to staging'),
  ]);
  expect(github.deployments).toMatchObject([
    { sha: one, environment: 'staging', task: 'deploy', description: expect.stringMatching(/^web v2 /) },
  ]);
  expect(github.deployments[0]?.statuses.at(-1)).toMatchObject({
    state: 'success',
    environment_url: 'https://staging.acme.dev/web',
    log_url: `${github.origin}/acme/web/actions/runs/77`,
  });
  await deploy(two);
  expect(github.states()).toEqual(['in_progress success inactive', 'in_progress success']);
  expect(new Set(github.tokens)).toEqual(new Set([jobToken]));
});

test('what runs again, or changes nothing, makes no second deployment', async () => {
  const [one = '', two = '', three = ''] = commits;
  await deploy(one);
  const calls = github.calls.length;
  const unchanged = await deploy(one, { image: sameImage() });
  expect([unchanged.report.result, github.states()]).toEqual(['unchanged', ['in_progress success']]);
  expect(github.calls.slice(calls)).toEqual(['POST query']);
  // Another commit with the same image deploys nothing.
  await deploy(two, { image: sameImage() });
  expect(github.states()).toEqual(['in_progress success']);
  // The same commit by another run is one deployment; back to an older one is another.
  await deploy(one);
  await deploy(three);
  await deploy(one);
  expect(github.deployments.map(({ sha }) => sha)).toEqual([one, three, one]);
  expect(github.states().map((each) => each.split(' ').at(-1))).toEqual(['inactive', 'inactive', 'success']);
});

test('the older ones of production are made inactive one by one, and failures stay failures', async () => {
  const [one = '', two = '', three = ''] = commits;
  const production = { environment: 'production' };
  await deploy(one, production);
  const failed = await deploy(two, { ...production, image: 'acme/api:v9' });
  expect(failed.report.result).toBe('failed');
  await deploy(three, production);
  expect(github.states()).toEqual(['in_progress success inactive', 'failure', 'in_progress success']);
});

test('a lost answer makes no second deployment, and a server that never answers holds no run up', async () => {
  const [one = '', two = ''] = commits;
  github.plan('POST /deployments', 'lost');
  github.plan('POST /deployments/{deployment_id}/statuses', 'failed', 'lost');
  const lost = await deploy(one);
  expect([lost.report.result, github.deployments.length]).toEqual(['pushed', 1]);
  expect(github.states()[0]).toMatch(/^(?:in_progress )+success$/);
  github.plan('POST query', 'silent');
  // Wherever in the work the time ends, the run ends too.
  const slow = await deploy(two, { timeout: '3s' });
  expect(slow.stderr).toContain('GitHub did not answer in time');
});

test.each([
  {
    what: 'a token that may not write',
    prepare: () => {
      github.right = 'read';
    },
    more: {},
    says: /the token lacks the right "Deployments: write" \(403\).*"permissions: deployments: write" in the workflow/,
  },
  {
    what: 'a token that may not even read',
    prepare: () => {
      github.right = 'none';
    },
    more: {},
    says: /the token lacks the right "Deployments: write" \(403\)/,
  },
  {
    what: 'a token that is not accepted',
    prepare: () => github.plan('POST query', { status: 401, body: { message: 'Bad credentials' } }),
    more: {},
    says: /the token is not accepted \(401\).*check that --github-token is complete/,
  },
  {
    what: 'a commit that is not in the repository',
    prepare: () => undefined,
    more: { source: `acme/web@${'9'.repeat(40)}` },
    says: /refuses it \(422\); the server says "No ref found for/,
  },
  {
    what: 'an application on another host',
    prepare: () => undefined,
    more: { source: 'https://gitlab.com/acme/web@3f2a9c1' },
    says: /"acme\/web" is not on GitHub; leave --deployment out/,
  },
] as const)('$what is one warning, and the deploy is what it is', async ({ prepare, more, says }) => {
  prepare();
  const { report, exit, stderr } = await deploy(commits[0], more);
  expect([report.result, exit]).toEqual(['pushed', 0]);
  const warnings = stderr.split('\n').filter((line) => line.includes('record a deployment'));
  expect(warnings).toEqual([expect.stringMatching(says)]);
  expect(warnings[0]).toContain('the deploy is not affected');
  expect(stderr).not.toContain(jobToken);
});

test('nobody knows the commit, or the inputs are not whole', async () => {
  const unknown = await deploy(undefined);
  expect(unknown.stderr).toContain(
    'nothing says which commit of which repository was built; set --source to',
  );
  const { report } = await deploy(commits[0], { environment: '', 'github-token': '' });
  expect(report.error).toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/environment: is missing[\s\S]*github-token: is missing/),
  });
  const published = await deploy(commits[0], {
    token: secret,
    'environment-url': `https://acme.dev/?key=${secret}`,
  });
  expect(published.report.error).toMatchObject({ message: expect.stringContaining('beside the deployment') });
});

test('what is proposed is queued until it is merged, and a newer proposal takes its place', async () => {
  const [one = '', two = ''] = commits;
  const requests = await startGitHubRequests(server.repository);
  try {
    const repository = `http://127.0.0.1:${server.port}/acme/config.git`;
    const review = {
      repository,
      'host-type': 'github',
      'api-url': requests.url,
      token: 'x',
      mode: 'pull-request',
    };
    const proposed = await deploy(one, { ...review, 'artifact-record': true });
    expect(proposed.stderr).toContain('Recorded no image: this run has not put one live');
    expect([proposed.report.result, github.states()]).toEqual(['proposed', ['in_progress queued']]);
    await deploy(two, review);
    expect(github.states()).toEqual(['in_progress queued inactive', 'in_progress queued']);
    const merged = await deploy(two, { ...review, image: sameImage(), 'pull-request-merge': 'now' });
    expect([merged.report.result, github.states()[1]]).toEqual([
      'merged',
      'in_progress queued in_progress success',
    ]);
    await deploy(one, review);
    await requests.approve();
    await server.repository.git('update-ref', 'refs/heads/main', requests.requests.at(-1)?.head ?? '');
    const found = await deploy(one, { ...review, image: sameImage() });
    expect([found.report.result, github.states().at(-1)]).toEqual([
      'unchanged',
      'in_progress queued success',
    ]);
    expect(requests.faults).toEqual([]);
  } finally {
    await requests.close();
  }
});

const withDigest = () => `${nextImage()}@sha256:${'ab'.repeat(32)}`;

test('where an image runs is recorded by its digest, one record for each container', async () => {
  const [one = '', two = ''] = commits;
  const first = await deploy(one, { image: withDigest(), 'artifact-record': true });
  const image = withDigest();
  const second = await deploy(two, { image, 'artifact-record': true });
  expect([first.report.result, second.report.result]).toEqual(['pushed', 'pushed']);
  expect([...github.artifacts.values()]).toEqual([
    {
      ...{ name: 'acme/web', digest: `sha256:${'ab'.repeat(32)}`, version: `v${tags}`, status: 'deployed' },
      ...{ logical_environment: 'staging', deployment_name: 'apps/web.yaml-web' },
      ...{ github_repository: 'web', return_records: false },
    },
  ]);
  expect(second.stderr).toContain('Recorded where acme/web@sha256:abababab runs');
  const failed = await deploy(one, { image: 'acme/api:v9', 'artifact-record': true });
  const untold = await deploy(one, { 'artifact-record': true });
  expect([failed.report.result, untold.report.result]).toEqual(['failed', 'pushed']);
  expect(untold.stderr).toContain('Recorded no image: no digest of one is known');
  expect(github.artifacts.size).toBe(1);
  github.isPersonal = true;
  const personal = await deploy(two, { image: withDigest(), 'artifact-record': true });
  expect([personal.report.result, personal.exit, github.states().at(-1)]).toEqual([
    'pushed',
    0,
    'in_progress success',
  ]);
  expect(personal.stderr).toMatch(
    /Cannot record where an image runs on "acme\/web": the token lacks the right "Artifact metadata: write" \(404\).*"permissions: artifact-metadata: write"/,
  );
  const alone = await deploy(one, { deployment: 'false', 'artifact-record': true });
  expect(alone.report.error).toMatchObject({ code: 'invalid-input' });
});

test('it is not asked for by the environment alone, nor by a dry run', async () => {
  await deploy(commits[0], { deployment: 'false' });
  await deploy(commits[0], { 'dry-run': true });
  expect(github.calls).toEqual([]);
});

test('the variables for GitLab say how it ended and where, and a file that cannot be written is a warning', async () => {
  const file = join(server.repository.root, 'deploy.env');
  const pages = { deployment: 'false', 'environment-url': 'https://{environment}.acme.dev/{name}?a=$b' };
  const run = await deploy(commits[0], { ...pages, dotenv: file });
  expect((await readFile(file, 'utf8')).split('\n')).toEqual([
    'GITOPS_RESULT=pushed',
    'GITOPS_ENVIRONMENT_URL=https://staging.acme.dev/web?a=%24b',
    `GITOPS_COMMIT=${run.report.commit}`,
    'GITOPS_BRANCH=main',
    '',
  ]);
  const nowhere = await deploy(commits[0], { ...pages, 'dry-run': true, dotenv: '/nowhere/deploy.env' });
  expect([nowhere.report.result, nowhere.exit]).toEqual(['dry-run', 0]);
  expect(nowhere.stderr).toContain('Cannot write "/nowhere/deploy.env": ENOENT');
});

test.each<[string, string, string, number, string, Flags]>([
  ['', 'success', 'succeeded', 0, 'success', {}],
  ['', 'failed', 'failed', 8, 'failure', {}],
  [', also where it is taken back', 'failed', 'failed', 8, 'failure', { 'on-rollout-failure': 'rollback' }],
])('where the run waits, the deployment ends as the agent says%s: %s', async (_, ...row) => {
  const [status, state, exit, end, more] = row;
  const isTakenBack = more['on-rollout-failure'] === 'rollback';
  const hub = await startStatusHub(gitlabStatusDialect);
  const at = '2026-11-26T10:00:00Z';
  try {
    const repository = `http://127.0.0.1:${server.port}/acme/config.git`;
    const asked = { 'host-type': 'gitlab', 'api-url': hub.url, token: 'S3cretTokenOfTheTest' };
    const dotenv = join(server.repository.root, `${state}-${isTakenBack}.env`);
    await deploy(commits[1]);
    const before = await server.repository.show('apps/web.yaml');
    const start = await server.repository.tip();
    const job = deploy(commits[0], {
      ...{ repository, wait: '60s', 'wait-grace': '1s', dotenv },
      ...{ ...asked, ...more },
    });
    await until('it has landed', async () => (await server.repository.tip()) !== start);
    const json = { name: 'kustomization/apps', status, created_at: at };
    hub.held.push({ commit: await server.repository.tip(), list: 'statuses', json });
    const { report, exit: code } = await job;
    const rollback = isTakenBack ? { rollback: { result: 'pushed' } } : {};
    expect([code, report.result, report.rollout]).toMatchObject([exit, 'pushed', { state, ...rollback }]);
    expect(github.deployments[1]?.statuses.at(-1)).toMatchObject({ state: end });
    // What was there before is live as long as nothing else is known to be.
    const earlier = exit === 0 ? 'in_progress success inactive' : 'in_progress success';
    expect(github.states()[0]).toBe(earlier);
    expect((await server.repository.show('apps/web.yaml')) === before).toBe(isTakenBack);
    // GitLab takes the exit code for its environment; the variables say the rest.
    const variables = (await readFile(dotenv, 'utf8')).split('\n');
    expect(variables).toEqual(expect.arrayContaining(['GITOPS_RESULT=pushed', `GITOPS_ROLLOUT=${state}`]));
    expect(variables.includes('GITOPS_ROLLBACK_RESULT=pushed')).toBe(isTakenBack);
  } finally {
    await hub.close();
  }
});
