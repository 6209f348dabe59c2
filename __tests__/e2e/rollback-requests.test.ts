// A rollback that is reviewed before it lands, the first through the bundle, onto a real git server and a stand-in for GitHub.
import { type Flags, runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { protectMain } from '../../testing/protected-branch.ts';
import { runHere } from '../../testing/run-here.ts';

const token = 'S3cretTokenOfTheTest';
const file = 'web.yaml';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

let server: GitServer;
let github: GitHubRequestsServer;
beforeEach(async () => {
  server = await startGitServer({ files: { [file]: manifest }, token });
  github = await startGitHubRequests(server.repository);
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await Promise.all([github.close(), server.close()]);
});

async function run(command: string, more: Flags = {}, start: typeof runBundle = runHere) {
  const repository = `http://127.0.0.1:${server.port}/acme/config.git`;
  const host = {
    ...{ 'host-type': 'github', timeout: '60s' },
    ...(command !== 'hold' && { 'api-url': github.url }),
  };
  const { exit, stdout } = await start([command], {
    repository,
    file,
    token,
    ...host,
    json: true,
    ...more,
  });
  const report = JSON.parse(stdout) as Record<string, unknown> & { error?: Record<string, string> };
  return { ending: [exit, report.error?.code ?? report.result], report };
}
const deploy = (tag: string, number: number, more: Flags = {}) =>
  run('deploy', { image: `acme/web:${tag}`, order: `web ${number}`, ...more });
const proposed = { mode: 'pull-request' };
const requests = () => github.requests.map(({ number, state, title }) => [number, state, title]);
const ourBranch = () => github.requests.at(-1)?.head ?? '';

/** Merges the request as a squash: one commit of the host's, with the messages of the request's commits in it. */
async function squash(): Promise<void> {
  const [message = ''] = await server.repository.messages(ourBranch());
  const text = await server.repository.show(file, ourBranch());
  const quoted = message.replace(/^/gm, '  ').replace(/^ {2}/, '* ');
  await server.repository.commit({ [file]: text }, `Roll back (#1)\n\n${quoted}\n`);
  await server.repository.git('update-ref', '-d', `refs/heads/${ourBranch()}`);
  Object.assign(github.requests.at(-1) ?? {}, { state: 'closed' });
}

test('a rollback is proposed in place of an open request, once; it holds nothing before it is merged, and then it does', async () => {
  const { report: bad } = await deploy('v2', 2);
  expect((await deploy('v3', 3, proposed)).ending).toEqual([0, 'proposed']);
  const first = await run('rollback', proposed, runBundle);
  expect([first.ending, first.report.error]).toEqual([[0, 'proposed'], undefined]);
  expect(requests()).toEqual([[1, 'open', 'Roll web back to v1']]);
  expect(await server.repository.show(file, ourBranch())).toBe(manifest);
  const [message] = await server.repository.messages(ourBranch());
  expect(message).toContain(`Deploy-Reverts: ${bad.commit}\nDeploy-Hold: acme/web:v2\n`);

  const again = await run('rollback', proposed);
  expect(again.ending).toEqual([0, 'proposed']);
  expect(again.report).toMatchObject({ commit: first.report.commit, attempts: 0 });
  expect((await deploy('v2', 2)).ending).toEqual([0, 'unchanged']);

  await squash();
  expect((await deploy('v2', 2)).ending).toEqual([5, 'held']);
  expect((await deploy('v2', 9, proposed)).ending).toEqual([5, 'held']);
  expect((await deploy('v4', 4, proposed)).ending).toEqual([0, 'proposed']);
  expect((await deploy('v4', 4)).ending).toEqual([0, 'pushed']);
});

test('auto proposes it where the branch takes no push, and the host merges it as it is', async () => {
  await deploy('v2', 2);
  await protectMain(server.repository);
  const { ending, report } = await run('rollback', { mode: 'auto', reason: 'it loses orders' });
  expect(ending).toEqual([0, 'proposed']);
  expect(report).toMatchObject({ purpose: 'rollback', headline: 'web back to v1' });
  await server.repository.git('update-ref', 'refs/heads/main', ourBranch());
  const held = await deploy('v2', 2, { mode: 'auto' });
  expect(held.ending).toEqual([5, 'held']);
  expect(held.report.error?.message).toContain('holds acme/web:v2, and what is older, since ');
});

test('the images of one deploy go back in one request, with digest and variable, and go on in one', async () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const shop = (web: string, api: string): string =>
    `kind: Deployment
spec:
  containers:
    - {name: web, image: "acme/web:${web}", env: [{name: VERSION, value: "${web.split('@')[0]}"}]}
    - {name: api, image: acme/api:${api}}
`;
  const before = shop(`v1@${digest}`, 'v1');
  await server.repository.commit({ 'dev/shop.yaml': before, 'prod/shop.yaml': shop('v0', 'v0') });
  const ofDev = { file: 'dev/shop.yaml', 'version-env': 'VERSION' };
  const bad = `acme/web:v2@${digest.replaceAll('1', '2')}`;
  expect((await run('deploy', { ...ofDev, image: `${bad}\nacme/api:v2` })).ending).toEqual([0, 'pushed']);
  const back = await run('rollback', { file: 'dev/shop.yaml', ...proposed });
  expect(back.ending).toEqual([0, 'proposed']);
  expect(await server.repository.show('dev/shop.yaml', ourBranch())).toBe(before);
  const [message = ''] = await server.repository.messages(ourBranch());
  expect(message.match(/(?<=^Deploy-Hold: ).*/gm)?.sort()).toEqual(['acme/api:v2', bad]);
  await server.repository.git('update-ref', 'refs/heads/main', ourBranch());

  const onward = {
    file: 'prod/shop.yaml',
    'image-from': 'dev/shop.yaml',
    'version-env': 'VERSION',
    ...proposed,
  };
  expect((await run('deploy', onward)).ending).toEqual([0, 'proposed']);
  expect(await server.repository.show('prod/shop.yaml', ourBranch())).toBe(before);
  const [promotion = ''] = await server.repository.messages(ourBranch());
  expect(promotion).toContain(`Deploy-Promotes: dev/shop.yaml@${await server.repository.tip()}\n`);
  const { report } = await run('hold', { file: 'prod/shop.yaml', reason: 'frozen' });
  expect([report.error, report.result]).toEqual([undefined, 'pushed']);
  expect((await run('deploy', onward)).ending).toEqual([5, 'held']);
});
