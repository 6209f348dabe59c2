// What the room promises over SSH too: landings on servers of every protocol, over one connection.
import { existsSync } from 'node:fs';
import type { RepositoryOptions } from '../../src/git/repository.ts';
import { parseKnownHosts } from '../../src/remote/ssh/known-hosts.ts';
import { parseSshKey } from '../../src/remote/ssh/ssh-key.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import {
  describeWithSshd,
  type SshServer,
  type SshServerOptions,
  startSshServer,
} from '../../testing/ssh-server.ts';
import { until } from '../../testing/until.ts';

const withSshd = describeWithSshd('Landing over SSH');

const pair = makeKeyPair('ed25519');
const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

const file = 'apps/web/deployment.yaml';
const files = {
  [file]: 'image: acme/web:v1\n',
  ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`apps/app-${i}/x.yaml`, `n: ${i}\n`])),
};

withSshd('landing over SSH', () => {
  const servers: [string, Partial<SshServerOptions>][] = [
    ['protocol v2 with filters', {}],
    ['protocol v2 without filters', { gitConfig: { 'uploadpack.allowFilter': 'false' } }],
    ['protocol v0', { acceptEnv: false }],
    ['protocol v0 without filters', { acceptEnv: false, gitConfig: { 'uploadpack.allowFilter': 'false' } }],
  ];

  test.each(servers)('a commit lands on a server of %s, over one connection', async (_, options) => {
    const server = await start(options);
    const landing = await land(server);
    expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
    expect(await server.repository.diff()).toEqual(['-image: acme/web:v1', '+image: acme/web:v2']);
    expect(await server.repository.log()).toHaveLength(2);
    expect(server.log().match(/Accepted publickey/g)).toHaveLength(1);
  });

  test('a lost race is won by the next try, with the other commit below', async () => {
    const server = await start();
    const landing = await land(server, {}, () => server.repository.commit({ 'other.yaml': 'b: 1\n' }));
    expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
    expect(await server.repository.log()).toHaveLength(3);
    expect(await server.repository.show('other.yaml')).toBe('b: 1\n');
  });

  const narrow = [
    ['v2', {}],
    ['v0', { acceptEnv: false }],
  ] as const;

  test.each(narrow)(
    'a server of protocol %s that allows one session a connection gets more connections',
    async (_, options) => {
      const server = await start({ config: ['MaxSessions 1'], ...options });
      const landing = await land(server, {}, () => server.repository.commit({ 'other.yaml': 'b: 1\n' }));
      expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
      expect(await server.repository.log()).toHaveLength(3);
    },
  );

  test('a push on its way is waited for when the process is told to stop', async () => {
    const server = await start({ hooks: { 'pre-receive': 'touch ../pushing; sleep 1' } });
    const stop = new AbortController();
    const landing = land(server, { signal: stop.signal });
    await until('a push is on its way', () => existsSync(`${server.repository.root}/pushing`));
    stop.abort();
    expect(await landing).toMatchObject({ result: 'pushed', attempts: 1 });
  });

  test('a signed commit is one that git verifies', async () => {
    const server = await start();
    await land(server, { signingKey: parseSshKey(makeKeyPair('ecdsa-256').privateKey, 'signing-key') });
    expect(await server.repository.git('cat-file', 'commit', 'main')).toContain(
      'gpgsig -----BEGIN SSH SIGNATURE',
    );
    await expect(server.repository.git('fsck', '--strict')).resolves.not.toContain('error');
  });
});

async function start(options: Partial<SshServerOptions> = {}): Promise<SshServer> {
  const server = await startSshServer({ authorized: [pair], files, ...options });
  open.push(server);
  return server;
}

function land(server: SshServer, options: Partial<RepositoryOptions> = {}, before?: () => Promise<unknown>) {
  const repository = openTestRepository(server.url, {
    sshKey: parseSshKey(pair.privateKey, 'ssh-key'),
    knownHosts: parseKnownHosts(server.knownHosts),
    budgetMs: 100_000,
    ...options,
  });
  open.push(repository);
  const landing = replacing(file, 'web:v1', 'web:v2');
  return repository.land('main', {
    ...landing,
    async prepare(snapshot, attempt) {
      const draft = await landing.prepare(snapshot, attempt);
      if (attempt === 1) await before?.();
      return draft;
    },
  });
}
