// Changes of an account that may not push a branch to Gitea: the server makes the request out of a push to refs/for/.
import type { AgitRequest } from '../../testing/agit-receive.ts';
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GiteaServer, startGitea } from '../../testing/gitea-requests.ts';
import { hookForReview, type ReviewState } from '../../testing/review-hook.ts';
import { bundleFirst } from '../../testing/run-here.ts';

const runForJson = bundleFirst();

const token = 'S3cretTokenOfTheTest';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';
const readsOnly = `if grep -q refs/heads/; then echo "Gitea: User permission denied for writing." >&2; exit 1; fi`;

let server: GitServer;
let gitea: GiteaServer;
let made: ReviewState<AgitRequest[]>;
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest, 'other.yaml': 'kind: Pod\n' }, token });
  gitea = await startGitea(server.repository);
  made = await hookForReview<AgitRequest[]>(server.repository, 'agit-receive.ts', []);
  gitea.pushed = () =>
    made.read().map(({ number, user: author, base, title, description: body }) => ({
      number,
      author,
      base,
      title,
      body,
    }));
  await server.repository.hook('pre-receive', readsOnly);
});
afterEach(async () => {
  expect(gitea.faults).toEqual([]);
  await Promise.all([gitea.close(), server.close()]);
});

const propose = (tag: string, more: Flags = {}) =>
  runForJson({
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    ...{ file: 'web.yaml', image: `acme/web:${tag}`, token, mode: 'pull-request' },
    ...{ 'api-url': gitea.url, 'host-type': 'gitea', timeout: '60s' },
    ...more,
  });
const heads = () => made.read().map((request) => request.heads);

test('the server makes one request, and the next tag goes on top of its head; the merge is of our commit', async () => {
  const first = await propose('v2', { 'pull-request-draft': true });
  expect([first.exit, first.report.result, first.report.error]).toEqual([0, 'proposed', undefined]);
  expect(first.report.pullRequestNumber).toBe(1);
  expect(gitea.requests[0]).toMatchObject({
    title: 'WIP: Deploy web v2',
    body: expect.stringContaining('| `v1` | `v2` |'),
  });
  Object.assign(gitea.requests[0] ?? {}, { title: 'Deploy web v2' });
  const next = await propose('v3', { 'pull-request-merge': 'now' });
  expect(next.report).toMatchObject({ result: 'merged', pullRequestNumber: 1, branch: 'main' });
  expect(gitea.requests.map(({ title }) => title)).toEqual(['Deploy web v3']);
  expect(heads()).toEqual([[first.report.commit, expect.any(String)]]);
  expect(await server.repository.show('web.yaml')).toContain('acme/web:v3}');
});

test('an answer that is lost doubles nothing, a rerun neither, and a request that nobody needs is closed', async () => {
  let cuts = 0;
  server.intercept(async ({ entry, request, run, send }) => {
    const answer = await run();
    const isMade = answer.body.includes('ok refs/for/main');
    if (entry.service === 'receive-pack' && isMade && cuts++ === 0) request.socket.destroy();
    else send(answer);
  });
  const run = await propose('v2');
  expect([cuts, run.report.result, run.report.error]).toEqual([1, 'proposed', undefined]);
  const again = await propose('v2');
  expect(again.report).toMatchObject({ result: 'proposed', pullRequestNumber: 1 });
  expect(heads()).toEqual([[run.report.commit]]);
  await server.repository.commit({ 'web.yaml': manifest.replace('v1', 'v2') });
  const late = await propose('v2');
  expect([late.report.result, gitea.requests[0]?.state]).toEqual(['unchanged', 'closed']);
});

/** Somebody who may open requests writes our mark into one, on a commit that is not ours. */
async function startAsStranger(topic: string): Promise<string> {
  const commit = await server.repository.commit({ 'web.yaml': 'image: evil/miner:v9\n' }, 'x', 'aside');
  await server.repository.git('update-ref', 'refs/pull/1/head', commit);
  const description = `<!-- gitops-deploy: ${topic} -->`;
  const theirs = {
    topic,
    user: 'mallory',
    base: 'main',
    title: 'Deploy web v9',
    description,
    heads: [commit],
  };
  await made.write([{ number: 1, ...theirs }]);
  return commit;
}

test("a stranger's request with our mark is left alone: ours starts at the base, and is a request of its own", async () => {
  const theirs = await startAsStranger('deploys/web');
  const first = await propose('v2', { 'pull-request-branch': 'deploys/web' });
  expect([first.report.result, first.report.pullRequestNumber]).toEqual(['proposed', 2]);
  expect(first.stderr.match(/pulls\/1 alone: it looks like ours, but "mallory" has opened it/g)).toHaveLength(
    1,
  );
  const merged = await propose('v3', { 'pull-request-branch': 'deploys/web', 'pull-request-merge': 'now' });
  expect(merged.report).toMatchObject({ result: 'merged', pullRequestNumber: 2 });
  expect(heads()).toEqual([[theirs], [first.report.commit, expect.any(String)]]);
  expect(gitea.requests[0]).toMatchObject({ state: 'open', title: 'Deploy web v9' });
  expect(await server.repository.log()).not.toContain(theirs);
});

test('a token that may not say whose the requests are is told so, unless the user name says it', async () => {
  gitea.scopes = ['write:repository', 'write:issue'];
  const lacking = await propose('v2');
  expect([lacking.exit, lacking.report.error]).toEqual([
    4,
    expect.objectContaining({
      code: 'permission-denied',
      message: expect.stringContaining('"read:user"'),
      remedy: 'give the token the scope read:user, or set --username to the name of its account',
    }),
  ]);
  const named = await propose('v2', { username: 'Deployer' });
  expect([named.report.result, named.report.error]).toEqual(['proposed', undefined]);
  // What nobody needs does not fail over whose it is.
  const unneeded = await propose('v1');
  expect([unneeded.report.result, unneeded.report.error]).toEqual(['unchanged', undefined]);
});

test('where the server makes no requests out of pushes, the right to push is what is missing', async () => {
  await server.repository.git('config', 'receive.advertisePushOptions', 'false');
  const run = await propose('v2');
  expect([run.exit, run.report.error]).toEqual([
    4,
    expect.objectContaining({
      code: 'permission-denied',
      remedy: expect.stringContaining('write:repository'),
    }),
  ]);
});
