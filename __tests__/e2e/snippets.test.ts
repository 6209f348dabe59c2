// The snippets of the pages about review and about verified commits run as they stand: by what a CI makes of them, and with the real
// names of the hosts, which a proxy leads to the stand-ins.
import type { AgitRequest } from '../../testing/agit-receive.ts';
import { startAzureRequests } from '../../testing/azure-requests.ts';
import type { BareRepository } from '../../testing/bare-repository.ts';
import { startBitbucketRequests } from '../../testing/bitbucket-requests.ts';
import { runBundle } from '../../testing/bundle.ts';
import { startConnectProxy } from '../../testing/connect-proxy.ts';
import { startDataCenterRequests } from '../../testing/data-center-requests.ts';
import type { GerritChange } from '../../testing/gerrit-receive.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { startGitea } from '../../testing/gitea-requests.ts';
import { appId, appKey, startGitHubApi } from '../../testing/github-api.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { startGitLab } from '../../testing/gitlab-requests.ts';
import { type HostGateway, startHostGateway } from '../../testing/host-gateway.ts';
import { hookForReview } from '../../testing/review-hook.ts';

import { runScript } from '../../testing/run-script.ts';
import {
  actionJob,
  azureJob,
  bitbucketJob,
  componentJob,
  type Job,
  snippetsOf,
} from '../../testing/snippets.ts';
import { startSshFront } from '../../testing/ssh-front.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

const file = 'apps/vehicles/prod/deployment.yaml';
const names = ['ghcr.io/acme', 'registry.gitlab.com/acme', 'acme.azurecr.io', 'registry.acme.dev', 'acme'];
const containers = names.map((name, index) => `{name: c${index}, image: "${name}/vehicles:v1"}`);
const manifest = `kind: Deployment\nspec: {containers: [${containers.join(', ')}]}\n`;
const built = '344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b';
type Variables = Readonly<Record<string, string>>;
const token = 'S3cretTokenOfTheTest';

const realNames = [
  ...['github.com', 'api.github.com', 'gitlab.com', 'codeberg.org', 'dev.azure.com', 'vssps.dev.azure.com'],
  ...['bitbucket.org', 'api.bitbucket.org', 'git.acme.dev'],
];
let gateway: HostGateway;
let server: GitServer;
beforeAll(async () => {
  gateway = await startHostGateway(realNames);
});
beforeEach(async () => {
  const config = { 'receive.advertisePushOptions': 'true' };
  server = await startGitServer({ files: { [file]: manifest }, config });
});
afterEach(() => server.close());
afterAll(() => gateway.close());

/** A host on this machine, and the job that runs the snippet. */
interface Scene {
  /** The address of a stand-in for a request to the API; requests of git never get here. */
  readonly api: (path: string) => string;
  readonly job: (code: string) => Job;
  /** What the CI tells every job. */
  readonly ci: Variables;
  /** What is there after the run. */
  readonly made: () => unknown;
  readonly close: () => Promise<unknown>;
}

interface Row {
  readonly what: string;
  readonly page: string;
  readonly heading: string;
  readonly open: (repository: BareRepository) => Promise<Scene>;
  /** What the page promises. */
  readonly expected: object;
  /** Of several under one heading, from 0. */
  readonly nth?: number;
}

