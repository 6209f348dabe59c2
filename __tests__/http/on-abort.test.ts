import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { noProxies } from '../../src/remote/proxy-settings.ts';
import { parseSshKey } from '../../src/remote/ssh/ssh-key.ts';
import { allAtOnce } from '../../testing/all-at-once.ts';
import { type Flags, runForJson } from '../../testing/bundle.ts';
import { startGitServer } from '../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

const servers: Server[] = [];
afterAll(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** Takes connections and writes the same text forever, often enough that it is never silent. */
async function dripping(first: string, text: string, opened?: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket: Socket) => {
    opened?.(socket);
    socket.on('error', () => undefined).resume();
    socket.write(first);
    const timer = setInterval(() => socket.write(text), 200);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return (server.address() as { port: number }).port;
}

const flags = { file: 'app.yaml', image: 'acme/web:v2', timeout: '3s' };
const sshKey = { GITOPS_DEPLOY_SSH_KEY: makeKeyPair('ed25519').privateKey };
const ssh = (port: number): [Flags, Record<string, string>] => [
  { repository: `ssh://git@127.0.0.1:${port}/config.git` },
  sshKey,
];
const proxy = (port: number): [Flags, Record<string, string>] => [
  { repository: 'https://git.example.test/config.git' },
  { HTTPS_PROXY: `http://127.0.0.1:${port}` },
];

const holders = [
  { what: 'an SSH server that says nothing', first: '', text: '', way: ssh },
  { what: 'an SSH server whose greeting does not end', first: '', text: 'Welcome\r\n', way: ssh },
  { what: 'the same, in a dry run', first: '', text: 'Welcome\r\n', way: ssh, more: { 'dry-run': true } },
  { what: 'a proxy whose answer does not end', first: 'HTTP/1.1 200 OK\r\nX: ', text: 'y', way: proxy },
] as const;

describe('the process ends with its time, whatever holds it', () => {
  const endingOf = allAtOnce(holders, async ({ first, text, way, ...row }) => {
    const [where, env] = way(await dripping(first, text));
    return runForJson({ ...flags, ...where, ...('more' in row ? row.more : {}) }, env);
  });

  test.each(holders)('$what', (row) => {
    const { exit, report } = endingOf(row);
    expect([exit, report]).toMatchObject([6, { error: { code: 'out-of-time' } }]);
  });
});

test.each([
  ['an SSH server', 'ssh://git@127.0.0.1:PORT/config.git', {}],
  [
    'a proxy',
    'https://git.example.test/config.git',
    { network: { ...plainNetwork, proxies: { ...noProxies, httpsProxy: 'http://127.0.0.1:PORT' } } },
  ],
])('closing cuts the connection to %s that is not up yet', async (_, url, options) => {
  const { promise: opened, resolve } = Promise.withResolvers<Socket>();
  const port = String(await dripping('', 'SSH', resolve));
  const there = JSON.parse(JSON.stringify({ url, options }).replaceAll('PORT', port));
  const keys = { sshKey: parseSshKey(sshKey.GITOPS_DEPLOY_SSH_KEY, 'ssh-key'), knownHosts: [] };
  const repository = openTestRepository(there.url, { ...keys, ...there.options });
  const landing = repository.land('main', replacing('app.yaml', 'v1', 'v2'));
  const closed = once(await opened, 'close');
  repository.close();
  await expect(landing).rejects.toMatchObject({ code: 'out-of-time' });
  await closed;
});

test('a stop that came before the landing is heard: nothing is begun', async () => {
  const server = await startGitServer({ files: { 'app.yaml': 'tag: v1\n' } });
  const repository = openTestRepository(server.url, { signal: AbortSignal.abort('SIGTERM') });
  const landing = repository.land('main', replacing('app.yaml', 'v1', 'v2'));
  await expect(landing).rejects.toMatchObject({
    code: 'out-of-time',
    message: expect.stringContaining('the job was stopped'),
  });
  await sleep(100);
  expect(server.requests).toEqual([]);
  await server.close();
});
