// A GitHub App as the credential, from inputs onto a real git server that takes its token alone.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { appId, appKey, type GitHubApi, startGitHubApi } from '../../testing/github-api.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { githubStatusDialect } from '../../testing/status-dialects.ts';
import { startStatusHub } from '../../testing/status-hub.ts';

const runForJson = bundleFirst();

let api: GitHubApi;
let server: GitServer;
beforeEach(async () => {
  api = await startGitHubApi();
  server = await startGitServer({ files: { 'a.yaml': 'kind: Pod\nimage: acme/web:v1\n' } });
  server.intercept(async ({ entry, response, run, send }) => {
    const password = Buffer.from(entry.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    if (password === `x-access-token:${api.tokens.at(-1)}`) send(await run());
    else response.writeHead(401).end('Bad credentials');
  });
});
afterEach(() => Promise.all([api.close(), server.close()]));

const deploy = (more: Flags = {}) => {
  const url = `http://127.0.0.1:${server.port}`;
  return runForJson(
    {
      repository: `${url}/acme/config.git`,
      file: 'a.yaml',
      image: 'acme/web:v2',
      'app-id': appId,
      'app-private-key': appKey,
      ...more,
    },
    { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: url, GITHUB_API_URL: api.url },
  );
};

test('the App makes a token for one repository and its contents alone, and it is masked', async () => {
  const run = await deploy();
  expect([run.exit, run.report.result, run.report.error]).toEqual([0, 'pushed', undefined]);
  expect(api.requests).toEqual([
    expect.objectContaining({ method: 'GET', path: '/repos/acme/config/installation' }),
    {
      method: 'POST',
      path: '/app/installations/77/access_tokens',
      userAgent: expect.stringMatching(/^gitops-deploy\//),
      body: { repositories: ['config'], permissions: { contents: 'write' } },
    },
  ]);
  expect(run.stderr).toContain(`::add-mask::${api.tokens[0]}`);
  expect(run.stdout + run.stderr.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(/ghs_|eyJ|PRIVATE KEY/);
});

test('where another token reads the statuses, the App follows the branch alone', async () => {
  const statuses = await startStatusHub(githubStatusDialect);
  const live = {
    context: 'kustomization/apps/0c9c2e41',
    state: 'success',
    created_at: '2026-11-26T08:00:00Z',
  };
  statuses.plan('statuses', { status: 200, body: [live] });
  const run = await deploy({ wait: '60s', 'api-token': 'Stat0sToken', 'api-url': statuses.url });
  await statuses.close();
  expect([run.exit, run.report.rollout]).toMatchObject([0, { state: 'succeeded' }]);
  expect([...statuses.authorizations]).toEqual(['token Stat0sToken']);
  expect(api.requests.flatMap(({ body }) => body ?? [])).toMatchObject([
    { permissions: { contents: 'write' } },
    { permissions: { contents: 'read' } },
  ]);
});

test('a token that the server no longer takes is renewed', async () => {
  const usual = api.tokens;
  let isRevoked = false;
  server.intercept(async ({ entry, response, run, send }) => {
    const password = Buffer.from(entry.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    if (entry.method === 'POST' && entry.service === 'receive-pack' && usual.length === 1) isRevoked = true;
    if (isRevoked && password.endsWith(usual[0] ?? '')) response.writeHead(401).end('Bad credentials');
    else send(await run());
  });
  const run = await deploy();
  expect([run.exit, run.report.result, api.tokens.length]).toEqual([0, 'pushed', 2]);
  expect(await server.repository.diff('main~1..main')).toEqual([
    '-image: acme/web:v1',
    '+image: acme/web:v2',
  ]);
});

test('an outage of the API is waited out', async () => {
  const down = { status: 502, body: 'Bad Gateway' };
  api.answer(down, down, 'usual');
  const run = await deploy();
  expect([run.exit, run.report.result]).toEqual([0, 'pushed']);
});

test('a refusal of the API ends the run at once, with what to do', async () => {
  api.answer({ status: 404, body: { message: 'Not Found' } });
  const run = await deploy();
  expect(run.exit).not.toBe(0);
  expect(run.report.error).toMatchObject({
    code: 'permission-denied',
    message: expect.stringContaining('it is not installed on acme/config'),
    remedy: expect.stringContaining('"Install App"'),
  });
  expect(api.requests.length).toBe(1);
});
