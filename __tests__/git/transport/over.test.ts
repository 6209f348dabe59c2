import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Flags, runForJson } from '../../support/bundle.ts';
import { startGitServer } from '../../support/git-server.ts';
import { openTestRepository, replacing } from '../../support/landing.ts';
import { makeKeyPair } from '../../support/ssh-keys.ts';

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** Takes connections and writes the same text for ever, often enough that it is never silent. */
async function dripping(first: string, text: string): Promise<number> {
  const server = createServer((socket: Socket) => {
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

test.each([
  ['an SSH server that says nothing', '', '', ssh, {}],
  ['an SSH server whose greeting does not end', '', 'Welcome\r\n', ssh, {}],
  [
    'an SSH server whose greeting does not end, asked for a dry run',
    '',
    'Welcome\r\n',
    ssh,
    { 'dry-run': true },
  ],
  ['a proxy whose answer does not end', 'HTTP/1.1 200 OK\r\nX: ', 'y', proxy, {}],
] as const)('the process ends with its time, whatever holds it: %s', async (_, first, text, way, more) => {
  const [where, env] = way(await dripping(first, text));
  const { exit, report } = await runForJson({ ...flags, ...where, ...more }, env);
  expect(exit).toBe(6);
  expect(report).toMatchObject({ error: { code: 'out-of-time' } });
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
