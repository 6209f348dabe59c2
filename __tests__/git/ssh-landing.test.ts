import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { openRepository } from '../../src/git/repository.ts';
import type { Landing } from '../../src/git/types.ts';
import { parseRemoteUrl } from '../../src/git/url.ts';
import { makeKeyPair } from '../support/ssh-keys.ts';
import { hasSshd, type SshServer, type SshServerOptions, startSshServer } from '../support/ssh-server.ts';

const withSshd = hasSshd ? describe : describe.skip;
if (!hasSshd) process.stderr.write('Landing over SSH is not tested: install openssh-server\n');

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
    const landing = await land(server, 'v2');
    expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
    expect(await server.repository.diff()).toEqual(['-image: acme/web:v1', '+image: acme/web:v2']);
    expect(await server.repository.log()).toHaveLength(2);
    expect(server.log().match(/Accepted publickey/g)).toHaveLength(1);
  });

  test('a value that is there already changes nothing', async () => {
    const server = await start();
    expect(await land(server, 'v1')).toMatchObject({ result: 'unchanged' });
    expect(await server.repository.log()).toHaveLength(1);
  });

  test('a lost race is won by the next try, with the other commit below', async () => {
    const server = await start();
    const landing = await land(server, 'v2', {
      onAttempt: async (attempt) => {
        if (attempt === 1) await server.repository.commit({ 'other.yaml': 'b: 1\n' });
      },
    });
    expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
    expect(await server.repository.log()).toHaveLength(3);
    expect(await server.repository.show('other.yaml')).toBe('b: 1\n');
  });

  test('ten writers at once all land, each once', async () => {
    const server = await start({ config: ['MaxStartups 100'] });
    const paths = Array.from({ length: 10 }, (_, i) => `apps/app-${i}/x.yaml`);
    const landings = await Promise.all(paths.map((path) => land(server, 'changed\n', { path })));
    expect(landings.map(({ result }) => result)).toEqual(paths.map(() => 'pushed'));
    expect(await server.repository.log()).toHaveLength(11);
    for (const path of paths) expect(await server.repository.show(path)).toBe('changed\n');
  }, 120_000);

  const once = '[ ! -e ../killed ] || exit 0\ntouch ../killed\nkill -9 $PPID';
  const kills = [
    ['before the branch moves', { 'pre-receive': once }],
    ['after the branch has moved', { 'reference-transaction': `[ "$1" = committed ] || exit 0\n${once}` }],
  ] as const;

  test.each(kills)('a push whose command is killed %s lands once', async (_, hooks) => {
    const server = await start({ hooks });
    expect(await land(server, 'v2')).toMatchObject({ result: 'pushed' });
    expect(existsSync(`${server.repository.root}/killed`)).toBe(true);
    expect(await server.repository.log()).toHaveLength(2);
    expect(await server.repository.show(file)).toBe('image: acme/web:v2\n');
  });

  test('a rule of the server is told with its words', async () => {
    const hook =
      'echo "GitLab: You are not allowed to push code to protected branches on this project." >&2; exit 1';
    const server = await start({ hooks: { 'pre-receive': hook } });
    await expect(land(server, 'v2')).rejects.toMatchObject({
      code: 'push-refused',
      message: expect.stringContaining('protected branches'),
    });
  });

  test('a signed commit is one that git verifies', async () => {
    const server = await start();
    await land(server, 'v2', { signingKey: makeKeyPair('ecdsa-256').privateKey });
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

interface Deployment {
  readonly path?: string;
  readonly signingKey?: string;
  readonly onAttempt?: (attempt: number) => Promise<void>;
}

/** Sets the image's tag in the file, or the whole of another file. */
async function land(
  server: SshServer,
  value: string,
  { path = file, signingKey, onAttempt = async () => undefined }: Deployment = {},
): Promise<Landing> {
  const repository = openRepository({
    url: parseRemoteUrl(server.url),
    sshKey: pair.privateKey,
    sshKnownHosts: server.knownHosts,
    signingKey,
    allowHttp: false,
    deadline: Date.now() + 100_000,
    now: Date.now,
    log: () => undefined,
  });
  open.push(repository);
  const id = randomUUID();
  return repository.land('main', {
    id,
    author: { name: 'Deploy', email: 'deploy@example.com' },
    prepare: async (snapshot, attempt) => {
      const [found] = await snapshot.read([path]);
      await onAttempt(attempt);
      const after = path === file ? `image: acme/web:${value}\n` : value;
      if (found === undefined || Buffer.from(found.bytes).toString() === after) return undefined;
      return {
        files: [{ path, bytes: Buffer.from(after) }],
        message: `Deploy ${value.trim()}\n\nDeploy-Id: ${id}\n`,
      };
    },
  });
}
