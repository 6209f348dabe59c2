// The branch or the file changes while the push is on its way.
import type { TreeFiles } from '../../testing/bare-repository.ts';
import { file, type Scene, setScene } from '../../testing/fault-scene.ts';
import { installGate } from '../../testing/gate.ts';

let scene: Scene;
afterEach(() => scene.close());

/** Starts a deploy, does something while its push waits in a hook, and gives how it ended. */
async function deployWhile(change: (scene: Scene) => Promise<unknown>) {
  scene = await setScene();
  const gate = await installGate(scene.server.repository);
  const deploy = scene.deploy({ branch: 'main', timeout: '20s' });
  await gate.arrived(1);
  await change(scene);
  await gate.open();
  return deploy;
}

const entries: readonly (readonly [
  string,
  Readonly<Record<string, TreeFiles[string] | undefined>>,
  string,
])[] = [
  ['is deleted', { [file]: undefined, 'other.yaml': 'x' }, 'file-not-found'],
  ['becomes a folder', { [`${file}/x.yaml`]: 'image: acme/web:v1\n' }, 'file-not-found'],
  ['becomes a submodule', { [file]: { mode: '160000', content: '1'.repeat(40) } }, 'not-editable'],
  ['is a symlink', { [file]: { mode: '120000', content: 'other.yaml' } }, 'not-editable'],
  ['lies behind a symlink', { apps: { mode: '120000', content: '/etc' } }, 'not-editable'],
  [
    'is encrypted',
    { [file]: 'image: acme/web:v1\nsops:\n  mac: ENC[x]\n  version: 3.9.0\n' },
    'not-editable',
  ],
  ['is no text', { [file]: Buffer.from([0xff, 0xfe, 0x00]) }, 'not-editable'],
  ['names the image no more', { [file]: '# apps\nkind: Deployment\n' }, 'image-not-found'],
  ['is no YAML', { [file]: 'image: [acme/web:v1\n  x: {' }, 'invalid-yaml'],
];

test.each(entries)('a file that %s when the race is lost ends clearly', async (_, change, code) => {
  const { exit, report } = await deployWhile(({ server }) => server.repository.commit(change));
  expect([exit, report.error?.code]).toEqual([3, code]);
  expect(report.error?.message).toContain('apps');
  expect(await scene.settle()).toEqual([]);
});

test('a branch that is deleted in mid-run is missed by name, and not made again', async () => {
  let base = '';
  const { exit, report } = await deployWhile(async ({ server: { repository } }) => {
    base = (await repository.log())[0] ?? '';
    await repository.git('update-ref', '-d', 'refs/heads/main');
  });
  expect([exit, report.error?.code]).toEqual([3, 'branch-not-found']);
  expect(await scene.server.repository.git('for-each-ref')).toBe('');
  await scene.server.repository.git('update-ref', 'refs/heads/main', base);
  expect(await scene.settle()).toEqual([]);
});

test('a branch that is protected in mid-run refuses at once', async () => {
  const rule = 'echo "error: GH006: Protected branch update failed for $1." >&2; exit 1';
  const { exit, report } = await deployWhile(({ server }) => server.repository.hook('update', rule));
  expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
  expect(scene.proxy.count('push')).toBe(1);
  expect(await scene.settle()).toEqual([]);
});
