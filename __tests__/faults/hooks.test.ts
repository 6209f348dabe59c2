// Hooks of the server that hold a push back, die, or say what means harm.

import { runBundle } from '../../testing/bundle.ts';
import { file, type Scene, setScene, token } from '../../testing/fault-scene.ts';
import { installGate } from '../../testing/gate.ts';
import { needsProcess, runHere } from '../../testing/run-here.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

describe('a push that a hook holds back while another one comes first', () => {
  test.each(['pre-receive', 'update'] as const)('is made again on top of it (%s)', async (name) => {
    const { repository } = scene.server;
    const gate = await installGate(repository, name);
    const deploy = scene.deploy();
    await gate.arrived(1);
    const text = await repository.show(file);
    await repository.commit({ [file]: `# foreign\n${text}` });
    await gate.open();
    expect(await deploy).toMatchObject({ exit: 0, report: { result: 'pushed', attempts: 2 } });
    expect(await repository.show(file)).toBe(`# foreign\n${text.replace(':v1', ':v2')}`);
    expect(await scene.settle()).toEqual([]);
  });

  test('is needless when the other one did the same', async () => {
    const { repository } = scene.server;
    const gate = await installGate(repository);
    const deploy = scene.deploy();
    await gate.arrived(1);
    await repository.commit({ [file]: (await repository.show(file)).replace(':v1', ':v2') });
    await gate.open();
    expect(await deploy).toMatchObject({ exit: 0, report: { result: 'unchanged', attempts: 1 } });
    expect(await scene.settle()).toEqual([]);
  });
});

test.each([
  ['prepared, so its locks stay behind', 'prepared', 3],
  ['committed, so the branch has moved', 'committed', 1],
] as const)('a server that dies in the transaction, %s, lands once', async (_, state, attempts) => {
  // The third push takes the locks away that the first one left, as an administrator would.
  const script = `[ "$1" = ${state} ] && [ ! -e died ] && touch died && kill -9 $PPID; exit 0`;
  await scene.server.repository.hook('reference-transaction', script);
  const unlock =
    '[ -e refused ] && rm -f HEAD.lock refs/heads/main.lock; [ -e died ] && touch refused; exit 0';
  await scene.server.repository.hook('pre-receive', unlock);
  expect(await scene.deploy()).toMatchObject({ exit: 0, report: { result: 'pushed', attempts } });
  expect(await scene.settle()).toEqual([]);
  expect(await scene.server.repository.log()).toHaveLength(2);
});

// A hook may not move references while what was pushed is in quarantine, so it steps out of it.
const commitInBetween = `
  n=$(cat count 2>/dev/null || echo 0); echo $((n + 1)) > count; [ "$n" -lt 3 ] || exit 0
  unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
  git update-ref refs/heads/main $(git commit-tree -p main -m Foreign main^{tree})`;

test('three races lost in a row end in one commit', async () => {
  await scene.server.repository.hook('pre-receive', commitInBetween);
  expect(await scene.deploy()).toMatchObject({ exit: 0, report: { result: 'pushed', attempts: 4 } });
  expect(await scene.server.repository.log()).toHaveLength(5);
  expect(await scene.settle()).toEqual([]);
});

describe('a hook that refuses with 1 MB of text that means harm', () => {
  const harm = '::add-mask::v2 \\033[31m\\033]0;title\\007 \\342\\200\\256 ##[stop-commands]x \\r::error::y';

  test.each([
    ['GitHub Actions', { GITHUB_ACTIONS: 'true' }],
    ['GitLab CI', { GITLAB_CI: 'true' }],
    ['a terminal', {}],
  ])('is quoted in short and disarmed in the log of %s', async (_, env) => {
    const script = `printf 'GH006 ${harm}'; yes "$(printf '${harm}')" | head -c 1000000; exit 1`;
    await scene.server.repository.hook('pre-receive', `exec >&2; ${script}`);
    const flags = { repository: scene.server.url, file, image: 'acme/web:v2', timeout: '20s' };
    const run = needsProcess(env) ? runBundle : runHere;
    const { exit, stdout, stderr } = await run([], flags, { ...env, GITOPS_DEPLOY_TOKEN: token });
    const output = stdout + stderr;
    expect(exit).toBe(5);
    expect(output).toMatch(/pre-receive hook declined.*GH006.*add-mask/);
    expect(output).not.toMatch(/\x1b|\x07|\u202e|::add-mask::|##\[|::error::y/);
    expect(output.length).toBeLessThan(10_000);
  });
});

test('what the server says beside a success is in the log and in the report, and no secret of it', async () => {
  const say = [
    'This repository moved. Please use the new location:',
    `  https://x:${token}@git.example/acme/new.git`,
  ]
    .map((line) => `echo "${line}" >&2`)
    .join('; ');
  await scene.server.repository.hook('post-receive', say);
  const { exit, report, output } = await scene.deploy();
  expect(exit).toBe(0);
  const said = 'This repository moved. Please use the new location:';
  expect(report.remote).toBe(`${said}\n  https://x:***@git.example/acme/new.git`);
  expect(output).toContain(`remote: ${said}\n`);
  expect(output).not.toContain(token);
});
