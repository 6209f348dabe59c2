import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BundleScene, type Deploying, setBundleScene } from '../support/bundle-scene.ts';
import { file } from '../support/fault-scene.ts';
import { installGate } from '../support/gate.ts';
import { startSlackReceiver } from '../support/slack-receiver.ts';
import { makeCertificates } from '../support/tls.ts';

let scene: BundleScene;
beforeEach(async () => {
  scene = await setBundleScene();
});
afterEach(() => scene.close());

/** Tells the process to stop, and kills it where a runner would: ten seconds later. */
async function stop(job: Deploying, signal: NodeJS.Signals = 'SIGTERM') {
  job.kill(signal);
  const patience = setTimeout(() => job.kill('SIGKILL'), 10_000);
  return job.ended.finally(() => clearTimeout(patience));
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await sleep(20);
}

describe('a process that is told to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('by %s finishes a push that is answered soon', async (signal) => {
    const gate = await installGate(scene.server.repository);
    const job = scene.start();
    await gate.arrived(1);
    const ended = stop(job, signal);
    await gate.open();
    expect(await ended).toMatchObject({ exit: 0, result: 'pushed' });
    expect(await scene.complaints()).toEqual([]);
  });

  test('says unknown within ten seconds when nobody answers, Slack neither', async () => {
    const slack = await startSlackReceiver();
    try {
      slack.answerNext('hang', 'hang');
      const gate = await installGate(scene.server.repository);
      const job = scene.start({}, { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url });
      const [commit] = await gate.arrived(1);
      expect(await stop(job)).toMatchObject({ exit: 7, result: 'unknown', commit });
      await gate.open();
      await until(async () => (await scene.server.repository.log()).length === 2);
      expect(await scene.complaints()).toEqual([]);
    } finally {
      await slack.close();
    }
  });

  test('while it waits for another try begins none', async () => {
    await scene.server.repository.hook('pre-receive', 'echo "Internal API unreachable" >&2; exit 1');
    const job = scene.start();
    await until(() => job.said().includes('trying again in'));
    const { exit, report } = await stop(job);
    expect([exit, report?.error?.code]).toEqual([6, 'out-of-time']);
    expect(report?.error?.message).toContain('the job was stopped');
    expect(await scene.complaints()).toEqual([]);
  });
});

test('the same run again after SIGKILL finds what landed after the first one was gone', async () => {
  const gate = await installGate(scene.server.repository);
  const job = scene.start();
  await gate.arrived(1);
  job.kill('SIGKILL');
  expect(await job.ended).toMatchObject({ exit: null, result: 'killed' });
  const again = scene.start();
  await gate.arrived(2);
  await gate.open();
  // Both pushes wait in the hook: whichever comes first lands, and the run that is left knows.
  expect(['pushed', 'unchanged']).toContain((await again.ended).result);
  expect(await scene.server.repository.log()).toHaveLength(2);
  expect(await scene.complaints()).toEqual([]);
});

test('a job that is run again when the value is there already changes nothing', async () => {
  expect(await scene.deploy()).toMatchObject({ exit: 0, result: 'pushed' });
  expect(await scene.deploy()).toMatchObject({ exit: 0, result: 'unchanged' });
  expect(await scene.server.repository.log()).toHaveLength(2);
  expect(await scene.complaints()).toEqual([]);
});

test('two runs on one tip, in one second, by one author, with one change are two commits', async () => {
  const gate = await installGate(scene.server.repository);
  const jobs = [scene.start(), scene.start()];
  const commits = await gate.arrived(2);
  await gate.open();
  const runs = await Promise.all(jobs.map(({ ended }) => ended));
  expect(new Set(commits).size).toBe(2);
  expect(runs.map(({ exit, result }) => `${exit} ${result}`).sort()).toEqual(['0 pushed', '0 unchanged']);
  expect(await scene.complaints()).toEqual([]);
});

/** A module that node loads before the bundle, as text on its command line. */
const preload = (code: string): string => `--import=data:text/javascript,${encodeURIComponent(code)}`;

