import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../support/fault-proxy.ts';
import { file, type Scene, setScene, token } from '../support/fault-scene.ts';

const bundle = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

/** Runs the bundle and sends it the signal as soon as its push is on the way. */
async function deployUntilPush(
  signal: NodeJS.Signals,
  fault: Fault,
  env: Readonly<Record<string, string>> = {},
): Promise<{ exit: number | null; report: { result: string; commit?: string } | undefined }> {
  const args = [`--repository=${scene.proxy.url}`, `--file=${file}`, '--image=acme/web:v2', '--json'];
  const job = spawn(process.execPath, [bundle, ...args], {
    env: { PATH: process.env.PATH, GITOPS_DEPLOY_TOKEN: token, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  job.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const stop: Fault = async (exchange) => {
    await fault(exchange);
    job.kill(signal);
  };
  scene.proxy.inject(stop, ['push']);
  const [exit] = (await once(job, 'close')) as [number | null];
  return { exit, report: stdout === '' ? undefined : JSON.parse(stdout) };
}

const applied: Fault = async ({ upstream }) => {
  await upstream();
};
const notApplied: Fault = async ({ body }) => {
  await body();
};

describe('SIGTERM while the push has no answer', () => {
  test.each([
    ['was applied', applied, 2],
    ['was not applied', notApplied, 1],
  ])('says unknown and which commit, when it %s', async (_, fault, commits) => {
    const { exit, report } = await deployUntilPush('SIGTERM', fault);
    expect([exit, report?.result]).toEqual([7, 'unknown']);
    const log = await scene.server.repository.log();
    expect(log).toHaveLength(commits);
    expect(log.includes(report?.commit ?? '')).toBe(commits === 2);
  });
});

test('SIGTERM while the push is answered lets it finish', async () => {
  const { exit, report } = await deployUntilPush('SIGTERM', async ({ upstream, send }) => {
    send(await upstream());
  });
  expect([exit, report?.result]).toEqual([0, 'pushed']);
});

test('the same run again after SIGKILL finds what the first one did', async () => {
  const killed = await deployUntilPush('SIGKILL', applied);
  expect([killed.exit, killed.report]).toEqual([null, undefined]);
  const again = await scene.deploy();
  expect([again.exit, again.result]).toEqual([0, 'unchanged']);
  expect(await scene.server.repository.log()).toHaveLength(2);
});

test('variables that would lead git astray lead nobody astray', async () => {
  const env = {
    GIT_DIR: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/nonexistent',
    GIT_SSH_COMMAND: 'touch /nonexistent',
    GIT_AUTHOR_NAME: 'Mallory',
    GIT_COMMITTER_DATE: 'yesterday',
  };
  const { exit } = await deployUntilPush(
    'SIGCONT',
    async ({ upstream, send }) => send(await upstream()),
    env,
  );
  expect(exit).toBe(0);
  expect(await scene.server.repository.git('log', '-1', '--format=%an %cn', 'main')).not.toContain('Mallory');
});
