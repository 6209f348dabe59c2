import { existsSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { parseKnownHosts } from '../../src/git/known-hosts.ts';
import { parseSshKey } from '../../src/git/ssh-key.ts';
import { type GitCommand, startGit } from '../../src/git/transport/ssh-command.ts';
import { connectSsh, type SshConnection } from '../../src/git/transport/ssh-connection.ts';
import { parseRemoteUrl, type SshUrl } from '../../src/git/url.ts';
import { type KeyFormat, type KeyType, makeKeyPair } from '../support/ssh-keys.ts';
import { hasSshd, type SshServer, type SshServerOptions, startSshServer } from '../support/ssh-server.ts';

const withSshd = hasSshd ? describe : describe.skip;
if (!hasSshd) process.stderr.write('SSH is not tested: install openssh-server\n');

const key = makeKeyPair('ed25519');
const open: (SshServer | SshConnection)[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

withSshd('a real sshd', () => {
  const kinds: [KeyType, KeyFormat][] = [
    ['ed25519', 'RFC4716'],
    ['ecdsa-256', 'RFC4716'],
    ['ecdsa-384', 'PEM'],
    ['ecdsa-521', 'PKCS8'],
    ['rsa-2048', 'RFC4716'],
    ['rsa-3072', 'PEM'],
  ];

  test('lets in keys of every type and form', async () => {
    const keys = kinds.map(([type, format]) => makeKeyPair(type, { format }));
    const server = await start({ authorized: keys });
    for (const { privateKey } of keys) {
      const connection = await connectTo(server, { key: parseSshKey(privateKey, 'ssh-key') });
      expect(connection.isOpen()).toBe(true);
    }
  });

  test('lets in a key that lost its final newline and got CRLF', async () => {
    const server = await start();
    const damaged = key.privateKey.trimEnd().replaceAll('\n', '\r\n');
    await expect(connectTo(server, { key: parseSshKey(damaged, 'ssh-key') })).resolves.toBeDefined();
  });

  test('speaks git protocol v2 when it accepts GIT_PROTOCOL', async () => {
    const command = await gitOn(await start());
    expect(await untilFlush(command)).toContain('version 2\n');
    command.write(Buffer.from('0014command=ls-refs\n00010019ref-prefix refs/heads0000'));
    expect(await untilFlush(command)).toMatch(/[0-9a-f]{40} refs\/heads\/main/);
  });

  test('answers in protocol v0 when it does not', async () => {
    const command = await gitOn(await start({ acceptEnv: false }));
    const text = await untilFlush(command);
    expect(text).not.toContain('version 2');
    expect(text).toMatch(/[0-9a-f]{40} refs\/heads\/main/);
  });

  test('several commands share one connection', async () => {
    const server = await start();
    const connection = await connectTo(server);
    const commands = await Promise.all([
      startGit(connection, 'git-upload-pack', server.repository.directory),
      startGit(connection, 'git-receive-pack', server.repository.directory),
    ]);
    const [fetch, push] = await Promise.all(commands.map(untilFlush));
    expect(fetch).toContain('version 2');
    expect(push).toContain('report-status');
    expect(server.log().match(/Accepted publickey/g)).toHaveLength(1);
  });

  test('a banner and noise on stderr change nothing', async () => {
    const server = await start({
      banner: 'Authorized use only\n'.repeat(50),
      forceCommand: 'echo Welcome >&2; eval "$SSH_ORIGINAL_COMMAND"',
    });
    expect(await untilFlush(await gitOn(server))).toContain('version 2');
  });

  test('a path is a word to the shell, whatever is in it', async () => {
    const server = await start();
    const command = await gitOn(server, `/no/'$(touch ${server.repository.root}/evil)'!`);
    await expect(command.read()).rejects.toMatchObject({
      code: 'repository-not-found',
      message: expect.stringContaining(`/no/'$(touch`),
    });
    expect(existsSync(`${server.repository.root}/evil`)).toBe(false);
  });

  test('a host that is not known is refused before the key is used', async () => {
    const server = await start();
    await expect(connectTo(server, { knownHosts: '' })).rejects.toMatchObject({
      code: 'untrusted-server',
      message: expect.stringMatching(/ssh-ed25519 key SHA256:\S{43} is not known/),
      remedy: expect.stringContaining(server.knownHosts.trim().replace(/ test$/, '')),
    });
    expect(server.log()).not.toContain('Accepted');
  });

  test('a host that shows another key than the known one is refused', async () => {
    const server = await start();
    const knownHosts = `[127.0.0.1]:${server.port} ${makeKeyPair('ed25519').publicKey}\n`;
    await expect(connectTo(server, { knownHosts })).rejects.toMatchObject({
      code: 'untrusted-server',
      message: expect.stringContaining('and the known one is'),
    });
  });

  test.each(['rsa-2048', 'ecdsa-256', 'ed25519'] as const)(
    'of several host keys, the known one (%s) is asked for',
    async (type) => {
      const hostKeys = (['rsa-2048', 'ecdsa-256', 'ed25519'] as const).map((one) => ({
        one,
        ...makeKeyPair(one),
      }));
      const server = await start({ hostKeys });
      const known = hostKeys.find(({ one }) => one === type);
      const knownHosts = `[127.0.0.1]:${server.port} ${known?.publicKey}\n`;
      await expect(connectTo(server, { knownHosts })).resolves.toBeDefined();
    },
  );

  test('a key that the server does not know is refused, with the public half to add', async () => {
    const server = await start();
    const stranger = makeKeyPair('rsa-2048');
    await expect(
      connectTo(server, { key: parseSshKey(stranger.privateKey, 'ssh-key') }),
    ).rejects.toMatchObject({
      code: 'authentication-failed',
      message: expect.stringContaining(stranger.fingerprint),
      remedy: expect.stringContaining(stranger.publicKey.replace(/ test$/, '')),
    });
  });

  test('a repository that is not there is an error with its name', async () => {
    const command = await gitOn(await start(), '/no/such.git');
    await expect(command.read()).rejects.toMatchObject({ code: 'repository-not-found' });
  });

  const sayings = [
    ['ERROR: Repository not found.', 'repository-not-found'],
    ['Forgejo: Cannot find repository: acme/config', 'repository-not-found'],
    ['remote: TF401019: The Git repository with name or identifier x does not exist', 'repository-not-found'],
    ['ERROR: Permission to acme/config.git denied to deploy key', 'permission-denied'],
    ['ERROR: The key you are authenticating with has been marked as read only.', 'permission-denied'],
    ['remote: ERROR: This deploy key does not have write access to this project.', 'permission-denied'],
    ['Gitea: User permission denied for writing', 'permission-denied'],
    ['bash: git-upload-pack: command not found', 'not-a-git-server'],
    ['GitLab: The repository is temporarily read-only. Please try again later.', undefined],
    ['GitLab: Internal API unreachable', undefined],
    ['something else', undefined],
  ] as const;

  test.each(sayings)('"%s" on stderr has the error code %s', async (said, code) => {
    const command = await gitOn(await start({ forceCommand: `echo '${said}' >&2; exit 128` }));
    const error = await command.read().catch((reason: unknown) => reason);
    expect(error).toHaveProperty('message', expect.stringContaining(said));
    expect((error as { code?: string }).code).toBe(code);
  });

  test('a command killed on the server is an error that may pass', async () => {
    const command = await gitOn(await start({ forceCommand: 'kill -9 $$' }));
    const error = await command.read().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('code');
  });

  test('a server that hangs after the login is given up', async () => {
    const server = await start({ forceCommand: 'sleep 600' });
    const connection = await connectTo(server, { silenceMs: 300 });
    const command = await startGit(connection, 'git-upload-pack', server.repository.directory);
    await expect(command.read()).rejects.toThrow('silent for 0.3 s');
    expect(connection.isOpen()).toBe(false);
  });

  test('a connection cut in the middle of an answer is an error that may pass', async () => {
    const server = await start();
    const proxy = await cuttingProxy(server.port);
    const connection = await connectTo(server, { port: proxy.port });
    const command = await startGit(connection, 'git-upload-pack', server.repository.directory);
    await untilFlush(command);
    proxy.cut();
    const error = await command.read().catch((reason: unknown) => reason);
    expect(error).toHaveProperty('message', expect.stringContaining('Cannot connect to'));
    expect(error).not.toHaveProperty('code');
    proxy.server.close();
  });
});

test('a port where nobody listens is an error that may pass', async () => {
  const error = await connectTo({ port: 1, user: 'git', knownHosts: '' }).catch((reason: unknown) => reason);
  expect(error).toHaveProperty('message', expect.stringContaining('ECONNREFUSED'));
  expect(error).not.toHaveProperty('code');
});

test('a server that says nothing is given up', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await expect(connectTo({ port, user: 'git', knownHosts: '' }, { silenceMs: 200 })).rejects.toThrow(
    'silent for 0.2 s',
  );
  server.close();
});

async function start(options: Partial<SshServerOptions> = {}): Promise<SshServer> {
  const server = await startSshServer({ authorized: [key], ...options });
  open.push(server);
  return server;
}

interface Overrides {
  readonly key?: ReturnType<typeof parseSshKey>;
  readonly knownHosts?: string;
  readonly port?: number;
  readonly silenceMs?: number;
}

async function connectTo(
  server: Pick<SshServer, 'port' | 'user' | 'knownHosts'>,
  overrides: Overrides = {},
): Promise<SshConnection> {
  const port = overrides.port ?? server.port;
  const knownHosts = (overrides.knownHosts ?? server.knownHosts).replaceAll(`:${server.port}`, `:${port}`);
  const connection = await connectSsh({
    url: parseRemoteUrl(`ssh://${server.user}@127.0.0.1:${port}/config.git`) as SshUrl,
    key: overrides.key ?? parseSshKey(key.privateKey, 'ssh-key'),
    knownHosts: parseKnownHosts(knownHosts),
    silenceMs: overrides.silenceMs ?? 20_000,
  });
  open.push(connection);
  return connection;
}

async function gitOn(server: SshServer, path = server.repository.directory): Promise<GitCommand> {
  return startGit(await connectTo(server), 'git-upload-pack', path);
}

async function untilFlush(command: GitCommand): Promise<string> {
  let text = '';
  while (!text.endsWith('0000')) {
    const chunk = await command.read();
    if (chunk === undefined) break;
    text += Buffer.from(chunk).toString('latin1');
  }
  return text;
}

async function cuttingProxy(target: number): Promise<{ port: number; server: Server; cut: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    sockets.push(client, upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return { port, server, cut };
}
