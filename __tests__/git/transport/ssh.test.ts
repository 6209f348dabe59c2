// Git over a real sshd: sessions, pushes that break off, and what a server says on stderr.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, flush, pktLine } from '../../../src/git/packets/pkt-line.ts';
import type { Transport } from '../../../src/git/transport/transport.ts';
import { startRelay } from '../../../testing/relay.ts';
import { advertisement, type ClientOptions, clientOf, textOf } from '../../../testing/ssh-client.ts';
import { makeKeyPair } from '../../../testing/ssh-keys.ts';
import {
  describeWithSshd,
  type SshServer,
  type SshServerOptions,
  startSshServer,
} from '../../../testing/ssh-server.ts';
import { until } from '../../../testing/until.ts';

const withSshd = describeWithSshd('Git over SSH');

const pair = makeKeyPair('ed25519');
const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

const lsRefs = [pktLine('command=ls-refs'), delimiter, pktLine('ref-prefix refs/heads/'), flush];

function fetchOf(commit: string): Uint8Array[] {
  return [
    pktLine('command=fetch'),
    delimiter,
    pktLine('deepen 1'),
    pktLine(`want ${commit}`),
    pktLine('done'),
    flush,
  ];
}

withSshd('git over a real sshd', () => {
  test('speaks protocol v2, request after request in one session', async () => {
    const server = await start();
    const transport = client(server);
    expect(await advertisement(transport)).toContain('version 2');
    const [commit = ''] = await server.repository.log();
    for (const body of [lsRefs, fetchOf(commit), fetchOf(commit)]) {
      const answer = await transport.request('git-upload-pack', body);
      expect(await textOf(answer)).toMatch(/refs\/heads\/main\n$|PACK/);
      answer.release();
    }
    expect(sessions(server)).toBe(1);
  });

  test('the references are as new as the question, on one connection', async () => {
    const server = await start();
    const transport = client(server);
    for (let i = 0; i < 3; i += 1) {
      const commit = await server.repository.commit({ 'a.yaml': `a: ${i}\n` });
      const answer = await transport.request('git-upload-pack', lsRefs);
      expect(await textOf(answer)).toBe(`${commit} refs/heads/main\n`);
      answer.release();
    }
    expect(logins(server)).toBe(1);
  });

  test('requests go without asking for the advertisement first', async () => {
    const answer = await client(await start()).request('git-upload-pack', lsRefs);
    expect(await textOf(answer)).toContain('refs/heads/main');
  });

  test('where an answer is still being read, another session is opened on the same connection', async () => {
    const server = await start();
    const transport = client(server);
    const answers = await Promise.all([1, 2, 3].map(() => transport.request('git-upload-pack', lsRefs)));
    const texts = await Promise.all(answers.map(textOf));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('refs/heads/main');
    expect(sessions(server)).toBe(3);
    expect(logins(server)).toBe(1);
  });

  test('a cancelled answer spoils no other', async () => {
    const transport = client(await start());
    (await transport.request('git-upload-pack', lsRefs)).cancel();
    expect(await textOf(await transport.request('git-upload-pack', lsRefs))).toContain('refs/heads/main');
  });

  test.each([
    { what: 'given back, is not closed', ends: ['release', 'cancel'], count: 1 },
    { what: 'dropped, is not used again', ends: ['cancel', 'release'], count: 2 },
  ] as const)('a session that was $what', async ({ ends, count }) => {
    const server = await start();
    const transport = client(server);
    await advertisement(transport);
    const [commit = ''] = await server.repository.log();
    const answer = await transport.request('git-upload-pack', fetchOf(commit));
    await textOf(answer);
    for (const end of ends) answer[end]();
    expect(await textOf(await transport.request('git-upload-pack', fetchOf(commit)))).toContain('PACK');
    expect(sessions(server)).toBe(count);
  });

  test('a server that ignores GIT_PROTOCOL answers in protocol v0', async () => {
    const server = await start({ acceptEnv: false });
    const transport = client(server);
    expect(await advertisement(transport)).toMatch(/^[0-9a-f]{40} HEAD\0.*shallow/);
    const [commit = ''] = await server.repository.log();
    const body = [pktLine(`want ${commit} side-band-64k`), flush, pktLine('done')];
    const answer = await transport.request('git-upload-pack', body);
    expect(await textOf(answer)).toContain('PACK');
    answer.release();
    expect(sessions(server)).toBe(1);
    const again = await transport.request('git-upload-pack', body);
    expect(await textOf(again)).toContain('PACK');
    expect(logins(server)).toBe(1);
  });

  test('a push is applied and reported', async () => {
    const server = await start();
    const answer = await client(server).request('git-receive-pack', await newBranch(server));
    expect(await textOf(answer)).toBe('unpack ok\nok refs/heads/new\n');
    expect(await answer.next()).toBeUndefined();
    expect(await branches(server)).toContain('new');
  });

  test('a push whose command is killed before it begins was not applied, or nobody knows', async () => {
    const server = await start({ hooks: { 'pre-receive': 'kill -9 $PPID' } });
    const answer = push(client(server), await newBranch(server));
    await expect(answer).rejects.toMatchObject({ code: 'out-of-time', retry: 'twice', applied: 'maybe' });
    expect(await branches(server)).not.toContain('new');
  });

  test('a push whose command is killed after it was applied may have been applied', async () => {
    const server = await start({ hooks: { 'reference-transaction': afterwards('kill -9 $PPID') } });
    const transport = client(server);
    const answer = push(transport, await newBranch(server));
    await expect(answer).rejects.toMatchObject({ retry: 'twice', applied: 'maybe' });
    expect(await branches(server)).toContain('new');
    expect(await advertisement(transport)).toContain('version 2');
  });

  test('a connection cut while the push runs may have been applied, and is made again', async () => {
    const server = await start({
      hooks: { 'reference-transaction': afterwards('touch ../applied; sleep 9') },
    });
    const proxy = await startRelay({ to: server.port });
    open.push(proxy);
    const transport = client(server, { port: proxy.port });
    await advertisement(transport);
    const answer = push(transport, await newBranch(server));
    await until('the push is applied', () => existsSync(`${server.repository.root}/applied`));
    proxy.cut();
    await expect(answer).rejects.toMatchObject({ code: 'out-of-time', retry: 'later', applied: 'maybe' });
    expect(await advertisement(transport)).toContain('version 2');
    expect(logins(server)).toBe(2);
  });

  test('a server that hangs after the login is given up', async () => {
    const transport = client(await start({ forceCommand: 'sleep 600' }), { silenceMs: 300 });
    await expect(advertisement(transport)).rejects.toMatchObject({
      retry: 'later',
      applied: 'no',
      message: expect.stringContaining('silent for 0.3 s'),
    });
  });

  test('the end of the time cuts what waits for the server, and what comes after it', async () => {
    const server = await start({ forceCommand: 'sleep 600' });
    const transport = client(server);
    const waiting = advertisement(transport);
    await until('a session is open', () => sessions(server) === 1);
    transport.close();
    const stopped = expect.objectContaining({
      code: 'out-of-time',
      message: expect.stringContaining('stopped'),
    });
    await expect(waiting).rejects.toEqual(stopped);
    await expect(advertisement(transport)).rejects.toEqual(stopped);
    expect(logins(server)).toBe(1);
  });

  test('noise on stderr is ignored', async () => {
    const server = await start({ forceCommand: 'echo Welcome >&2; eval "$SSH_ORIGINAL_COMMAND"' });
    expect(await advertisement(client(server))).toContain('version 2');
  });

  test('noise on stdout is named', async () => {
    const server = await start({ forceCommand: 'echo Welcome; eval "$SSH_ORIGINAL_COMMAND"' });
    await expect(advertisement(client(server))).rejects.toMatchObject({
      code: 'not-a-git-server',
      retry: 'never',
      message: expect.stringContaining('the server answers "Welcome'),
    });
  });

  test('a path is one word to the shell, whatever is in it', async () => {
    const server = await start();
    const evil = `${server.repository.root}/evil`;
    await expect(advertisement(client(server, { path: `/no/'$(touch ${evil})'!` }))).rejects.toMatchObject({
      code: 'repository-not-found',
      message: expect.stringContaining(`'$(touch`),
    });
    expect(existsSync(evil)).toBe(false);
  });

  const sayings = [
    ['ERROR: Repository not found.', 'repository-not-found', 'never'],
    ['Forgejo: Cannot find repository: acme/config', 'repository-not-found', 'never'],
    ['remote: TF401019: The Git repository x does not exist', 'repository-not-found', 'never'],
    ['ERROR: Permission to acme/config.git denied to deploy key', 'permission-denied', 'never'],
    [
      'ERROR: The key you are authenticating with has been marked as read only.',
      'permission-denied',
      'never',
    ],
    ['ERROR: This deploy key does not have write access to this project.', 'permission-denied', 'never'],
    ['Gitea: User permission denied for writing', 'permission-denied', 'never'],
    ['bash: git-upload-pack: command not found', 'not-a-git-server', 'never'],
    ['GitLab: The repository is temporarily read-only. Please try again later.', 'out-of-time', 'later'],
    ['GitLab: Internal API unreachable', 'out-of-time', 'later'],
    ['something else', 'push-refused', 'twice'],
  ] as const;

  describe('a server that says why on stderr', () => {
    let server: SshServer;
    beforeAll(async () => {
      const forceCommand = 'cat "$HOME/said" >&2; exit 128';
      server = await startSshServer({ authorized: [pair], forceCommand });
    });
    afterAll(() => server.close());

    test.each(sayings)('"%s" has the code %s, tried again: %s', async (said, code, retry) => {
      await writeFile(`${server.repository.root}/said`, `${said}\n`);
      const message = expect.stringContaining(said);
      await expect(advertisement(client(server))).rejects.toMatchObject({ code, retry, message });
    });
  });
});