const origin = (url: string): string => new URL(url).origin;
const github = {
  ...{ GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com' },
  ...actions('https://api.github.com'),
};

function actions(api: string): Variables {
  return {
    ...{ GITHUB_API_URL: api, GITHUB_GRAPHQL_URL: `${api}/graphql`, GITHUB_REPOSITORY: 'acme/vehicles' },
    ...{
      GITHUB_SHA: built,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_NUMBER: '7',
      GITHUB_ACTOR: 'jo',
    },
  };
}

async function onGitHub(repository: BareRepository): Promise<Scene> {
  const [hub, apps] = await Promise.all([startGitHubRequests(repository), startGitHubApi()]);
  const contexts = { 'vars.DEPLOY_APP_ID': appId, 'secrets.DEPLOY_APP_KEY': appKey, 'github.sha': built };
  return {
    api: (path) => {
      if (/^\/app\/|\/installation$/.test(path)) return apps.url + path;
      return origin(hub.url) + (path === '/graphql' ? '/api/graphql' : `/api/v3${path}`);
    },
    job: (code) => actionJob(code, contexts),
    ci: github,
    made: () => ({ request: hub.requests[0], calls: hub.calls, faults: hub.faults }),
    close: () => Promise.all([hub.close(), apps.close()]),
  };
}

/** @param given a variable of the project with a token; in its own project the job's token is given by the snippet */
async function onGitLab(repository: BareRepository, project: string, given: Variables): Promise<Scene> {
  const hub = await startGitLab(repository);
  hub.scopeOf = (text) =>
    text.includes('OfTheJob') ? undefined : text.includes('Api') ? 'api' : 'write_repository';
  const predefined = {
    ...{ GITLAB_CI: 'true', CI_SERVER_URL: 'https://gitlab.com', CI_API_V4_URL: 'https://gitlab.com/api/v4' },
    ...{ CI_SERVER_FQDN: 'gitlab.com', CI_PROJECT_PATH: project, CI_COMMIT_SHA: built },
    ...{ CI_JOB_TOKEN: 'S3cretTokenOfTheJob', CI_JOB_URL: `https://gitlab.com/${project}/-/jobs/7` },
  };
  return {
    api: (path) => origin(hub.url) + path,
    job: (code) => componentJob(code, predefined),
    ci: { ...predefined, ...given },
    made: () => ({ request: hub.requests[0], faults: hub.faults }),
    close: () => hub.close(),
  };
}

async function onGitea(repository: BareRepository, pushed: () => readonly AgitRequest[]): Promise<Scene> {
  const hub = await startGitea(repository);
  hub.pushed = () =>
    pushed().map(({ number, base, title, description }) => ({ number, base, title, body: description }));
  hub.labels = [{ id: 1, name: 'deploy' }];
  return {
    api: (path) => origin(hub.url) + path,
    job: (code) => actionJob(code, { 'secrets.DEPLOY_TOKEN': token, 'github.sha': built }),
    ci: {
      ...{ GITEA_ACTIONS: 'true', GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://codeberg.org' },
      ...actions('https://codeberg.org/api/v1'),
    },
    made: () => ({ request: hub.requests[0], faults: hub.faults }),
    close: () => hub.close(),
  };
}

/** The account of the token reads, and may push no branch: the server makes the request of a push to `refs/for/`. */
async function onGiteaWithAgit(repository: BareRepository): Promise<Scene> {
  const made = await hookForReview<AgitRequest[]>(repository, 'agit-receive.ts', []);
  const readsOnly =
    'if grep -q refs/heads/; then echo "Gitea: User permission denied for writing." >&2; exit 1; fi';
  await repository.hook('pre-receive', readsOnly);
  return onGitea(repository, () => made.read());
}

async function onGerrit(repository: BareRepository): Promise<Scene> {
  const made = await hookForReview<GerritChange[]>(repository, 'gerrit-receive.ts', []);
  const [authorized, hostKey] = [makeKeyPair('ed25519'), makeKeyPair('ed25519')];
  const ssh = await startSshFront(repository, { user: 'deployer', authorized, hostKey });
  const proxy = await startConnectProxy({ to: ssh.port });
  const contexts = {
    ...{ 'secrets.GERRIT_KEY': authorized.privateKey, 'github.sha': built },
    'vars.GERRIT_HOST_KEY': `[gerrit.acme.dev]:29418 ${hostKey.publicKey}`,
  };
  return {
    api: (path) => path,
    job: (code) => actionJob(code, contexts),
    ci: { ...github, HTTPS_PROXY: proxy.url },
    made: () => ({ request: made.read()[0], faults: [] }),
    close: () => Promise.all([proxy.close(), ssh.close()]),
  };
}

async function onAzure(repository: BareRepository): Promise<Scene> {
  const hub = await startAzureRequests(repository);
  return {
    api: (path) => origin(hub.url) + path,
    job: (code) => azureJob(code, { 'Build.SourceVersion': built, 'System.AccessToken': token }),
    ci: {
      ...{
        TF_BUILD: 'True',
        SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
        SYSTEM_TEAMPROJECT: 'shop',
      },
      ...{ BUILD_REPOSITORY_PROVIDER: 'TfsGit', BUILD_SOURCEVERSION: built, BUILD_BUILDID: '7' },
      ...{
        BUILD_REPOSITORY_URI: 'https://acme@dev.azure.com/acme/shop/_git/vehicles',
        BUILD_DEFINITIONNAME: 'web',
      },
    },
    made: () => ({ request: hub.requests[0], faults: hub.faults }),
    close: () => hub.close(),
  };
}

async function onBitbucket(repository: BareRepository): Promise<Scene> {
  const hub = await startBitbucketRequests(repository);
  return {
    api: (path) => origin(hub.url) + path,
    job: bitbucketJob,
    ci: {
      ...{ BITBUCKET_BUILD_NUMBER: '7', BITBUCKET_REPO_FULL_NAME: 'acme/vehicles', BITBUCKET_COMMIT: built },
      ...{ BITBUCKET_WORKSPACE: 'acme', GITOPS_DEPLOY_TOKEN: token },
    },
    made: () => ({ request: hub.requests[0], faults: hub.faults }),
    close: () => hub.close(),
  };
}

async function onDataCenter(repository: BareRepository): Promise<Scene> {
  const hub = await startDataCenterRequests(repository);
  return {
    api: (path) => origin(hub.url) + path,
    job: (script) => ({ script, variables: {} }),
    ci: { GIT_COMMIT: built, GITOPS_DEPLOY_TOKEN: token },
    made: () => ({ request: hub.requests[0], faults: hub.faults }),
    close: () => hub.close(),
  };
}

const review = 'docs/review.md';
const verified = 'docs/verified-commits.md';
const title = 'Deploy vehicles 344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b (apps/vehicles/prod)';
const rows: readonly Row[] = [
  {
    what: 'GitHub with an App',
    ...{ page: review, heading: 'Review before it lands', open: onGitHub },
    expected: { request: { title, labels: ['deploy'], teams: ['platform'], autoMerge: false } },
  },
  {
    what: 'GitHub, which makes the commit',
    ...{
      page: verified,
      heading: 'Verified commits',
      open: onGitHub,
    },
    expected: { request: undefined, calls: ['POST createCommitOnBranch'] },
  },
  {
    what: 'GitLab with a token of the API',
    ...{ page: review, heading: 'GitLab' },
    open: (repository) => onGitLab(repository, 'acme/vehicles', { GITOPS_DEPLOY_TOKEN: 'glpat-S3cretApi' }),
    expected: { request: { title, labels: ['deploy'], reviewers: ['jo'], state: 'closed' } },
  },
  {
    what: 'GitLab with a token that pushes alone, by push options',
    ...{ page: review, heading: 'GitLab' },
    open: (repository) => onGitLab(repository, 'acme/vehicles', { GITOPS_DEPLOY_TOKEN: 'glpat-S3cretPush' }),
    expected: { request: { title, labels: ['deploy'], reviewers: [], autoMerge: true } },
  },
  {
    what: 'GitLab with the token of the job, by push options',
    ...{ page: review, heading: 'GitLab', nth: 1 },
    open: (repository) => onGitLab(repository, 'acme/config', {}),
    expected: { request: { title, labels: ['deploy'], autoMerge: true } },
  },
  {
    what: 'Forgejo',
    ...{ page: review, heading: 'Gitea and Forgejo', open: (repository) => onGitea(repository, () => []) },
    expected: { request: { title, labels: ['deploy'], state: 'closed' } },
  },
  {
    what: 'Forgejo with an account that may not push, by AGit',
    ...{ page: review, heading: 'Gitea and Forgejo', open: onGiteaWithAgit },
    expected: { request: { title, base: 'main', head: 'refs/pull/1/head', state: 'closed' } },
  },
  {
    what: 'Gerrit',
    ...{ page: review, heading: 'Gerrit', open: onGerrit },
    expected: { request: { state: 'open', branch: 'main', reviewers: ['jo'] } },
  },
  {
    what: 'Azure DevOps',
    ...{ page: review, heading: 'Azure DevOps', open: onAzure },
    expected: { request: { title, reviewers: [expect.any(String)], state: 'closed' } },
  },
  {
    what: 'Bitbucket Cloud',
    ...{ page: review, heading: 'Bitbucket', open: onBitbucket },
    expected: { request: { title, reviewers: [expect.any(String)] } },
  },
  {
    what: 'Bitbucket Data Center',
    ...{ page: review, heading: 'Bitbucket', nth: 1, open: onDataCenter },
    expected: { request: { title, reviewers: ['jo'], state: 'closed' } },
  },
];

/** Requests of git, to whatever host. */
const isGit = /\/(?:info\/refs|git-upload-pack|git-receive-pack)(?:\?|$)/;

test.each(rows)('on $what', async ({ page, heading, nth = 0, open, expected }) => {
  const { repository, port } = server;
  const scene = await open(repository);
  const { code = '' } = snippetsOf(page).filter((each) => each.heading === heading)[nth] ?? {};
  const { script, variables } = scene.job(code);
  gateway.lead((path) => (isGit.test(path) ? `http://127.0.0.1:${port}${path}` : scene.api(path)));
  const env = { ...gateway.variables, ...scene.ci, ...variables };
  const run = script === undefined ? await runBundle([], {}, env) : await runScript(script, env);
  await scene.close();
  expect([run.exit, run.stderr]).toEqual([0, expect.not.stringContaining('Cannot')]);
  expect(scene.made()).toMatchObject({ faults: [], ...expected });
});

test('no snippet of these pages is left out', () => {
  const run = new Set(rows.map(({ page, heading, nth = 0 }) => `${page}#${heading} ${nth}`));
  const there = [review, verified].flatMap((page) => snippetsOf(page));
  expect(run.size).toBe(there.length);
});
