// Each CI's own number of a run, end to end: an older run is left out, and one that a person started goes back.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Flags, runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHereForJson } from '../../testing/run-here.ts';
import { snippetsOf } from '../../testing/snippets.ts';

type Env = Readonly<Record<string, string>>;

/** Which run this is, by its CI; and what is different where a person has started it again, as far as the CI says. */
interface Row {
  readonly scope: string;
  readonly env: Env;
  readonly again?: Env;
}

/** The order that the page tells people of a CI to give, once the CI has put the number of the pipeline in. */
function orderByThePage(ci: string, number: string): string {
  const codes = snippetsOf('docs/pipelines.md').map(({ code }) => code);
  const code = codes.find((each) => each.startsWith(`# ${ci}: `)) ?? '';
  const order = /GITOPS_DEPLOY_ORDER: "?([^"\n]+)"?\n/.exec(code)?.[1] ?? '';
  return order.replace(number, '7').replace('$CI_PROJECT_PATH', 'acme/parent');
}

const azure = { TF_BUILD: 'True', SYSTEM_TEAMPROJECT: 'shop' };
const rows: readonly Row[] = [
  {
    scope: 'acme/gitlab',
    env: { GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/gitlab', CI_PIPELINE_IID: '7' },
    again: { CI_JOB_MANUAL: 'true' },
  },
  {
    scope: 'acme/bitbucket',
    env: { BITBUCKET_REPO_FULL_NAME: 'acme/bitbucket', BITBUCKET_BUILD_NUMBER: '7' },
    again: { BITBUCKET_STEP_RUN_NUMBER: '2' },
  },
  {
    scope: 'shop/build',
    env: { ...azure, BUILD_DEFINITIONNAME: 'build', BUILD_BUILDID: '7' },
    again: { SYSTEM_JOBATTEMPT: '2' },
  },
  {
    scope: 'shop/release',
    env: { ...azure, BUILD_BUILDID: '9', RELEASE_DEFINITIONNAME: 'release', RELEASE_RELEASEID: '7' },
    again: { RELEASE_ATTEMPTNUMBER: '2' },
  },
  { scope: 'jenkins', env: { JENKINS_URL: 'https://ci.acme.io/', JOB_NAME: 'jenkins', BUILD_NUMBER: '7' } },
  {
    scope: 'acme/drone',
    env: { CI: 'true', DRONE: 'true', DRONE_REPO: 'acme/drone', DRONE_BUILD_NUMBER: '7' },
  },
  {
    scope: 'acme/woodpecker',
    env: { CI: 'woodpecker', CI_REPO: 'acme/woodpecker', CI_PIPELINE_NUMBER: '7' },
  },
  {
    scope: 'acme/buildkite',
    env: {
      ...{ BUILDKITE: 'true', BUILDKITE_ORGANIZATION_SLUG: 'acme', BUILDKITE_PIPELINE_SLUG: 'buildkite' },
      BUILDKITE_BUILD_NUMBER: '7',
    },
    again: { BUILDKITE_RETRY_COUNT: '1', BUILDKITE_RETRY_TYPE: 'manual' },
  },
  {
    scope: 'web',
    env: {
      ...{ CIRCLECI: 'true', CIRCLE_BUILD_NUM: '9' },
      GITOPS_DEPLOY_ORDER: orderByThePage('CircleCI', '<< pipeline.number >>'),
    },
  },
  {
    scope: 'acme/parent',
    env: {
      ...{ GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/child', CI_PIPELINE_IID: '9' },
      CI_PIPELINE_SOURCE: 'parent_pipeline',
      GITOPS_DEPLOY_ORDER: orderByThePage('GitLab', '$CI_PIPELINE_IID'),
    },
  },
];
const ofGitHub = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/web', GITHUB_RUN_NUMBER: '7' };
const github = {
  ...ofGitHub,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/deploy.yml@refs/heads/main',
  GITHUB_RUN_ATTEMPT: '1',
};
const workflow = 'acme/web/.github/workflows/deploy.yml';
const gitea = { ...ofGitHub, GITEA_ACTIONS: 'true', GITHUB_WORKFLOW: 'deploy' };

const file = 'apps/web.yaml';
const held = 'apps/held.yaml';
const newer = (scope: string): string =>
  `Deploy-Order: ${scope} 8\nDeploy-Target: ${file}#acme/web\nDeploy-Image: acme/web:v8\nDeploy-Run: https://ci.acme.io/8\nDeploy-Id: ${scope}\n`;
const holding = `Deploy-Hold: *\nDeploy-Hold-Reason: frozen\nDeploy-Target: ${held}#*\nDeploy-Id: hold\n`;

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({
    files: { [file]: 'image: acme/web:v1\n', [held]: 'image: acme/web:v1\n' },
  });
  const scopes = [...rows.map(({ scope }) => scope), workflow, 'acme/web/deploy'];
  // One commit tells of a deploy by each of them, as a squash merge does.
  const told = [...scopes.map(newer), holding].join('\n');
  await server.repository.commit({ [file]: 'image: acme/web:v8\n' }, `Deploy\n\n${told}`);
});
afterAll(() => server.close());