async function start(options: Partial<SshServerOptions> = {}): Promise<SshServer> {
  const server = await startSshServer({ authorized: [pair], config: ['LogLevel DEBUG1'], ...options });
  open.push(server);
  return server;
}

function client(server: SshServer, options: Partial<ClientOptions> = {}): Transport & { close(): void } {
  const transport = clientOf(server, { key: pair.privateKey, ...options });
  open.push(transport);
  return transport;
}

function sessions(server: SshServer): number {
  return server.log().match(/Starting session: /g)?.length ?? 0;
}

function logins(server: SshServer): number {
  return server.log().match(/Accepted publickey/g)?.length ?? 0;
}

function branches({ repository }: SshServer): Promise<string> {
  return repository.git('branch', '--format=%(refname:short)');
}

/** A hook's script that runs when the branch has moved and the report has not been sent. */
function afterwards(script: string): string {
  return `[ "$1" = committed ] || exit 0\n${script}`;
}

/** Makes the branch `new` at the tip of main; nothing is missing on the server, so the pack is empty. */
async function newBranch({ repository }: SshServer): Promise<Uint8Array[]> {
  const [commit] = await repository.log();
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  const pack = Buffer.concat([header, createHash('sha1').update(header).digest()]);
  return [pktLine(`${'0'.repeat(40)} ${commit} refs/heads/new\0report-status`), flush, pack];
}

async function push(transport: Transport, body: Uint8Array[]): Promise<string> {
  return textOf(await transport.request('git-receive-pack', body));
}
