// The one entrance of the room: snapshot, log and landing, over every transport and protocol.
import { randomBytes } from 'node:crypto';
import type { GitRepository, LogEntry } from '../../src/git/repository.ts';
import { parseKnownHosts } from '../../src/remote/ssh/known-hosts.ts';
import { parseSshKey } from '../../src/remote/ssh/ssh-key.ts';
import type { BareRepository } from '../../testing/bare-repository.ts';
import { type GitServerOptions, startGitServer } from '../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import { hasSshd, type SshServerOptions, startSshServer } from '../../testing/ssh-server.ts';

const opened: { close(): unknown }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

const files = {
  'apps/web.yaml': 'tag: v1\n',
  'apps/api.yaml': 'tag: v7\n',
  'large.bin': randomBytes(300_000).toString('hex'),
};

interface Served {
  readonly bare: BareRepository;
  /** The repository as the product opens it, for one test. */
  readonly open: () => GitRepository;
  /** Bytes that the server sent so far. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
}

async function overHttp(options: GitServerOptions): Promise<Served> {
  const server = await startGitServer({ files, ...options });
  const sent = () => server.requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
  return { ...server, bare: server.repository, open: () => opening(server.url), sent };
}

const pair = makeKeyPair('ed25519');

async function overSsh(options: Partial<SshServerOptions>): Promise<Served> {
  const server = await startSshServer({ authorized: [pair], files, ...options });
  const sshKey = parseSshKey(pair.privateKey, 'ssh-key');
  const knownHosts = parseKnownHosts(server.knownHosts);
  const open = () => opening(server.url, { sshKey, knownHosts });
  return { ...server, bare: server.repository, open, sent: () => 0 };
}

function opening(...given: Parameters<typeof openTestRepository>): GitRepository {
  const repository = openTestRepository(...given);
  opened.push(repository);
  return repository;
}

const noFilters = { 'uploadpack.allowFilter': 'false' };
const servers: [string, () => Promise<Served>][] = [
  ['HTTP, protocol v2', () => overHttp({})],
  ['HTTP, protocol v2 without filters', () => overHttp({ config: noFilters })],
  [
    'HTTP, protocol v2 that refuses its filters',
    () => overHttp({ config: { 'uploadpackfilter.allow': 'false' } }),
  ],
  ['HTTP, protocol v0', () => overHttp({ protocolV0: true })],
  ...(hasSshd
    ? ([
        ['SSH, protocol v2', () => overSsh({})],
        ['SSH, protocol v2 without filters', () => overSsh({ gitConfig: noFilters })],
        ['SSH, protocol v0', () => overSsh({ acceptEnv: false })],
      ] satisfies typeof servers)
    : []),
];

/** Six commits on the first one: four in a row, a side branch, and the merge of both. */
async function grow({ git, commit }: BareRepository): Promise<void> {
  for (const tag of ['v2', 'v3', 'v4', 'v5']) await commit({ 'apps/web.yaml': `tag: ${tag}\n` });
  const id = async (name: string) => (await git('rev-parse', name)).trim();
  const side = await git('commit-tree', '-p', await id('main~2'), '-m', 'Side', await id('main^{tree}'));
  const parents = ['-p', await id('main'), '-p', side.trim()];
  const merge = await git('commit-tree', ...parents, '-m', 'Merge\n\nDeploy-Id: 7', await id('main^{tree}'));
  await git('update-ref', 'refs/heads/main', merge.trim());
}

/** The same out of git itself. */
async function logOf({ git }: BareRepository): Promise<LogEntry[]> {
  const format = '--format=%H%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%B%x01';
  const text = await git('log', format, 'main');
  return text
    .split('\x01')
    .map((entry) => entry.trimStart().split('\0'))
    .filter(({ length }) => length === 7)
    .map(([id = '', parents = '', name = '', email = '', written = '', seconds = '', message = '']) => ({
      id,
      parents: parents.split(' ').filter(Boolean),
      author: { name, email },
      authorDate: Number(written) * 1000,
      date: Number(seconds) * 1000,
      message: message.trimEnd(),
    }));
}

describe.each(servers)('over %s', (_, serve) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  });
  afterAll(() => served.close());

  test('a snapshot is the tip and its files, and pushes nothing', async () => {
    const tip = await served.bare.tip();
    const snapshot = await served.open().snapshot('main', undefined);
    expect(snapshot).toMatchObject({ branch: 'main', commit: tip });
    const read = await snapshot.read(['apps/*.yaml']);
    expect(read.map(({ path, bytes }) => [path, String(bytes)])).toEqual([
      ['apps/api.yaml', 'tag: v7\n'],
      ['apps/web.yaml', 'tag: v1\n'],
    ]);
    expect(await served.bare.tip()).toEqual(tip);
  });

  test('a commit that lands shows in the next log and snapshot', async () => {
    const repository = served.open();
    await repository.log('main', 5);
    const landing = await repository.land('main', replacing('apps/web.yaml', 'v1', 'v2'));
    const [last] = await repository.log('main', 1);
    expect(last).toMatchObject({ id: landing.commit, message: expect.stringContaining('Deploy-Id: ') });
    const snapshot = await repository.snapshot('main', undefined);
    expect(String((await snapshot.read(['apps/web.yaml']))[0]?.bytes)).toBe('tag: v2\n');
  });

  describe('the history of a merge', () => {
    let history: LogEntry[];
    beforeAll(async () => {
      await grow(served.bare);
      history = await logOf(served.bare);
    });

    test.each([1, 3, 6, 100])('its last %i commits are those of "git log"', async (depth) => {
      const log = await served.open().log(undefined, depth);
      const read = log.map((entry) => ({ ...entry, message: entry.message.trimEnd() }));
      expect(read).toEqual(history.slice(0, depth));
    });
  });
});

async function serveHttp(options: GitServerOptions = {}): Promise<Served> {
  const served = await overHttp(options);
  opened.push(served);
  return served;
}

test('a log is commits alone, where the server can leave trees and files out', async () => {
  const { open, bare, sent } = await serveHttp();
  await grow(bare);
  await open().log('main', 3);
  expect(sent()).toBeLessThan(10_000);
});

test('a read is tried again like a landing', async () => {
  let failures = 0;
  const { open } = await serveHttp({
    intercept: async ({ response, run, send }) => {
      failures += 1;
      if (failures > 4) send(await run());
      else response.writeHead(503).end();
    },
  });
  expect(await open().log('main', 1)).toHaveLength(1);
});

test.each([
  ['a snapshot', (repository: GitRepository) => repository.snapshot('gone', undefined)],
  ['a log', (repository: GitRepository) => repository.log('gone', 3)],
])('%s of a branch that is not there names it', async (_, read) => {
  const { open } = await serveHttp();
  await expect(read(open())).rejects.toMatchObject({
    code: 'branch-not-found',
    message: expect.stringContaining('"gone"'),
  });
});

test('a read that runs out of time says why', async () => {
  const server = await startGitServer({ files });
  opened.push(server);
  server.intercept(async ({ response }) => void response.writeHead(503).end());
  await expect(opening(server.url, { budgetMs: 1000 }).log('main', 1)).rejects.toMatchObject({
    code: 'out-of-time',
    message: expect.stringMatching(/^Cannot read ".*": the time ran out; at last: .*503/),
  });
});
