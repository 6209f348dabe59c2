// Odd clocks and environments of the client have no effect.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { file } from '../../testing/fault-scene.ts';

let scene: BundleScene;
beforeEach(async () => {
  scene = await setBundleScene();
});
afterEach(() => scene.close());

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
