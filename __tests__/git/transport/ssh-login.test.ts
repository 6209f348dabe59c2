// How the SSH transport logs in: keys, host keys, and servers that cannot be reached.
import { createServer } from 'node:net';
import type { Transport } from '../../../src/git/transport/transport.ts';
import { advertisement, type ClientOptions, clientOf } from '../../../testing/ssh-client.ts';
import { type KeyFormat, type KeyType, makeKeyPair } from '../../../testing/ssh-keys.ts';
import {
  describeWithSshd,
  type SshServer,
  type SshServerOptions,
  startSshServer,
} from '../../../testing/ssh-server.ts';

const withSshd = describeWithSshd('Logging in by SSH');

const pair = makeKeyPair('ed25519');
const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

withSshd('logging in to a real sshd', () => {
  const kinds: [KeyType, KeyFormat][] = [
    ['ed25519', 'RFC4716'],
    ['ecdsa-256', 'RFC4716'],
    ['ecdsa-384', 'PEM'],
    ['ecdsa-521', 'PKCS8'],
    ['rsa-2048', 'RFC4716'],
    ['rsa-3072', 'PEM'],
  ];

  test.each(kinds)('a key of type %s in format %s is let in', async (type, format) => {
    const key = makeKeyPair(type, { format });
    const server = await start({ authorized: [key] });
    await expect(advertisement(client(server, { key: key.privateKey }))).resolves.toContain('version 2');
  });

  test('a key that lost its final newline and got CRLF is let in', async () => {
    const key = pair.privateKey.trimEnd().replaceAll('\n', '\r\n');
    await expect(advertisement(client(await start(), { key }))).resolves.toContain('version 2');
  });

  test.each(['rsa-sha2-512', 'rsa-sha2-256'])(
    'an RSA key is let in by a server that takes %s alone',
    async (algorithm) => {
      const key = makeKeyPair('rsa-2048');
      const server = await start({ authorized: [key], config: [`PubkeyAcceptedAlgorithms ${algorithm}`] });
      await expect(advertisement(client(server, { key: key.privateKey }))).resolves.toContain('version 2');
    },
  );

  test('a key that the server does not know is refused, with the public half to add', async () => {
    const stranger = makeKeyPair('rsa-2048');
    const transport = client(await start(), { key: stranger.privateKey });
    await expect(advertisement(transport)).rejects.toMatchObject({
      code: 'authentication-failed',
      retry: 'never',
      message: expect.stringContaining(stranger.fingerprint),
      remedy: expect.stringContaining(stranger.publicKey.replace(/ test$/, '')),
    });
  });

  test('a host that is not known is refused before the key is used', async () => {
    const server = await start();
    await expect(advertisement(client(server, { knownHosts: '' }))).rejects.toMatchObject({
      code: 'untrusted-server',
      retry: 'never',
      message: expect.stringMatching(/ssh-ed25519 key SHA256:\S{43} is not known/),
      remedy: expect.stringContaining(server.knownHosts.trim().replace(/ test$/, '')),
    });
    expect(server.log()).not.toMatch(/publickey/);
  });

  test('a host that shows another key than the known one is refused before the key is used', async () => {
    const server = await start();
    const knownHosts = `[127.0.0.1]:${server.port} ${makeKeyPair('ed25519').publicKey}\n`;
    await expect(advertisement(client(server, { knownHosts }))).rejects.toMatchObject({
      code: 'untrusted-server',
      retry: 'never',
      message: expect.stringContaining('and the known one is'),
    });
    expect(server.log()).not.toMatch(/publickey/);
  });

  test.each(['rsa-2048', 'ecdsa-256', 'ed25519'] as const)(
    'of several host keys the known one, %s, is asked for',
    async (type) => {
      const types = ['rsa-2048', 'ecdsa-256', 'ed25519'] as const;
      const hostKeys = types.map((one) => ({ ...makeKeyPair(one), type: one }));
      const server = await start({ hostKeys });
      const known = hostKeys.find((one) => one.type === type);
      const knownHosts = `[127.0.0.1]:${server.port} ${known?.publicKey}\n`;
      await expect(advertisement(client(server, { knownHosts }))).resolves.toContain('version 2');
    },
  );

  test('a banner before the login is ignored', async () => {
    const server = await start({ banner: 'Authorized use only\n'.repeat(200) });
    await expect(advertisement(client(server))).resolves.toContain('version 2');
  });

  test('a server that knows only outdated algorithms is refused', async () => {
    const server = await start({ config: ['KexAlgorithms diffie-hellman-group14-sha1'] });
    await expect(advertisement(client(server))).rejects.toMatchObject({
      code: 'untrusted-server',
      retry: 'never',
      remedy: expect.stringContaining('HTTPS'),
    });
  });
});

describe('a server that cannot be reached', () => {
  const nobody = { port: 1, url: 'ssh://git@127.0.0.1:1/config.git', knownHosts: '' };

  test('nobody listens: worth another try', async () => {
    await expect(advertisement(client(nobody))).rejects.toMatchObject({
      retry: 'later',
      applied: 'no',
      message: expect.stringMatching(/^Cannot reach "127.0.0.1:1": .*ECONNREFUSED/),
    });
  });

  const silent: [string, (data: string) => string | undefined][] = [
    ['says nothing', () => undefined],
    ['stops in the middle of the handshake', () => 'SSH-2.0-OpenSSH_9.2\r\n'],
  ];

  test.each(silent)('it %s: given up, worth another try', async (_, greeting) => {
    const server = createServer((socket) => void socket.write(greeting('') ?? ''));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const { port } = server.address() as { port: number };
    const transport = client({ ...nobody, port, url: `ssh://git@127.0.0.1:${port}/x` }, { silenceMs: 200 });
    await expect(advertisement(transport)).rejects.toMatchObject({
      retry: 'later',
      message: expect.stringContaining('silent for 0.2 s'),
    });
  });

  test('it is no SSH server: an error that quotes nothing secret', async () => {
    const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const { port } = server.address() as { port: number };
    const transport = client({ ...nobody, port, url: `ssh://git@127.0.0.1:${port}/x` });
    await expect(advertisement(transport)).rejects.toThrow('Cannot reach');
  });
});

async function start(options: Partial<SshServerOptions> = {}): Promise<SshServer> {
  const server = await startSshServer({ authorized: [pair], ...options });
  open.push(server);
  return server;
}

function client(
  server: Pick<SshServer, 'port' | 'url' | 'knownHosts'>,
  options: Partial<ClientOptions> = {},
): Transport {
  const transport = clientOf(server, { key: pair.privateKey, ...options });
  open.push(transport);
  return transport;
}
