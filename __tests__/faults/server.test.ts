import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { file, type Scene, setScene } from '../support/fault-scene.ts';

let scene: Scene;
afterEach(() => scene.close());

async function expectLandedOnce(commits = 2): Promise<string> {
  const { exit, report, output } = await scene.deploy();
  expect([exit, report]).toMatchObject([0, { result: 'pushed' }]);
  expect(await scene.settle()).toEqual([]);
  expect(await scene.server.repository.log()).toHaveLength(commits);
  return output;
}

/** A hook that does something the first `times` times, and nothing later. */
const atFirst = (times: number, what: string): string =>
  `n=$(cat count 2>/dev/null || echo 0); echo $((n + 1)) > count; if [ "$n" -lt ${times} ]; then ${what}\nfi`;

// A hook may not move references while what was pushed is in quarantine, so it steps out of it.
const commitInBetween = `
  unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
  git update-ref refs/heads/main $(git commit-tree -p main -m Foreign main^{tree})`;

test.each<[string, Readonly<Record<string, string>>, number]>([
  ['a race that is lost in a hook', { 'pre-receive': atFirst(1, commitInBetween) }, 3],
  ['three races lost in a row', { 'pre-receive': atFirst(3, commitInBetween) }, 5],
  [
    'an API of GitLab that is out of reach twice',
    { 'pre-receive': atFirst(2, 'echo "GitLab: Internal API unreachable" >&2; exit 1') },
    2,
  ],
  ['receive-pack killed before the branch moved', { 'pre-receive': atFirst(1, 'kill -9 $PPID') }, 2],
  ['receive-pack killed after the branch moved', { 'post-receive': atFirst(1, 'kill -9 $PPID') }, 2],
  ['a post-receive hook that fails', { 'post-receive': 'exit 1' }, 2],
])('lands once: %s', async (_, hooks, commits) => {
  scene = await setScene({ hooks });
  await expectLandedOnce(commits);
});

test('text of a server that means harm is pushed past, and neither obeyed nor shown as it is', async () => {
  const harm = '::add-mask::v2 \\033[31m\\033]0;title\\007 \\342\\200\\256 ##[stop-commands]x';
  const hooks = { 'post-receive': `for i in $(seq 12000); do printf '${harm} %s\\n' $i; done >&2; exit 1` };
  scene = await setScene({ hooks });
  const output = await expectLandedOnce();
  expect(output).not.toMatch(/\x1b|\u202e|::add-mask::|##\[/);
  expect(output.length).toBeLessThan(20_000);
});

describe('a lock on the branch', () => {
  const lockOf = (): string => join(scene.server.repository.directory, 'refs/heads/main.lock');

  test('that is gone after a while is waited for', async () => {
    scene = await setScene();
    await writeFile(lockOf(), '');
    const unlocked = sleep(3000).then(() => rm(lockOf()));
    await expectLandedOnce();
    await unlocked;
  });

  test('that stays ends with the remedy', async () => {
    scene = await setScene();
    await writeFile(lockOf(), '');
    const { exit, report } = await scene.deploy({ timeout: '60s' });
    expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
    expect(report.error?.remedy).toContain('lock');
    expect(await scene.settle()).toEqual([]);
  });
});

test('a server that takes no bytes more ends clearly', async () => {
  scene = await setScene({ config: { 'receive.maxInputSize': '10' } });
  const { exit, report } = await scene.deploy({ timeout: '60s' });
  expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
  expect(report.error?.message).toContain('maximum allowed size');
  expect(await scene.settle()).toEqual([]);
});

/** Something happens to the repository between reading and pushing. */
async function meanwhile(change: () => Promise<unknown>): Promise<void> {
  scene.proxy.inject(
    async ({ upstream, send }) => {
      await change();
      send(await upstream());
    },
    ['push'],
  );
}

test('a branch that is deleted in mid-run is missed by name', async () => {
  scene = await setScene();
  await meanwhile(() => scene.server.repository.git('update-ref', '-d', 'refs/heads/main'));
  const { exit, report } = await scene.deploy({ branch: 'main', timeout: '20s' });
  expect([exit, report.error?.code]).toEqual([3, 'branch-not-found']);
});

test('a branch that is protected in mid-run refuses', async () => {
  scene = await setScene();
  const rule = 'echo "remote: error: GH006: Protected branch update failed for refs/heads/main." >&2; exit 1';
  await meanwhile(() => scene.server.repository.hook('pre-receive', rule));
  const { exit, report } = await scene.deploy({ timeout: '20s' });
  expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
  expect(report.error?.remedy).toContain('bypass');
  expect(await scene.settle()).toEqual([]);
});

test.each([
  ['becomes a symlink', { mode: '120000', content: 'other.yaml' }, 'not-editable'],
  ['is no YAML any more', 'image: [acme/web:v1\n  x: {', 'invalid-yaml'],
  ['names the image no more', 'kind: Deployment\n', 'image-not-found'],
] as const)('a file that %s while the race is lost ends clearly', async (_, entry, code) => {
  scene = await setScene();
  await meanwhile(() => scene.server.repository.commit({ [file]: entry }));
  const { exit, report } = await scene.deploy({ timeout: '20s' });
  expect([exit, report.error?.code]).toEqual([3, code]);
  expect(await scene.settle()).toEqual([]);
});

test('two runs of the same change at the same time make one commit, and both say how it ended', async () => {
  scene = await setScene();
  const runs = await Promise.all([scene.deploy(), scene.deploy()]);
  expect(runs.map(({ result }) => result).sort()).toEqual(['pushed', 'unchanged']);
  expect(await scene.settle()).toEqual([]);
});
