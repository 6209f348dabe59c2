import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBundle } from '../../testing/bundle.ts';
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { until } from '../../testing/until.ts';

/** What takes long to edit: an image in twelve thousand places, in each of many files. */
const item = (index: number): string =>
  `- kind: Pod\n  metadata: {name: app-${index}, labels: {a: b, c: d}}\n  spec:\n    containers:\n    - name: app\n      image: acme/web:v1\n      args: ["--listen=:8080", "--verbose"]\n      resources: {limits: {memory: 128Mi, cpu: 100m}}\n`;
const list = `kind: List\nitems:\n${Array.from({ length: 12_000 }, (_, index) => item(index)).join('')}`;
const paths = Array.from({ length: 12 }, (_, index) => `deploy/list-${index}.yaml`);

describe('an edit of local files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends by %s in the midst of it', async (signal) => {
    const files = paths.map((path) => join(folder, path.replace('/', '-')));
    for (const file of files) await writeFile(file, list);
    const job = startBundle(['edit', ...files], { image: 'acme/web:v2', json: true });
    await sleep(8000);
    job.kill(signal);
    const killed = performance.now();
    const { exit, stdout } = await job.ended;
    expect(performance.now() - killed).toBeLessThan(8000);
    expect(exit).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({ result: 'failed', error: { code: 'out-of-time' } });
    for (const file of files) expect(await readFile(file, 'utf8')).toBe(list);
  });
});

describe('a deploy in the midst of its edit', () => {
  let scene: BundleScene;
  beforeEach(async () => {
    scene = await setBundleScene({ files: Object.fromEntries(paths.map((path) => [path, list])) });
  });
  afterEach(() => scene.close());

  test('ends when its time is over', async () => {
    const started = performance.now();
    const { exit, report } = await scene.start({ file: 'deploy/*.yaml', timeout: '15s' }).ended;
    expect(performance.now() - started).toBeLessThan(45_000);
    expect([exit, report?.error?.code]).toEqual([6, 'out-of-time']);
    expect(report?.error?.remedy).toContain('nothing was pushed');
    expect(await scene.server.repository.log()).toHaveLength(1);
  });

  test('ends when it is told to stop', async () => {
    const job = scene.start({ file: 'deploy/*.yaml', timeout: '120s' });
    await until('it has read the files', () => job.said().includes('Read 12 files'));
    job.kill('SIGTERM');
    const killed = performance.now();
    const { exit, report } = await job.ended;
    expect(performance.now() - killed).toBeLessThan(8000);
    expect([exit, report?.error?.code]).toEqual([6, 'out-of-time']);
    expect(report?.error?.remedy).toContain('nothing was pushed');
    expect(await scene.server.repository.log()).toHaveLength(1);
  });
});
