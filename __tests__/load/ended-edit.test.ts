// Nothing here depends on the clock: what is counted is how long a process computes, which a busy machine makes no longer.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBundle } from '../../testing/bundle.ts';
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { cpuSeconds, threadNames } from '../../testing/process-stat.ts';
import { until } from '../../testing/until.ts';

/** What takes more than half a minute to edit: an image in twelve thousand places, in each of many files. */
const item = (index: number): string =>
  `- kind: Pod\n  metadata: {name: app-${index}, labels: {a: b, c: d}}\n  spec:\n    containers:\n    - name: app\n      image: acme/web:v1\n      args: ["--listen=:8080", "--verbose"]\n      resources: {limits: {memory: 128Mi, cpu: 100m}}\n`;
const list = `kind: List\nitems:\n${Array.from({ length: 12_000 }, (_, index) => item(index)).join('')}`;
const paths = Array.from({ length: 12 }, (_, index) => `deploy/list-${index}.yaml`);
/** What a process may compute that has a few seconds on several cores. */
const fewSeconds = 20;

/** Waits until the files are being edited. */
const inTheMidst = ({ pid }: { readonly pid: number }): Promise<void> =>
  until('the edit has begun', () => threadNames(pid).includes('edit'));

/** How long a process computes in all, seconds, when it has ended. */
async function computed<T>({ pid, ended }: { pid: number; ended: Promise<T> }): Promise<[T, number]> {
  let seconds = 0;
  let goesOn = true;
  const watch = async (): Promise<void> => {
    while (goesOn) {
      seconds = cpuSeconds(pid) ?? seconds;
      await sleep(50);
    }
  };
  const watching = watch();
  const run = await ended.finally(() => {
    goesOn = false;
  });
  await watching;
  return [run, seconds];
}

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
    await inTheMidst(job);
    job.kill(signal);
    const [{ exit, stdout }, seconds] = await computed(job);
    expect(exit).toBe(6);
    expect(seconds).toBeLessThan(fewSeconds);
    expect(JSON.parse(stdout)).toMatchObject({ result: 'failed', error: { code: 'out-of-time' } });
    for (const file of files) expect((await readFile(file, 'utf8')) === list).toBe(true);
  });
});

describe('a deploy in the midst of its edit', () => {
  let scene: BundleScene;
  beforeEach(async () => {
    scene = await setBundleScene({ files: Object.fromEntries(paths.map((path) => [path, list])) });
  });
  afterEach(() => scene.close());

  test('ends when its time is over', async () => {
    const job = scene.start({ file: 'deploy/*.yaml', timeout: '5s' });
    const [{ exit, report }, seconds] = await computed(job);
    expect([exit, report?.error?.code]).toEqual([6, 'out-of-time']);
    expect(seconds).toBeLessThan(fewSeconds);
    expect(report?.error?.remedy).toContain('nothing was pushed');
    expect(await scene.server.repository.log()).toHaveLength(1);
  });

  test('ends when it is told to stop', async () => {
    const job = scene.start({ file: 'deploy/*.yaml', timeout: '600s' });
    await inTheMidst(job);
    job.kill('SIGTERM');
    const [{ exit, report }, seconds] = await computed(job);
    expect([exit, report?.error?.code]).toEqual([6, 'out-of-time']);
    expect(seconds).toBeLessThan(fewSeconds);
    expect(report?.error?.remedy).toContain('nothing was pushed');
    expect(await scene.server.repository.log()).toHaveLength(1);
  });
});
