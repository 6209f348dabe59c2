// The wait for a commit that a merge makes, and the limits of the host that is asked: through the bundle, on GitHub by its real name.
import { startBundle } from '../../testing/bundle.ts';
import { postFluxToGitHub } from '../../testing/flux-notifier.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { type HostGateway, startHostGateway } from '../../testing/host-gateway.ts';
import { githubStatusDialect } from '../../testing/status-dialects.ts';
import { type StatusHub, startStatusHub } from '../../testing/status-hub.ts';
import { until } from '../../testing/until.ts';

let gateway: HostGateway;
let server: GitServer;
let github: GitHubRequestsServer;
let hub: StatusHub;
beforeAll(async () => {
  gateway = await startHostGateway(['github.com', 'api.github.com']);
  server = await startGitServer({ files: { 'web.yaml': 'kind: Pod\nimage: acme/web:v1\n' } });
  github = await startGitHubRequests(server.repository);
  hub = await startStatusHub(githubStatusDialect);
  gateway.lead((path, host) => {
    if (host === 'github.com') return `http://127.0.0.1:${server.port}${path}`;
    const { origin } = new URL(/\/(?:statuses|check-runs)(?:\?|$)/.test(path) ? hub.url : github.url);
    return `${origin}/api/v3${path}`;
  });
});
afterAll(async () => {
  expect([github.faults, hub.faults]).toEqual([[], []]);
  await Promise.all([gateway.close(), server.close(), github.close(), hub.close()]);
});

const start = (image: string, more = {}) =>
  startBundle(
    [],
    {
      ...{ repository: 'https://github.com/acme/config.git', file: 'web.yaml', image, json: true },
      ...{ token: 'S3cretTokenOfTheTest', wait: '60s', ...more },
    },
    gateway.variables,
  );
const live = (commit: string) =>
  postFluxToGitHub(hub, {
    ...{ object: 'Kustomization/apps', commit, reason: 'ReconciliationSucceeded', severity: 'info' },
  });

test('with a merge, the wait begins at the merge, and what was said of the branch before says nothing', async () => {
  github.blockedBy = 'At least 1 approving review is required by reviewers with write access.';
  const job = start('acme/web:v2', { mode: 'pull-request', 'pull-request-merge': 'now' });
  await until('it waits for people', () => job.said().includes('approving review'));
  const proposed = (await server.repository.git('rev-parse', github.requests[0]?.head ?? '')).trim();
  await live(proposed);
  const askedBefore = hub.calls.filter(({ status }) => status !== 201).length;
  await github.approve();
  await until('it waits for the rollout', () => /is on main; waiting up to/.test(job.said()));
  const merged = await server.repository.tip();
  await until(
    'it has looked',
    () => hub.calls.filter(({ asked }) => asked === `statuses ${merged}`).length > 1,
  );
  expect(job.said()).not.toContain('Rolled out');
  await live(merged);
  const { exit, stdout } = await job.ended;
  expect([exit, JSON.parse(stdout)]).toMatchObject([
    0,
    { result: 'merged', commit: merged, rollout: { state: 'succeeded', statuses: [{ commit: merged }] } },
  ]);
  // The agent of the preview looked once; the run had asked nothing yet.
  expect(askedBefore).toBe(1);
});

test('a limit of the host is waited for as the host says, and said', async () => {
  hub.plan('check runs', {
    status: 403,
    body: { message: 'You have exceeded a secondary rate limit' },
    headers: { 'retry-after': '3' },
  });
  hub.calls.length = 0;
  const job = start('acme/web:v3');
  await until('the limit is said', () => /looking again in 3\.\d s/.test(job.said()));
  hub.plan('check runs');
  await live(await server.repository.tip());
  const { exit, stdout } = await job.ended;
  expect([exit, JSON.parse(stdout)]).toMatchObject([0, { rollout: { state: 'succeeded' } }]);
  const [limited] = hub.calls.filter(({ status }) => status === 403);
  const [first, next] = hub.calls.filter(({ asked }) => asked === limited?.asked);
  expect((next?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(3000);
});
