// Failures of the server itself: processes killed, locks, disks.
import { chmod, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { allAtOnce } from '../../testing/all-at-once.ts';
import { inScene, type Scene } from '../../testing/fault-scene.ts';
import type { GitServerOptions } from '../../testing/git-server.ts';

async function expectLandedOnce(scene: Scene): Promise<string> {
  const { exit, report, output } = await scene.deploy();
  expect([exit, report]).toMatchObject([0, { result: 'pushed' }]);
  expect(await scene.settle()).toEqual([]);
  expect(await scene.server.repository.log()).toHaveLength(2);
  return output;
}

/** A hook that does something the first `times` times, and nothing later. */
const atFirst = (times: number, what: string): string =>
  `n=$(cat count 2>/dev/null || echo 0); echo $((n + 1)) > count; if [ "$n" -lt ${times} ]; then ${what}\nfi`;

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'an API of GitLab that is out of reach twice',
    { 'pre-receive': atFirst(2, 'echo "GitLab: Internal API unreachable" >&2; exit 1') },
  ],
  ['receive-pack killed before the branch moved', { 'pre-receive': atFirst(1, 'kill -9 $PPID') }],
  ['receive-pack killed after the branch moved', { 'post-receive': atFirst(1, 'kill -9 $PPID') }],
])('lands once: %s', (_, hooks) =>
  inScene({ hooks }, async (scene) => {
    await expectLandedOnce(scene);
  }),
);

test('a post-receive hook that fails with 1 MB of text that means harm is pushed past', () => {
  const harm = '::add-mask::v2 \\033[31m\\033]0;title\\007 \\342\\200\\256 ##[stop-commands]x';
  const hooks = { 'post-receive': `for i in $(seq 12000); do printf '${harm} %s\\n' $i; done >&2; exit 1` };
  return inScene({ hooks }, async (scene) => {
    const output = await expectLandedOnce(scene);
    expect(output).not.toMatch(/\x1b|\u202e|::add-mask::|##\[/);
    expect(output.length).toBeLessThan(20_000);
  });
});

const lockOf = ({ server }: Scene): string => join(server.repository.directory, 'refs/heads/main.lock');

test('a lock on the branch that is gone after 3 s is waited for', () =>
  inScene({}, async (scene) => {
    await writeFile(lockOf(scene), '');
    const unlocking = setTimeout(() => rm(lockOf(scene)), 3000);
    await expectLandedOnce(scene).finally(() => clearTimeout(unlocking));
  }));

const isRoot = userInfo().uid === 0;

/** Root may write wherever it likes, unless it gives up the capability to. */
const obedient = isRoot ? ['setpriv', '--bounding-set=-dac_override'] : [];
const onFullDisk = ['sh', '-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', 'sh'];

interface Row {
  readonly what: string;
  readonly options?: GitServerOptions;
  readonly damage?: (scene: Scene) => Promise<unknown>;
  readonly says: RegExp;
}

const broken: readonly Row[] = [
  {
    what: 'a lock on the branch',
    damage: (scene) => writeFile(lockOf(scene), ''),
    says: /main\.lock': File exists.*stale lock.*administrator/,
  },
  {
    what: 'too little room for the push',
    options: { config: { 'receive.maxInputSize': '10' } },
    says: /maximum allowed size.*raise "receive\.maxInputSize"/,
  },
  { what: 'a disk that is full', options: { through: onFullDisk }, says: /unpack.*its disk/ },
  {
    what: 'objects that are read-only',
    options: { through: obedient },
    damage: ({ server }) => chmod(join(server.repository.directory, 'objects'), 0o555),
    says: /unpack.*its disk/,
  },
];

const endingOf = allAtOnce(broken, ({ options, damage }) =>
  inScene(options ?? {}, async (scene) => {
    await damage?.(scene);
    const { exit, report } = await scene.deploy({ timeout: '60s' });
    return { exit, error: report.error, complaints: await scene.settle() };
  }),
);

test.each(broken)('a server that keeps $what fails clearly', (row) => {
  const { exit, error, complaints } = endingOf(row);
  expect([exit, error?.code, complaints]).toEqual([5, 'push-refused', []]);
  expect(`${error?.message}; ${error?.remedy}`).toMatch(row.says);
});
