// A company's own GitHub, by its real name behind a proxy and an authority: where REST and GraphQL are asked.
import { type Flags, runForJson } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { type HostGateway, startHostGateway } from '../../testing/host-gateway.ts';

const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]}\n';
/** Requests to the API, as `git.acme.dev /api/graphql`. */
const asked = new Set<string>();

let gateway: HostGateway;
let server: GitServer;
let github: GitHubRequestsServer;
beforeAll(async () => {
  gateway = await startHostGateway(['git.acme.dev', 'gateway.acme.dev']);
});
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest } });
  github = await startGitHubRequests(server.repository);
  github.blockedBy = 'At least 1 approving review is required.';
  asked.clear();
  gateway.lead((path, host) => {
    if (path.startsWith('/acme/config')) return `http://127.0.0.1:${server.port}${path}`;
    asked.add(`${host} ${path.replace(/(?<=\/acme\/config\/).*/, '')}`);
    const { origin, pathname } = new URL(github.url);
    if (path === '/queries' || path.endsWith('/graphql')) return `${origin}/api/graphql`;
    return origin + pathname + path.replace(/^.*?(?=\/repos\/)/, '');
  });
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await Promise.all([github.close(), server.close()]);
});
afterAll(() => gateway.close());

const actions = {
  ...{ GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://git.acme.dev' },
  GITHUB_API_URL: 'https://git.acme.dev/api/v3',
};
const elsewhere = 'https://gateway.acme.dev/queries';

test.each<[string, Flags, Readonly<Record<string, string>>, string, string]>([
  [
    'known by its address alone',
    { 'host-type': 'github' },
    {},
    'git.acme.dev /api/v3',
    'git.acme.dev /api/graphql',
  ],
  ['as its own Actions say', {}, actions, 'git.acme.dev /api/v3', 'git.acme.dev /api/graphql'],
  [
    'as its own Actions say of both',
    {},
    { ...actions, GITHUB_GRAPHQL_URL: elsewhere },
    'git.acme.dev /api/v3',
    'gateway.acme.dev /queries',
  ],
  [
    'as the user says, whatever the CI does',
    { 'api-url': 'https://gateway.acme.dev/api/v3', 'host-type': 'github' },
    { ...actions, GITHUB_GRAPHQL_URL: 'https://git.acme.dev/queries' },
    'gateway.acme.dev /api/v3',
    'gateway.acme.dev /api/graphql',
  ],
  [
    'of another server than the CI that runs',
    { 'host-type': 'github' },
    {
      ...{ GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com' },
      ...{ GITHUB_API_URL: 'https://api.github.com', GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql' },
    },
    'git.acme.dev /api/v3',
    'git.acme.dev /api/graphql',
  ],
])('a request and a verified commit on a server %s', async (_, flags, env, rest, graphql) => {
  const wanted = { mode: 'pull-request', 'pull-request-merge': 'auto', 'pull-request-labels': 'deploy' };
  const run = await runForJson(
    {
      ...{ repository: 'https://git.acme.dev/acme/config', file: 'web.yaml', image: 'acme/web:v2' },
      ...{ token: 'S3cretTokenOfTheTest', 'commit-through': 'api', timeout: '60s', ...wanted, ...flags },
    },
    { ...gateway.variables, ...env },
  );
  expect([run.exit, run.report.result, run.report.error]).toEqual([0, 'proposed', undefined]);
  expect(github.requests).toMatchObject([{ labels: ['deploy'], autoMerge: true }]);
  expect([...asked].sort()).toEqual([`${rest}/repos/acme/config/`, graphql].sort());
});
