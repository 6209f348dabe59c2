// Versions of one place brought to the next one, end to end.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';

const runForJson = bundleFirst();
const promoteForJson = bundleFirst();

const digest = `sha256:${'1'.repeat(64)}`;
const [staging, prod] = ['apps/staging/app.yaml', 'apps/prod/app.yaml'];
const app = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(
      ([name, tag]) => `kind: Deployment
metadata: {name: ${name}}
spec:
  containers:
    - {image: "acme/${name}:${tag}", env: [{name: VERSION, value: v1}, {name: MODE, value: ${tag}}]}
`,
    )
    .join('---\n');
const files = {
  [staging]: app({ web: 'v1', api: 'v1', extra: 'v9' }),
  [prod]: app({ web: `v1`, api: 'v1' }),
  'prod/web.yaml': app({ web: 'v0' }),
  'prod/api.yaml': app({ api: 'v1' }),
  'stage/web.yaml': app({ web: 'v1' }),
  'stage/api.yaml': app({ api: 'v1' }),
  'odd.yaml': app({ web: 'v1', api: 'v1' }).replace('acme/api:v1', 'acme/web:v2'),
};

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({ files });
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(() => server.repository.git('update-ref', 'refs/heads/main', 'start'));
afterAll(() => server.close());

async function deploy(flags: Flags) {
  const run = 'image-from' in flags ? promoteForJson : runForJson;
  const { exit, report, stderr } = await run({ repository: server.url, ...flags });
  return { exit, report: report as Record<string, unknown> & { error?: Record<string, string> }, stderr };
}

test('what both have goes on, with digest and variable, and the commit says where it comes from', async () => {
  await deploy({ file: staging, image: `acme/web:1.2@${digest}`, source: 'acme/web@3f2a9c1' });
  const from = await server.repository.tip();
  const { report, stderr } = await deploy({
    file: prod,
    'image-from': 'apps/staging/*',
    'version-env': 'VERSION',
  });
  expect(report).toMatchObject({ result: 'pushed' });
  expect(stderr).toContain('acme/extra stays behind');
  const [message] = await server.repository.messages();
  expect(message).toMatch(/^Promote web 1\.2 from staging to prod\n/);
  expect(message).toContain(`Deploy-Promotes: ${staging}@${from}\n`);
  expect(message).toContain('Deploy-Source: acme/web@3f2a9c1\n');
  expect(await server.repository.diff()).toEqual([
    '-    - {image: "acme/web:v1", env: [{name: VERSION, value: v1}, {name: MODE, value: v1}]}',
    `+    - {image: "acme/web:1.2@${digest}", env: [{name: VERSION, value: "1.2"}, {name: MODE, value: v1}]}`,
  ]);
  expect((await deploy({ file: prod, 'image-from': staging, 'version-env': 'VERSION' })).report.result).toBe(
    'unchanged',
  );
});

test('an image narrows, and the files may be on another branch', async () => {
  await server.repository.git('update-ref', 'refs/heads/next', 'start');
  await deploy({ file: staging, image: 'acme/web:v2\nacme/api:v2', branch: 'next' });
  const { report } = await deploy({
    ...{ file: prod, image: 'acme/api', 'image-from': staging },
    'image-from-branch': 'next',
  });
  expect(report).toMatchObject({ result: 'pushed', headline: 'api v2 from staging to prod' });
  expect((await server.repository.diff()).length).toBe(2);
});

test('all versions are those of one commit, however often their branch moves meanwhile', async () => {
  const { repository } = server;
  await repository.git('update-ref', 'refs/heads/next', 'start');
  const version = (number: number) => ({
    'stage/web.yaml': app({ web: `v${number}` }),
    'stage/api.yaml': app({ api: `v${number}` }),
  });
  let number = 2;
  await repository.commit(version(number), 'Foreign change', 'next');
  server.intercept(async ({ entry, run, send }) => {
    if (entry.method === 'POST') {
      number += 1;
      await repository.commit(version(number), 'Foreign change', 'next');
    }
    send(await run());
  });
  const { report } = await deploy({ file: prod, 'image-from': 'stage/*', 'image-from-branch': 'next' });
  server.intercept(undefined);
  expect(report.error?.message ?? report.result).toBe('pushed');
  expect(number).toBeGreaterThan(3);
  const [message = ''] = await repository.messages();
  const from = message.match(/(?<=^Deploy-Promotes: ).*/gm)?.map((line) => line.split('@'));
  const [[, commit = ''] = []] = from ?? [];
  expect(from).toEqual([
    ['stage/api.yaml', commit],
    ['stage/web.yaml', commit],
  ]);
  const tagsOf = (text: string) => text.match(/(?<=acme\/(?:web|api):)\w+/g);
  const [tag = ''] = tagsOf(await repository.show('stage/web.yaml', commit)) ?? [];
  expect(tagsOf(await repository.show(prod))).toEqual([tag, tag]);
});

test('what is held is not promoted to', async () => {
  await runHere(['hold'], { repository: server.url, file: prod, image: 'acme/web', reason: 'frozen' });
  const promotion = { file: prod, 'image-from': staging };
  await deploy({ file: staging, image: 'acme/web:v2\nacme/api:v2' });
  const { exit, report } = await deploy(promotion);
  expect([exit, report.error?.code]).toEqual([5, 'held']);
  expect((await deploy({ ...promotion, image: 'acme/api' })).report.result).toBe('pushed');
});

test('a written file that is up to date counts, and is not named', async () => {
  const { report } = await deploy({
    file: 'prod/web.yaml\nprod/api.yaml',
    'image-from': staging,
    source: 'acme/web@3f2a9c1',
    expect: '2',
  });
  expect(report).toMatchObject({ result: 'pushed', headline: 'web v1 from staging to prod' });
  // The history does not know what was built: the input does.
  expect((await server.repository.messages())[0]).toContain('Deploy-Source: acme/web@3f2a9c1\n');
});

test.each<[string, Flags, [number, string], string]>([
  [
    'several versions',
    { 'image-from': 'odd.yaml' },
    [3, 'image-ambiguous'],
    'several versions of it (:v1, :v2)',
  ],
  [
    'none in the source',
    { 'image-from': staging, image: 'acme/job' },
    [3, 'image-not-found'],
    'Cannot promote "acme/job"',
  ],
  [
    'none in the target',
    { 'image-from': staging, image: 'acme/extra' },
    [3, 'image-not-found'],
    'do not name it; they name acme/web',
  ],
  ['a tag of its own', { 'image-from': staging, image: 'acme/web:v3' }, [2, 'invalid-input'], 'has a tag'],
  [
    'a branch alone',
    { 'image-from-branch': 'next', image: 'acme/web:v3' },
    [2, 'invalid-input'],
    'is missing',
  ],
  ['no such file', { 'image-from': 'gone.yaml' }, [3, 'file-not-found'], 'gone.yaml'],
])('an image with %s is an error that names it', async (_, flags, ending, words) => {
  const { exit, report } = await deploy({ file: prod, ...flags });
  expect([exit, report.error?.code]).toEqual(ending);
  expect(report.error?.message).toContain(words);
});
