// The history of deploys, end to end: deploys, read back.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBundle } from '../../testing/bundle.ts';
import { datedBack } from '../../testing/dated-back.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHere, runHereForJson } from '../../testing/run-here.ts';

const manifest = (image: string): string =>
  `kind: Deployment\nspec: {containers: [{name: web, image: "${image}"}]}\n`;
const files = {
  'apps/prod/web.yaml': manifest('acme/web:v1'),
  'apps/dev/web.yaml': manifest('acme/web:v1'),
  'large.yaml': 'x: 1\n'.repeat(50_000),
};

let server: GitServer;
let repository: string;
const commits: unknown[] = [];
beforeAll(async () => {
  server = await startGitServer({ files, token: 'S3cretToken' });
  repository = server.url;
  const source = {
    source: 'acme/web@3f2a9c1',
    'run-url': 'https://ci.acme.io/7',
    author: 'Jo Doe <jo@acme.io>',
  };
  for (const [file, tag, environment] of [
    ['apps/dev/web.yaml', 'v2', 'dev'],
    ['apps/prod/web.yaml', 'v2', 'prod'],
  ] as const) {
    const deploy = { repository, file, image: `acme/web:${tag}`, environment, order: 'web 7', ...source };
    commits.push((await runHereForJson(deploy, env)).report.commit);
  }
});
afterAll(() => server.close());

const env = { GITOPS_DEPLOY_TOKEN: 'S3cretToken' };

test('people read a table, the newest deploy first, and no file travels for it', async () => {
  server.requests.length = 0;
  const { exit, stdout } = await runBundle(['history'], { repository }, env);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect([exit, lines.length]).toEqual([0, 4]);
  expect(lines[0]).toEqual(['WHEN (UTC)', 'COMMIT', 'WHAT', 'FROM', 'WHERE', 'WHO', 'SOURCE', 'RUN']);
  expect(lines[1]?.slice(1)).toEqual([
    ...[String(commits[1]).slice(0, 8), 'web:v2', 'v1', 'prod: apps/prod/web.yaml', 'Jo Doe'],
    ...['acme/web@3f2a9c1', 'https://ci.acme.io/7'],
  ]);
  expect(lines[3]?.[0]).toBe(`2 deploys in 3 commits of ${repository}`);
  expect(server.requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0)).toBeLessThan(5000);
});

test('programs read one object', async () => {
  const { exit, stdout } = await runHere(['history'], { repository, json: true, file: 'apps/prod/*' }, env);
  const { deploys, ...rest } = JSON.parse(stdout) as { deploys: object[] };
  expect([exit, rest]).toEqual([0, { repository, commits: 3 }]);
  expect(deploys).toMatchObject([
    {
      commit: commits[1],
      author: 'Jo Doe',
      references: ['acme/web:v2'],
      previous: 'v1',
      source: 'acme/web@3f2a9c1',
      environment: 'prod',
      run: 'https://ci.acme.io/7',
      order: { scope: 'web', number: 7 },
      targets: [{ file: 'apps/prod/web.yaml', what: 'acme/web' }],
      hasMoreTargets: false,
    },
  ]);
});

test('browsers get a page of its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-page-'));
  const html = join(folder, 'history.html');
  const { exit, stdout, stderr } = await runHere(['history'], { repository, html }, env);
  const page = await readFile(html, 'utf8');
  await rm(folder, { recursive: true });
  expect([exit, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').slice(-3)).toEqual([
    `2 deploys in 3 commits of ${repository}`,
    `Wrote the page "${html}"`,
    '',
  ]);
  expect(page.match(/<tr/g)).toHaveLength(3);
  expect(page).toContain('<dt>Deploys</dt><dd>2</dd>');
});

test('the page tells how long changes took to be deployed, how much was taken back, and how long that took', async () => {
  await server.repository.git('update-ref', 'refs/heads/page', 'main');
  const flags = { repository, branch: 'page', file: 'apps/prod/web.yaml' };
  const builtAt = (ms: number) => ({
    ...{ ...env, GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/web', CI_COMMIT_SHA: 'a'.repeat(40) },
    CI_COMMIT_TIMESTAMP: new Date(Date.now() - ms).toISOString(),
  });
  await runHereForJson({ ...flags, image: 'acme/web:v3' }, builtAt(2 * 3_600_000 + 60_000));
  await datedBack(server.repository, 30 * 60_000, 'page');
  expect((await runHere(['rollback'], flags, env)).exit).toBe(0);
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-page-'));
  const html = join(folder, 'history.html');
  const { exit } = await runBundle(['history'], { repository, branch: 'page', html }, env);
  const page = await readFile(html, 'utf8');
  await rm(folder, { recursive: true });
  expect(exit).toBe(0);
  expect(page).toMatch(/<dt>Lead time<\/dt><dd>1 h 3\d min<\/dd>/);
  expect(page).toContain('<dt>Taken back</dt><dd>33.3 %</dd><dd class="note">1 of them</dd>');
  expect(page).toMatch(/<dt>Time to restore<\/dt><dd>3\d min<\/dd>/);
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page.match(/<rect class="back" /g)).toHaveLength(1);
  expect(page.match(/<tr class="(?:back|bad)">/g)).toEqual(['<tr class="back">', '<tr class="bad">']);
  expect([page.includes('@media print'), page.includes('prefers-color-scheme: dark')]).toEqual([true, true]);
});

test('a page that cannot be written is a failure that says why', async () => {
  const { exit, stderr } = await runBundle(['history'], { repository, html: '/none/page.html' }, env);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('"/none/page.html": there is no such folder')]);
});

test.each<[string, Record<string, string>, string]>([
  ['by environment', { environment: 'dev' }, '1 deploy in'],
  ['by an image', { image: 'acme/web' }, '2 deploys in'],
  ['by a tag of it', { image: 'acme/web:v2' }, '2 deploys in'],
  ['by a tag that it never had', { image: 'acme/web:v3' }, '0 deploys in'],
  ['by a file', { file: 'apps/dev/*' }, '1 deploy in'],
  ['by an image that was never deployed', { image: 'acme/api' }, '0 deploys in'],
  ['since a time', { since: '1h' }, '2 deploys in'],
  ['since tomorrow', { since: '2099-01-01' }, '0 deploys in'],
])('it is narrowed %s', async (_, flags, expected) => {
  const { stdout } = await runHere(['history'], { repository, ...flags }, env);
  expect(stdout).toContain(expected);
});

test('what cannot be read is a failure with a code, for programs too', async () => {
  const { exit, stdout } = await runHere(['history'], { repository, branch: 'none', json: true }, env);
  expect([exit, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([
    3,
    'branch-not-found',
  ]);
});