const flags = (more: Flags = {}): Flags => ({
  ...{ repository: server.url, file, image: 'acme/web:v7', 'dry-run': true },
  ...more,
});
const back = 'started on purpose, so it goes back behind run 8 with commit ';

test.each(rows)('$scope', async ({ scope, env, again }) => {
  const older = await runHereForJson(flags(), env);
  expect([older.exit, older.report.result, older.report.supersededBy]).toEqual([
    0,
    'superseded',
    { order: `${scope} 8`, runUrl: 'https://ci.acme.io/8' },
  ]);
  if (again === undefined) return;
  const purposeful = { ...env, ...again };
  const { report, stderr } = await runHereForJson(flags(), purposeful);
  expect([report.result, stderr]).toEqual(['dry-run', expect.stringContaining(back)]);
  const refused = await runHereForJson(flags({ file: held }), purposeful);
  expect([refused.exit, refused.report.error]).toEqual([5, expect.objectContaining({ code: 'held' })]);
});

test('GitHub, with the run that won in the log, the summary and the outputs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-order-'));
  const [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY] = [join(folder, 'output'), join(folder, 'summary')];
  for (const path of [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY]) await writeFile(path, '');
  const { exit, stdout } = await runBundle([], flags(), { ...github, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY });
  const log = `Superseded: web v7 (apps) is left out, because the newer run "${workflow} 8" has deployed there already`;
  expect([exit, stdout]).toEqual([0, expect.stringContaining(log)]);
  expect(stdout).toContain('\nhttps://ci.acme.io/8\n');
  const summary = await readFile(GITHUB_STEP_SUMMARY, 'utf8');
  expect(summary).toContain(log);
  expect(summary).toContain('https://ci.acme.io/8');
  const outputs = await readFile(GITHUB_OUTPUT, 'utf8');
  expect(outputs).toMatch(/^result<<(.*)\nsuperseded\n\1$/m);
  expect(outputs).toMatch(new RegExp(`^superseded-by<<(.*)\\n${workflow} 8\\n\\1$`, 'm'));
  await rm(folder, { recursive: true });
});

test('GitHub, where a person runs it again: it goes back, but not over a hold', async () => {
  const again = { ...github, GITHUB_RUN_ATTEMPT: '2' };
  const { exit, stdout } = await runBundle([], flags(), again);
  expect([exit, stdout]).toEqual([0, expect.stringContaining(back)]);
  const refused = await runBundle([], flags({ file: held }), again);
  expect([refused.exit, refused.stdout]).toEqual([5, expect.stringContaining('holds every deploy since')]);
});

test('Gitea', async () => {
  const { exit, stdout } = await runBundle([], flags(), gitea);
  expect([exit, stdout]).toEqual([0, expect.stringContaining('the newer run "acme/web/deploy 8"')]);
});
