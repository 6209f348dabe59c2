// What a rollback has taken back stays away, and what is held stays as it is, end to end.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';

const runForJson = bundleFirst();
const commandForJson = bundleFirst();

const file = 'apps/web.yaml';
const manifest =
  'kind: Deployment\nmetadata: {name: web}\nspec: {containers: [{name: web, image: acme/web:v1}]}\n';

let server: GitServer;
beforeAll(async () => {
  const files = { 'apps/api.yaml': 'image: acme/api:w1\n', 'apps/side.yaml': 'image: acme/web:v1\n' };
  server = await startGitServer({ files: { [file]: manifest, ...files } });
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(async () => {
  server.intercept(undefined);
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() => server.close());

type Report = Record<string, unknown> & { readonly error?: Record<string, string> };

/** Deploys a tag as that run of a pipeline. */
async function deploy(tag: string, number: number, flags: Flags = {}) {
  const order = `acme/web ${number}`;
  const inputs = { repository: server.url, file, image: `acme/web:${tag}`, order, ...flags };
  const { exit, report } = await runForJson(inputs);
  const { result, error } = report as Report;
  return { ending: [exit, error?.code ?? result], error };
}
async function command(name: string, flags: Flags = {}) {
  const inputs = { repository: server.url, file, ...flags };
  const run = await commandForJson(inputs, { GITOPS_DEPLOY_COMMAND: name });
  const report = run.report as Report;
  return { ending: [run.exit, report.error?.code ?? report.result], report, stderr: run.stderr };
}
const tagNow = async () => /acme\/web:(\w+)/.exec(await server.repository.show(file))?.[1];

test('the bad value and older runs are refused, also where nothing is superseded; a newer run ends it', async () => {
  await deploy('v2', 2);
  await command('rollback', { reason: 'it loses orders', author: 'Jo Doe <jo@acme.io>' });
  const again = await deploy('v2', 2);
  expect(again.ending).toEqual([5, 'held']);
  expect(again.error?.message).toMatch(
    /^Cannot deploy "acme\/web" to apps\/web\.yaml: Jo Doe holds acme\/web:v2, and what is older, since .* UTC with commit \w{8}: it loses orders$/,
  );
  expect(again.error?.remedy).toContain(`gitops-deploy release --file ${file} --image acme/web`);
  expect((await deploy('v2', 9, { 'if-superseded': 'deploy' })).ending).toEqual([5, 'held']);
  expect((await deploy('v0', 1, { 'if-superseded': 'deploy' })).ending).toEqual([5, 'held']);
  expect((await deploy('h1', 1, { order: 'hotfix 1' })).ending).toEqual([0, 'pushed']);
  expect((await deploy('v3', 3)).ending).toEqual([0, 'pushed']);
  expect((await deploy('v2', 4)).ending).toEqual([0, 'pushed']);
});

test('all is held until it is released, by commits that change no file', async () => {
  const held = await command('hold', { image: 'acme/web', reason: 'frozen\tfor Friday' });
  expect(held.ending).toEqual([2, 'invalid-input']);
  expect((await command('hold', { image: 'acme/web', reason: 'frozen' })).ending).toEqual([0, 'pushed']);
  expect((await command('hold', { image: 'acme/web', reason: 'frozen' })).ending).toEqual([0, 'unchanged']);
  expect(await server.repository.git('diff', '--stat', 'start', 'main')).toBe('');
  expect((await server.repository.messages())[0]).toMatch(
    /^Hold acme\/web in apps\/web\.yaml: frozen\n\nDeploy-Hold: \*\nDeploy-Hold-Reason: frozen\nDeploy-Target: apps\/web\.yaml#acme\/web\nDeploy-Id: /,
  );
  expect((await deploy('v9', 9)).ending).toEqual([5, 'held']);
  expect((await deploy('w2', 9, { file: 'apps/api.yaml', image: 'acme/api:w2' })).ending).toEqual([
    0,
    'pushed',
  ]);
  const hold = (await server.repository.log())[1];
  expect((await command('release')).ending).toEqual([0, 'pushed']);
  expect((await server.repository.messages())[0]).toContain(
    `Deploy-Release: ${hold}\nDeploy-Target: ${file}#*\n`,
  );
  const idle = await command('release');
  expect([idle.ending, idle.report.unchangedReason]).toEqual([[0, 'unchanged'], 'nothing is held there']);
  expect((await deploy('v9', 9)).ending).toEqual([0, 'pushed']);
  const { stdout } = await runHere(['history'], { repository: server.url });
  expect(stdout).toMatch(/ released .*\n.* api:w2 .*\n.* held /);
});

test('people are told of a hold and a release; a try pushes nothing; a branch that is protected has a way out', async () => {
  const slack = await startSlackReceiver();
  const telling = { 'slack-webhook-url': slack.url, 'allow-http': true, actor: 'jo' } as const;
  const tried = await command('hold', { reason: 'frozen', 'dry-run': true, ...telling });
  expect(tried.ending).toEqual([0, 'dry-run']);
  expect(tried.stderr).toContain(`Commit: Hold ${file}: frozen\n`);
  expect(await server.repository.log()).toHaveLength(1);
  const held = await command('hold', { reason: 'frozen', ...telling });
  expect(held.report).toMatchObject({ result: 'pushed', purpose: 'hold' });
  await server.repository.hook('pre-receive', 'echo "GH006: Protected branch update failed" >&2; exit 1');
  const refused = await command('release', telling);
  await server.repository.removeHook('pre-receive');
  expect(refused.ending).toEqual([5, 'push-refused']);
  expect(refused.report.error?.remedy).toBe('let this identity bypass the branch protection');
  expect((await command('release', telling)).ending).toEqual([0, 'pushed']);
  expect(slack.posts.map(({ message }) => message?.text)).toEqual([
    ':raised_hand: Held: *web*: frozen',
    ':x: Release of *web* failed',
    ':thumbsup: Released: *web*',
  ]);
  await slack.close();
});

/** Lets somebody else push after a deploy has read the branch, and before its own push arrives. */
function pushMeanwhile(push: () => Promise<unknown>): void {
  let isFirst = true;
  server.intercept(async ({ entry, run, send }) => {
    if (entry.method === 'POST' && entry.service === 'receive-pack' && isFirst) {
      isFirst = false;
      await push();
    }
    send(await run());
  });
}

test('a hold that is pushed while a deploy is on its way is seen', async () => {
  pushMeanwhile(async () =>
    expect((await command('hold', { reason: 'frozen' })).ending).toEqual([0, 'pushed']),
  );
  expect((await deploy('v2', 2)).ending).toEqual([5, 'held']);
  expect(await tagNow()).toBe('v1');
});

test('a rollback that is pushed while its bad value is on its way to one more place is seen', async () => {
  await deploy('v2', 2);
  pushMeanwhile(async () => expect((await command('rollback')).ending).toEqual([0, 'pushed']));
  const late = await deploy('v2', 3, { file: `${file}\napps/side.yaml` });
  expect([late.ending, late.error?.message]).toEqual([
    [5, 'held'],
    expect.stringContaining('holds acme/web:v2, and what is older, since'),
  ]);
  expect([await tagNow(), await server.repository.show('apps/side.yaml')]).toEqual([
    'v1',
    'image: acme/web:v1\n',
  ]);
});

test('a hold lasts however many commits follow it: deploys say it again, and who finds none reads on', async () => {
  const { repository } = server;
  const others = (count: number) => repository.commits(Array.from({ length: count }, () => ({})));
  const depths: number[] = [];
  server.intercept(async ({ request, run, send }) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('latin1');
    });
    const answer = await run();
    depths.push(Number(/deepen (\d+)/.exec(body)?.[1] ?? 0));
    send(answer);
  });
  const deepest = () => Math.max(...depths.splice(0));
  const ofApi = (tag: string) =>
    deploy(tag, 1, { file: 'apps/api.yaml', image: `acme/api:${tag}`, order: 'api 1' });
  await command('hold', { reason: 'frozen', author: 'Jo Doe <jo@acme.io>' });
  const hold = await repository.tip();
  await others(60);
  expect((await ofApi('w2')).ending).toEqual([0, 'pushed']);
  expect((await repository.messages())[0]).toContain(
    `Deploy-Kept-Author: Jo Doe\nDeploy-Kept-Hold: *\nDeploy-Kept-Hold-Reason: frozen\nDeploy-Kept-Target: ${file}#*\n`,
  );
  await others(140);
  deepest();
  const held = await deploy('v9', 9);
  expect([held.ending, deepest()]).toEqual([[5, 'held'], 200]);
  expect(held.error?.message).toMatch(
    new RegExp(`Jo Doe holds every deploy since .* with commit ${hold.slice(0, 8)}: frozen$`),
  );
  await others(260);
  expect([(await deploy('v9', 9)).ending, deepest()]).toEqual([[5, 'held'], 5000]);
  const late =
    'Deploy w3\n\nDeploy-Request: 0123456789\nDeploy-Target: apps/api.yaml#acme/api\nDeploy-Id: late';
  await repository.commit({ 'apps/api.yaml': 'image: acme/api:w3\n' }, late);
  expect([(await deploy('v9', 9)).ending, deepest()]).toEqual([[5, 'held'], 5000]);
  expect((await command('hold', { reason: 'again' })).ending).toEqual([0, 'unchanged']);
  expect((await command('release')).ending).toEqual([0, 'pushed']);
  expect((await repository.messages())[0]).toContain(`Deploy-Release: ${hold}\n`);
  expect((await deploy('v9', 9)).ending).toEqual([0, 'pushed']);
});

test('a rollback may hold everything, and a message forges no hold', async () => {
  const message = `Deploy\n\nDeploy-Hold: *\n * Deploy-Target: *\nDeploy-Id: 1`;
  expect((await deploy('v2', 2, { message })).ending).toEqual([0, 'pushed']);
  expect((await deploy('v3', 3)).ending).toEqual([0, 'pushed']);
  expect((await command('rollback', { hold: 'all' })).ending).toEqual([2, 'invalid-input']);
  const rolled = await command('rollback', { hold: 'all', reason: 'x\u2028Deploy-Release: 1' });
  expect(rolled.ending).toEqual([2, 'invalid-input']);
  expect((await command('rollback', { hold: 'all', reason: 'down' })).ending).toEqual([0, 'pushed']);
  expect([await tagNow(), (await deploy('v4', 4)).ending]).toEqual(['v2', [5, 'held']]);
});
