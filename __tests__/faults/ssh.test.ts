// Faults of a deploy over SSH.
import { existsSync } from 'node:fs';
import { startRelay } from '../../testing/relay.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import { type SshScene, setSshScene } from '../../testing/ssh-scene.ts';
import { describeWithSshd, type SshServerOptions } from '../../testing/ssh-server.ts';
import { until } from '../../testing/until.ts';

const withSshd = describeWithSshd('What goes wrong over SSH');

let scene: SshScene;
afterEach(() => scene?.close());

async function start(options: Partial<SshServerOptions> = {}): Promise<void> {
  scene = await setSshScene(options);
}

async function expectLandedOnce(inputs: Readonly<Record<string, string>> = {}): Promise<void> {
  expect(await scene.deploy(inputs)).toMatchObject({ exit: 0, result: 'pushed' });
  expect(await scene.server.repository.log()).toHaveLength(2);
  expect(await scene.complaints()).toEqual([]);
}

/** As a hook of a repository, or as a forced command: does something the first time. */
const once = (what: string): string => `[ -e "$HOME/once" ] || { touch "$HOME/once"; ${what}; }`;
const passed = (): boolean => existsSync(`${scene.server.repository.root}/once`);

withSshd('over SSH', () => {
  const stranger = makeKeyPair('ed25519');
  const locked = makeKeyPair('ed25519', { passphrase: 'hunter2' });
  const refusals = [
    {
      what: 'a host key that changed',
      inputs: () => ({ 'ssh-known-hosts': `[127.0.0.1]:${scene.server.port} ${stranger.publicKey}` }),
      exit: 4,
      code: 'untrusted-server',
      says: /the known one is/,
    },
    {
      what: 'a host key that nobody knows',
      inputs: () => ({ 'ssh-known-hosts': `git.example ${stranger.publicKey}` }),
      exit: 4,
      code: 'untrusted-server',
      says: /is not known.*ssh-known-hosts/,
    },
    {
      what: 'the wrong key',
      inputs: () => ({ 'ssh-key': stranger.privateKey }),
      exit: 4,
      code: 'authentication-failed',
      says: /does not accept the key SHA256:.*deploy key/,
    },
    {
      what: 'a key with a passphrase',
      inputs: () => ({ 'ssh-key': locked.privateKey }),
      exit: 2,
      code: 'invalid-input',
      says: /has a passphrase/,
    },
  ] as const;

  test.each(refusals)('$what is refused at once', async ({ inputs, exit, code, says }) => {
    await start();
    const run = await scene.deploy({ timeout: '20s', ...inputs() });
    expect([run.exit, run.report.error?.code]).toEqual([exit, code]);
    expect(`${run.report.error?.message}; ${run.report.error?.remedy}`).toMatch(says);
    expect(run.output).not.toContain('trying again');
    expect(await scene.complaints()).toEqual([]);
  });

  test.each([
    ['CRLF', (key: string) => key.replaceAll('\n', '\r\n')],
    ['no final newline', (key: string) => key.trimEnd()],
  ])('a key with %s is mended', async (_, spoil) => {
    await start();
    await expectLandedOnce({ 'ssh-key': spoil(scene.key) });
  });

  test.each([
    ["The 'acme' organization has enabled or enforced SAML SSO.", 4, 'permission-denied'],
    ['Your SSH key has expired.', 4, 'authentication-failed'],
    ['This repository was archived so it is read-only.', 4, 'permission-denied'],
    ['Deploys are closed on Fridays', 5, 'push-refused'],
  ])('a server that lets nobody in is quoted, and not waited for: %s', async (text, exit, code) => {
    await start({ forceCommand: `echo "ERROR: ${text}" >&2; exit 1` });
    const run = await scene.deploy({ timeout: '30s' });
    expect([run.exit, run.report.error?.code]).toEqual([exit, code]);
    expect(run.report.error?.message).toContain(text);
  });

  test('a server that is down says so, and is tried again', async () => {
    const down = once('echo "GitLab: Internal API unreachable" >&2; exit 1');
    await start({ forceCommand: `${down}; eval "$SSH_ORIGINAL_COMMAND"` });
    await expectLandedOnce({ timeout: '30s' });
    expect(passed()).toBe(true);
  });

  const killed = 'kill -9 $PPID';
  test.each<[string, Partial<SshServerOptions>]>([
    ['killed before the push is applied', { hooks: { 'pre-receive': once(killed) } }],
    ['killed after the push was applied', { hooks: { 'post-receive': once(killed) } }],
    ['silent forever after the login', { forceCommand: `${once('sleep 30')}; eval "$SSH_ORIGINAL_COMMAND"` }],
  ])('a session that is %s is made again, and lands once', async (_, options) => {
    await start(options);
    await expectLandedOnce({ timeout: '15s' });
    expect(passed()).toBe(true);
  });

  test('a connection that is cut when the push was applied is made again, and lands once', async () => {
    await start({ hooks: { 'post-receive': once('sleep 30') } });
    const relay = await startRelay({ to: scene.server.port });
    try {
      const { url, knownHosts, port } = scene.server;
      const there = (text: string): string => text.replace(`:${port}`, `:${relay.port}`);
      const inputs = { repository: there(url), 'ssh-known-hosts': there(knownHosts) };
      const landed = expectLandedOnce(inputs);
      await until('the push is applied', passed);
      relay.cut();
      await landed;
    } finally {
      await relay.close();
    }
  });

  test('the noise of a banner and of a shell is ignored', async () => {
    const forceCommand = 'echo Welcome >&2; eval "$SSH_ORIGINAL_COMMAND"';
    await start({ banner: 'Authorized use only\n'.repeat(200), forceCommand });
    await expectLandedOnce();
  });

  test('10 writers at once all land, each once', async () => {
    const numbers = Array.from({ length: 10 }, (_, index) => index);
    const files = numbers.map((index) => [`${index}.yaml`, `image: acme/app-${index}:v1\n`]);
    await start({ files: Object.fromEntries(files), config: ['MaxStartups 100'] });
    const jobs = numbers.map((index) => ({ file: `${index}.yaml`, image: `acme/app-${index}:v2` }));
    const runs = await Promise.all(jobs.map((inputs) => scene.deploy(inputs)));
    expect(runs.map(({ result }) => result)).toEqual(numbers.map(() => 'pushed'));
    expect(await scene.complaints()).toEqual([]);
  }, 120_000);
});
