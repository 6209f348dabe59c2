// Every kind of refusal of a push is acted on as it means.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scene, setScene } from '../../testing/fault-scene.ts';
import { conflicts, mendable, passing, permanent } from '../../testing/push-answers.ts';

let scene: Scene;
/** One server for all: every deploy wants another tag, so that each has something to push. */
let tag = 1;

/** The hooks say what stands in the file `refusal`, as often as the file `times` says. */
const refuse = (when: string): string => `
  [ "$(cat where)" = ${when} ] && left=$(cat times) && [ "$left" -gt 0 ] || exit 0
  echo $((left - 1)) > times; cat refusal >&2; exit 1`;

type Hook = 'pre-receive' | 'update';

beforeAll(async () => {
  scene = await setScene({ hooks: { 'pre-receive': refuse('pre-receive'), update: refuse('update') } });
});
beforeEach(() => answer('pre-receive', '', 0));
afterAll(() => scene.close());

async function answer(hook: Hook, text: string, times: number): Promise<void> {
  const { directory } = scene.server.repository;
  const files = { where: hook, refusal: `${text}\n`, times: String(times) };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
}

function deploy() {
  tag += 1;
  return scene.deploy({ image: `acme/web:v${tag}`, timeout: '20s' });
}

/** What each text means is proven in git/refusals; here, that each meaning is acted on: a text for each code. */
const oneOfEach = permanent.filter(
  ([text, code], index) => text.includes('\n') || permanent.findIndex((row) => row[1] === code) === index,
);

describe.each([
  ['pre-receive', oneOfEach],
  ['update', permanent.slice(0, 2)],
] as const)('a refusal by a %s hook', (hook, texts) => {
  test.each(texts)('is final, quoted, and has its remedy: %s', async (text, code, remedy) => {
    await answer(hook, text, 1);
    const { exit, report } = await deploy();
    expect([exit, report.attempts ?? 1]).toEqual([code === 'push-refused' ? 5 : 4, 1]);
    expect(report.error).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
    expect(report.error?.message).toContain(text.replace('\n', ' '));
  });
});

/** A lost race, a server that is busy, and one that may have moved the branch. */
const again = [conflicts[0], passing[0][0], 'fatal error in commit_refs'];

test.each(again)('what may pass is tried again while the branch stands still: %s', async (text) => {
  await answer('pre-receive', text, 1);
  expect(await deploy()).toMatchObject({ exit: 0, report: { result: 'pushed', attempts: 2 } });
});

test.each(mendable)('what a fresh snapshot may mend is tried once more: %s', async (text) => {
  await answer('pre-receive', text, 1);
  expect(await deploy()).toMatchObject({ exit: 0, report: { result: 'pushed', attempts: 2 } });
  await answer('pre-receive', text, 2);
  expect(await deploy()).toMatchObject({ exit: 5, report: { error: { code: 'push-refused' } } });
});

test('a text that nobody knows is quoted after three tries', async () => {
  await answer('pre-receive', 'Deploys are closed on Fridays', 3);
  const { exit, report } = await deploy();
  expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
  expect(report.error?.message).toContain('Deploys are closed on Fridays');
  await answer('pre-receive', 'Deploys are closed on Fridays', 2);
  expect(await deploy()).toMatchObject({ exit: 0, report: { attempts: 3 } });
});

test('after all of them, every commit is there once and none is forced', async () => {
  expect(await scene.settle()).toEqual([]);
});

describe('a rule of git itself', () => {
  let strict: Scene;
  afterEach(() => strict.close());

  test.each([
    ['a hidden branch', { 'receive.hideRefs': 'refs/heads/main' }, 'may be pushed'],
    ['a branch with a work tree', { 'core.bare': 'false' }, 'bare'],
  ])('is final: %s', async (_, config, remedy) => {
    strict = await setScene({ config });
    const { exit, report } = await strict.deploy({ timeout: '20s' });
    expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
    expect(report.error?.remedy).toContain(remedy);
    expect(strict.proxy.count('push')).toBe(1);
    expect(await strict.settle()).toEqual([]);
  });
});
