// An older run never overwrites what a newer one has deployed, end to end.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Flags, runForJson as runBundleForJson } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { bundleFirst } from '../../testing/run-here.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { until } from '../../testing/until.ts';

const runForJson = bundleFirst();

const file = 'apps/web.yaml';
const manyFiles = Array.from({ length: 51 }, (_, index) => [
  `many/${index + 10}.yaml`,
  'image: acme/web:v1\n',
]);
const files = {
  ...Object.fromEntries(manyFiles),
  [file]: 'kind: Deployment\nmetadata: {name: web}\nspec: {containers: [{name: web, image: acme/web:v1}]}\n',
};
const workflow = 'acme/web/.github/workflows/deploy.yml';

let server: GitServer;
let slack: SlackReceiver;
beforeAll(async () => {
  [server, slack] = await Promise.all([startGitServer({ files }), startSlackReceiver()]);
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(async () => {
  server.intercept(undefined);
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() => Promise.all([server.close(), slack.close()]));

/** Deploys tag `v<number>` as that run of a pipeline of GitLab. */
function deploy(
  number: number,
  flags: Flags = {},
  env: Readonly<Record<string, string>> = {},
  run: typeof runForJson = runForJson,
) {
  const ci = {
    ...{ GITLAB_CI: 'true', CI_PROJECT_PATH: 'acme/web', CI_PIPELINE_IID: `${number}` },
    CI_JOB_URL: `https://gitlab.acme.io/acme/web/-/jobs/${number}`,
  };
  return run({ repository: server.url, file, image: `acme/web:v${number}`, ...flags }, { ...ci, ...env });
}

const tagNow = async () => /acme\/web:(\w+)/.exec(await server.repository.show(file))?.[1];

test('a run that a newer one has overtaken is left out, and names the one that won', async () => {
  const newer = await deploy(8);
  const older = await deploy(7, { 'slack-webhook-url': slack.url });
  expect(older).toMatchObject({
    exit: 0,
    report: {
      result: 'superseded',
      commit: newer.report.commit,
      supersededBy: { order: 'acme/web 8', runUrl: 'https://gitlab.acme.io/acme/web/-/jobs/8' },
      changes: [],
      diff: '',
      attempts: 0,
    },
  });
  expect(await tagNow()).toBe('v8');
  const posted = JSON.stringify(slack.posts);
  expect(posted).toContain('left out: a newer run has deployed');
  expect(posted).toContain('https://gitlab.acme.io/acme/web/-/jobs/8');
});

test.each<[string, Flags, Readonly<Record<string, string>>, unknown, string]>([
  ['fails where it is to', { 'if-superseded': 'fail' }, {}, [5, 'failed', 'superseded'], 'v8'],
  ['deploys where it is to', { 'if-superseded': 'deploy' }, {}, [0, 'pushed', undefined], 'v7'],
  ['deploys where a person started it', {}, { CI_JOB_MANUAL: 'true' }, [0, 'pushed', undefined], 'v7'],
  ['deploys as a run of another pipeline', { order: 'hotfix 1' }, {}, [0, 'pushed', undefined], 'v7'],
  [
    'is left out by the order that an input gives',
    { order: 'acme/web 2' },
    {},
    [0, 'superseded', undefined],
    'v8',
  ],
])('an older run %s', async (_, flags, env, ending, tag) => {
  await deploy(8);
  const run = 'if-superseded' in flags ? runBundleForJson : runForJson;
  const { exit, report, stderr } = await deploy(7, flags, env, run);
  expect([exit, report.result, (report.error as { code: string } | undefined)?.code]).toEqual(ending);
  expect(await tagNow()).toBe(tag);
  expect(stderr.includes('started on purpose, so it goes back behind run 8')).toBe('CI_JOB_MANUAL' in env);
});

test('runs in their order deploy, and say it in the commit', async () => {
  await deploy(7);
  const built = { CI_COMMIT_TIMESTAMP: '2026-11-26T08:58:11+01:00' };
  const { report } = await deploy(8, { order: `${workflow} 8` }, built);
  expect(report.result).toBe('pushed');
  const trailers = await server.repository.git('log', '-1', '--format=%(trailers:only)', 'main');
  expect(trailers).toContain(
    `Deploy-Source-Date: 2026-11-26T08:58:11+01:00\nDeploy-Order: ${workflow} 8\nDeploy-Target: ${file}#acme/web\n`,
  );
});

test('the message compares with the commit that the branch says was deployed before', async () => {
  const built = (sha: string) => ({
    ...{ CI_SERVER_URL: 'https://gitlab.acme.io', CI_PROJECT_URL: 'https://gitlab.acme.io/acme/web' },
    CI_COMMIT_SHA: sha.repeat(40),
  });
  await deploy(7, {}, built('a'));
  const others = slack.posts.length;
  await deploy(8, { 'slack-webhook-url': slack.url }, built('b'));
  const page = `https://gitlab.acme.io/acme/web/-/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`;
  expect(JSON.stringify(slack.posts.slice(others))).toContain(page);
});

test.each([
  { held: 'the older run', numbers: [7, 8], results: ['superseded', 'pushed'] },
  { held: 'the newer run', numbers: [8, 7], results: ['pushed', 'pushed'] },
] as const)(
  'where a server holds $held back while the other one lands, the branch ends with the newer one',
  async (row) => {
    let pushes = 0;
    let isFree = false;
    server.intercept(async ({ entry, run, send }) => {
      // The first push that comes is that of the run to hold back; it is let go when the other one has landed.
      if (entry.method === 'POST' && entry.service === 'receive-pack' && pushes++ === 0)
        while (!isFree) await sleep(5);
      send(await run());
    });
    const [first, second] = row.numbers;
    const held = deploy(first);
    await until('the first push comes', () => pushes > 0);
    const other = await deploy(second);
    isFree = true;
    expect([(await held).report.result, other.report.result]).toEqual(row.results);
    expect(await tagNow()).toBe('v8');
  },
);

test('a deploy to more places than a commit lists says so, and an older run of any of them is left out', async () => {
  expect((await deploy(8, { file: 'many/*' })).report.result).toBe('pushed');
  const [message = ''] = await server.repository.messages();
  const targets = message.match(/(?<=^Deploy-Target: ).*/gm) ?? [];
  expect([targets.length, targets[0], ...targets.slice(-2)]).toEqual([
    51,
    'many/10.yaml#acme/web',
    'many/59.yaml#acme/web',
    '*',
  ]);
  expect((await deploy(7, { file: 'many/60.yaml' })).report.result).toBe('superseded');
});

test('every deploy asks for the history once, for holds count where no order does', async () => {
  const asked: string[] = [];
  server.intercept(async ({ request, run, send }) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const answer = await run();
    if (Buffer.concat(chunks).includes('deepen 200')) asked.push('history');
    send(answer);
  });
  await deploy(7, { 'if-superseded': 'deploy' });
  await deploy(8, {}, { CI_PIPELINE_IID: '' });
  await deploy(9);
  expect(asked).toEqual(['history', 'history', 'history']);
});