test.each([
  ['behind', -86_400],
  ['ahead', 86_400],
])('a clock that is a day %s shows in the commit and nowhere else', async (_, seconds) => {
  const shift = preload(`const now = Date.now; Date.now = () => now() + ${seconds * 1000};`);
  await scene.server.repository.hook(
    'pre-receive',
    '[ -e busy ] || { touch busy; echo "Internal API error" >&2; exit 1; }',
  );
  const run = await scene.deploy({ timeout: '20s' }, { NODE_OPTIONS: shift });
  expect(run).toMatchObject({ exit: 0, result: 'pushed', report: { attempts: 2 } });
  const time = Number(await scene.server.repository.git('log', '-1', '--format=%at', 'main'));
  expect(Math.abs(time - (Date.now() / 1000 + seconds))).toBeLessThan(3600);
  expect(await scene.complaints()).toEqual([]);
});

/** Environments that lead other programs astray; here they have no effect. */
const environments: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a HOME that is not there, and no PATH', { HOME: '/nonexistent', PATH: '' }],
  ['a temporary folder that is not there', { TMPDIR: '/nonexistent', TMP: '/nonexistent' }],
  [
    'GIT_* that lead elsewhere',
    {
      GIT_DIR: '/nonexistent',
      GIT_WORK_TREE: '/nonexistent',
      GIT_EXEC_PATH: '/nonexistent',
      GIT_ASKPASS: '/bin/false',
      GIT_SSH_COMMAND: '/bin/false',
      GIT_SSL_NO_VERIFY: '1',
      GIT_TRACE: '1',
      GIT_TRACE_CURL: '1',
      GIT_TRACE_CURL_NO_DATA: '0',
      GIT_TRACE_REDACT: '0',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'url.http://127.0.0.1:1/.insteadOf',
      GIT_CONFIG_VALUE_0: 'http://',
      GIT_AUTHOR_DATE: 'yesterday',
      GIT_COMMITTER_NAME: 'Mallory',
    },
  ],
  ['a debug log of Node.js and of its libraries', { NODE_DEBUG: 'http,https,net,tls,stream', DEBUG: '*' }],
  ['a debug log of the CI', { ACTIONS_STEP_DEBUG: 'true', RUNNER_DEBUG: '1', CI_DEBUG_TRACE: 'true' }],
  [
    'a strict Node.js',
    { NODE_OPTIONS: '--disable-proto=throw --throw-deprecation --unhandled-rejections=strict' },
  ],
  ['a Node.js that evaluates no text', { NODE_OPTIONS: '--disallow-code-generation-from-strings' }],
  ['a Node.js with little memory', { NODE_OPTIONS: '--max-old-space-size=48' }],
  [
    'a Node.js that warns',
    { NODE_OPTIONS: '--trace-warnings --trace-deprecation', NODE_PENDING_DEPRECATION: '1' },
  ],
  ['another language', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }],
];

test.each(environments)('%s has no effect', async (_, env) => {
  const run = await scene.deploy({}, env);
  expect(run).toMatchObject({ exit: 0, result: 'pushed' });
  const who = await scene.server.repository.git('log', '-1', '--format=%an %cn', 'main');
  expect(who).toBe('GitLab CI GitLab CI\n');
  expect(await scene.complaints()).toEqual([]);
});

test('variables that switch off the check of certificates do not', async () => {
  const certificates = await makeCertificates(['IP:127.0.0.1']);
  const secure = await setBundleScene({ tls: certificates });
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', GIT_SSL_NO_VERIFY: '1' };
  try {
    const { exit, report } = await secure.deploy({ timeout: '20s' }, env);
    expect([exit, report?.error?.code]).toEqual([4, 'untrusted-server']);
    expect(secure.server.requests).toEqual([]);
    expect(await secure.complaints()).toEqual([]);
  } finally {
    await secure.close();
    await certificates.remove();
  }
});

test('a proxy of the environment sees nothing of what goes to this machine itself', async () => {
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end();
  }).on('connect', ({ url }, socket) => {
    seen.push(url ?? '');
    socket.end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  const env = { ...Object.fromEntries(names.map((name) => [name, address])), NODE_USE_ENV_PROXY: '1' };
  try {
    expect(await scene.deploy({}, env)).toMatchObject({ exit: 0, result: 'pushed' });
    expect(seen).toEqual([]);
    expect(await scene.complaints()).toEqual([]);
  } finally {
    proxy.close();
  }
});

test('a proxy of the environment that is no address is said', async () => {
  const repository = 'https://git.example.invalid/acme/config.git';
  const run = await scene.deploy({ repository, file, timeout: '2s' }, { HTTPS_PROXY: 'socks5://x:1' });
  expect([run.exit, run.report?.error?.code]).toEqual([2, 'invalid-input']);
  expect(run.report?.error?.message).toContain('HTTPS_PROXY');
});
