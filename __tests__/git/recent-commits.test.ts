// The history that a landing reads with the files, over every transport and protocol.
import { randomBytes } from 'node:crypto';
import type { LogEntry } from '../../src/git/repository.ts';
import { parseKnownHosts } from '../../src/remote/ssh/known-hosts.ts';
import { parseSshKey } from '../../src/remote/ssh/ssh-key.ts';
import type { BareRepository } from '../../testing/bare-repository.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import { hasSshd, type SshServerOptions, startSshServer } from '../../testing/ssh-server.ts';

const opened: { close(): unknown }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

const files = { 'apps/web.yaml': 'tag: v1\n', 'apps/api.yaml': 'tag: v7\n' };
const noFilters = { 'uploadpack.allowFilter': 'false' };
const pair = makeKeyPair('ed25519');

interface Served {
  readonly repository: BareRepository;
  readonly open: () => ReturnType<typeof openTestRepository>;
}

async function overHttp(options: GitServerOptions): Promise<Served & { readonly server: GitServer }> {
  const server = await startGitServer({ files, ...options });
  opened.push(server);
  return { server, repository: server.repository, open: () => openTestRepository(server.url) };
}

async function overSsh(options: Partial<SshServerOptions>): Promise<Served> {
  const server = await startSshServer({ authorized: [pair], files, ...options });
  opened.push(server);
  const sshKey = parseSshKey(pair.privateKey, 'ssh-key');
  const knownHosts = parseKnownHosts(server.knownHosts);
  return { ...server, open: () => openTestRepository(server.url, { sshKey, knownHosts }) };
}

/** Lands a new tag in `apps/web.yaml`, and gives the history that each try has read. */
async function historiesOf({ open }: Served, between?: () => Promise<unknown>): Promise<LogEntry[][]> {
  const repository = open();
  opened.push(repository);
  const histories: LogEntry[][] = [];
  const landing = replacing('apps/web.yaml', 'v1', 'v2');
  await repository.land('main', {
    ...landing,
    prepare: async (snapshot, attempt) => {
      const [history, draft] = await Promise.all([snapshot.history(200), landing.prepare(snapshot, attempt)]);
      histories.push([...history]);
      if (attempt === 1) await between?.();
      return draft;
    },
  });
  return histories;
}

/** A chain of commits on the first one, in one process. */
function grow(repository: BareRepository, count: number): Promise<void> {
  return repository.commits(
    Array.from({ length: count }, (_, index) => ({ 'apps/api.yaml': `tag: w${index}\n` })),
  );
}

test.each<[string, () => Promise<Served>]>([
  ['HTTP, protocol v2', () => overHttp({})],
  ['HTTP, protocol v2 without filters', () => overHttp({ config: noFilters })],
  ['HTTP, protocol v0', () => overHttp({ protocolV0: true })],
  ...(hasSshd
    ? ([
        ['SSH, protocol v2', () => overSsh({})],
        ['SSH, protocol v2 without filters', () => overSsh({ gitConfig: noFilters })],
        ['SSH, protocol v0', () => overSsh({ acceptEnv: false })],
      ] satisfies [string, () => Promise<Served>][])
    : []),
])('%s: the history is there, and after a lost race what is new with it', async (_, serve) => {
  const served = await serve();
  await grow(served.repository, 5);
  const other = () => served.repository.commit({ 'apps/api.yaml': 'tag: v8\n' }, 'Deploy by another');
  const [first = [], second = []] = await historiesOf(served, other);
  expect(first).toHaveLength(6);
  expect(second.map(({ message }) => message.trim())).toContain('Deploy by another');
  expect(second).toHaveLength(7);
  expect(await served.repository.log()).toHaveLength(8);
});

/** The bodies of the requests that the server gets from now on. */
function bodiesOf(
  server: GitServer,
  answered: (body: string) => Promise<boolean> = async () => false,
): string[] {
  const bodies: string[] = [];
  server.intercept(async ({ request, response, run, send }) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const answer = await run();
    const body = Buffer.concat(chunks).toString('latin1');
    bodies.push(body);
    if (await answered(body)) response.writeHead(503).end();
    else send(answer);
  });
  return bodies;
}

const isOfHistory = (body: string): boolean => body.includes('deepen 200');
const wantsIn = (body = ''): number => body.split('want ').length - 1;

test('of a long history the last 200 commits travel, without trees, in the request for the file', async () => {
  const served = await overHttp({});
  await grow(served.repository, 230);
  const bodies = bodiesOf(served.server);
  const [history = []] = await historiesOf(served);
  expect(history).toHaveLength(200);
  const [body, ...others] = bodies.filter(isOfHistory);
  expect(others).toEqual([]);
  expect(body).toContain('filter tree:0');
  expect(wantsIn(body)).toBe(2);
  expect(bodies.filter((each) => each.includes('command=fetch') && !each.includes('deepen '))).toEqual([]);
});

test('commits with long messages are asked for apart, and the file comes', async () => {
  const served = await overHttp({});
  const message = randomBytes(2 ** 20).toString('hex');
  for (const tag of ['a', 'b', 'c']) await served.repository.commit({ 'apps/api.yaml': tag }, message);
  const bodies = bodiesOf(served.server);
  const [history = []] = await historiesOf(served);
  expect(history.length).toBeGreaterThan(0);
  expect(bodies.filter(isOfHistory).map(wantsIn)).toEqual([2, 1]);
  expect(await served.repository.show('apps/web.yaml')).toBe('tag: v2\n');
});

test('a server that knows no filter but one for files sends the history apart', async () => {
  const served = await overHttp({ config: { 'uploadpackfilter.tree.allow': 'false' } });
  await grow(served.repository, 5);
  const [history = []] = await historiesOf(served);
  expect(history).toHaveLength(6);
});

test('a branch that was set back gives the history that it has now', async () => {
  const served = await overHttp({});
  await grow(served.repository, 5);
  const [, second = []] = await historiesOf(served, () =>
    served.repository.git('update-ref', 'refs/heads/main', 'main~3'),
  );
  expect(second).toHaveLength(3);
});

test('a request for the history that fails is asked again', async () => {
  const served = await overHttp({});
  const asked: string[] = [];
  bodiesOf(served.server, async (body) => isOfHistory(body) && asked.push(body) === 1);
  const histories = await historiesOf(served);
  expect(asked).toHaveLength(2);
  expect(histories.at(-1)).toHaveLength(1);
  expect(await served.repository.log()).toHaveLength(2);
});
