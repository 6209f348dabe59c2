// Changes that are reviewed before they land, on every host that is alike: one table of scenarios, from inputs onto a real
// git server and a stand-in for each host's API.

import { startAzureRequests } from '../../testing/azure-requests.ts';
import type { BareRepository } from '../../testing/bare-repository.ts';
import { startBitbucketRequests } from '../../testing/bitbucket-requests.ts';
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { startDataCenterRequests } from '../../testing/data-center-requests.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import type { RequestHub } from '../../testing/request-hub.ts';
import { runHereForJson } from '../../testing/run-here.ts';
import { until } from '../../testing/until.ts';

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';
const basic = (user: string) => `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;

interface HostRow {
  readonly kind: string;
  readonly start: (repository: BareRepository) => Promise<RequestHub>;
  readonly path: string;
  readonly authorization: string;
  /** The page of the first request. */
  readonly page: RegExp;
  /** The calls whose answers get lost. */
  readonly calls: {
    readonly open: string;
    readonly comment: string;
    readonly close: string;
    readonly merge: string;
  };
  /** Names as users write them, and as the host keeps them. */
  readonly names: Flags;
  readonly kept: object;
  readonly blockedBy: string;
  readonly mergesByItself: boolean;
  /** A right in the words of the host's API, and of its settings. */
  readonly right: readonly [string, string];
}

const hosts: readonly HostRow[] = [
  {
    kind: 'azure-devops',
    start: startAzureRequests,
    path: '/acme/shop/_git/config',
    authorization: basic(''),
    page: /\/acme\/shop\/_git\/config\/pullrequest\/1$/,
    calls: {
      open: 'POST /pullrequests',
      comment: 'POST /pullRequests/{id}/threads',
      close: 'PATCH /pullrequests/{id}',
      merge: 'PATCH /pullrequests/{id}',
    },
    names: {
      'pull-request-labels': 'deploy',
      'pull-request-reviewers': 'jo@acme.dev\nteam:Platform Team',
    },
    kept: {
      labels: ['deploy'],
      reviewers: ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000004'],
    },
    blockedBy: 'Required reviewers have not approved',
    mergesByItself: true,
    right: ['PullRequestContribute', 'allow "Contribute to pull requests" on shop/config'],
  },
  {
    kind: 'bitbucket',
    start: startBitbucketRequests,
    path: '/acme/config.git',
    authorization: `Bearer ${token}`,
    page: /\/acme\/config\/pull-requests\/1$/,
    calls: {
      open: 'POST /pullrequests',
      comment: 'POST /pullrequests/{id}/comments',
      close: 'POST /pullrequests/{id}/decline',
      merge: 'POST /pullrequests/{id}/merge',
    },
    names: { 'pull-request-reviewers': 'jo' },
    kept: { reviewers: ['{00000000-0000-4000-8000-000000000002}'] },
    blockedBy: '2 of the merge checks have not passed',
    mergesByItself: false,
    right: ['pullrequest:write', 'give the token "pullrequest:write"'],
  },
  {
    kind: 'bitbucket-data-center',
    start: startDataCenterRequests,
    path: '/scm/acme/config.git',
    authorization: `Bearer ${token}`,
    page: /\/projects\/ACME\/repos\/config\/pull-requests\/1$/,
    calls: {
      open: 'POST /pull-requests',
      comment: 'POST /pull-requests/{id}/comments',
      close: 'POST /pull-requests/{id}/decline',
      merge: 'POST /pull-requests/{id}/merge',
    },
    names: { 'pull-request-reviewers': 'jo' },
    kept: { reviewers: ['jo'] },
    blockedBy: 'Two approvals are required',
    mergesByItself: true,
    right: ['REPO_WRITE', 'give the token "Repository write"'],
  },
];

describe.each(hosts)('on $kind', (host) => {
  let server: GitServer;
  let hub: RequestHub;
  beforeEach(async () => {
    server = await startGitServer({ files: { 'web.yaml': manifest, 'other.yaml': 'kind: Pod\n' }, token });
    hub = await host.start(server.repository);
  });
  afterEach(async () => {
    expect(hub.faults).toEqual([]);
    await Promise.all([hub.close(), server.close()]);
  });

  const flags = (tag: string, more: Flags = {}): Flags => ({
    repository: `http://127.0.0.1:${server.port}${host.path}`,
    file: 'web.yaml',
    image: `acme/web:${tag}`,
    token,
    mode: 'pull-request',
    'api-url': hub.url,
    'host-type': host.kind,
    timeout: '60s',
    ...more,
  });
  const propose = (tag: string, more: Flags = {}) => runHereForJson(flags(tag, more));
  const ourBranch = () => hub.requests.at(-1)?.head ?? '';
  const shown = (branch: string) => server.repository.show('web.yaml', branch);
  /** Starts a run that merges, and waits until it says that a rule keeps it from that. */
  const startBlocked = async (tag: string) => {
    hub.blockedBy = host.blockedBy;
    const job = startBundle([], { ...flags(tag, { 'pull-request-merge': 'now' }), json: true });
    await until('the merge waits', () => job.said().includes(host.blockedBy));
    return job;
  };

  test('a request is opened once with its names, a newer tag takes its place, and it is closed when nobody needs it', async () => {
    const first = await propose('v2', { ...host.names, 'pull-request-draft': true });
    expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
    expect(first.report).toMatchObject({
      pullRequestNumber: 1,
      pullRequestUrl: expect.stringMatching(host.page),
      commit: await server.repository.tip(ourBranch()),
    });
    expect(hub.requests[0]).toMatchObject({
      ...{ base: 'main', title: 'Deploy web v2', draft: true, ...host.kept },
      body: expect.stringContaining('| `web.yaml:2` | `acme/web` | `v1` | `v2` |'),
    });
    expect([...hub.authorizations]).toEqual([host.authorization]);
    expect(first.stdout + first.stderr).not.toContain(token);

    const again = await propose('v2.1', host.names);
    expect(again.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
    expect(hub.requests).toHaveLength(1);
    expect(hub.requests[0]).toMatchObject({ title: 'Deploy web v2.1', ...host.kept });
    expect(await shown(ourBranch())).toContain('acme/web:v2.1}');

    await server.repository.commit({ 'web.yaml': manifest.replace('v1', 'v2.1') });
    hub.plan(host.calls.comment, 'lost');
    hub.plan(host.calls.close, 'failed');
    const done = await propose('v2.1');
    expect(done.report).toMatchObject({ result: 'unchanged', branch: 'main' });
    expect(hub.requests[0]).toMatchObject({
      state: 'closed',
      comments: [expect.stringContaining('`main` holds the wanted value already, or a newer one')],
    });
  });

  test('answers that are lost double nothing: the push, the creation, the merge', async () => {
    let cuts = 0;
    server.intercept(async ({ entry, request, run, send }) => {
      const answer = await run();
      if (entry.method === 'POST' && entry.service === 'receive-pack' && cuts++ === 0)
        request.socket.destroy();
      else send(answer);
    });
    hub.plan(host.calls.open, 'failed');
    hub.plan(host.calls.merge, 'lost');
    const run = await propose('v2', { 'pull-request-merge': 'now' });
    expect([run.report.result, run.report.error]).toEqual(['merged', undefined]);
    expect(hub.requests).toHaveLength(1);
    expect(run.report.commit).toBe(await server.repository.tip());
    expect(await server.repository.git('rev-list', '--count', '--no-merges', 'main')).toBe('2\n');
    expect(await shown('main')).toContain('acme/web:v2}');
  });

  test('five at once end with one open request, which holds what the newest run has', async () => {
    const runs = await Promise.all([4, 6, 2, 5, 3].map((n) => propose(`v${n}`, { order: `web ${n}` })));
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
    expect(hub.requests.filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(await shown(ourBranch())).toContain('acme/web:v6}');
  });

  test('a merge waits for the rules; a branch that conflicts by then is made again on its base', async () => {
    const job = await startBlocked('v2');
    await server.repository.commit({ 'web.yaml': manifest.replace('# ours', '# theirs') });
    hub.blockedBy = '';
    expect(JSON.parse((await job.ended).stdout)).toMatchObject({ result: 'merged', pullRequestNumber: 1 });
    expect(await shown('main')).toContain('acme/web:v2}]} # theirs');
  });

  test('a request at a commit of somebody else is not merged', async () => {
    const job = await startBlocked('v2');
    await server.repository.commit({ 'other.yaml': 'kind: CronJob\n' }, 'A fix by hand', ourBranch());
    hub.blockedBy = '';
    expect(JSON.parse((await job.ended).stdout)).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
    expect(await shown('main')).toBe(manifest);
  });

  test('a token that may push and not propose is told which right it lacks', async () => {
    [hub.lacking] = host.right as [string, string];
    const run = await propose('v2');
    expect([run.exit, run.report.error]).toEqual([
      4,
      expect.objectContaining({ code: 'permission-denied', remedy: expect.stringContaining(host.right[1]) }),
    ]);
  });

  const byHost = host.mergesByItself ? 'the host merges by itself' : 'a merge by the host is refused at once';
  test(`${byHost} where it is asked for`, async () => {
    hub.blockedBy = host.blockedBy;
    const waiting = await propose('v2', { 'pull-request-merge': 'auto' });
    if (!host.mergesByItself) {
      expect([waiting.report.error, hub.calls, server.requests.length]).toEqual([
        expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('"now" waits') }),
        [],
        0,
      ]);
      return;
    }
    expect([waiting.report.result, hub.requests[0]?.autoMerge]).toEqual(['proposed', true]);
    await hub.approve();
    expect(await shown('main')).toContain('acme/web:v2}');
    const ready = await propose('v3', { 'pull-request-merge': 'auto' });
    expect(ready.report).toMatchObject({ result: 'merged', pullRequestNumber: 2 });
  });
});
