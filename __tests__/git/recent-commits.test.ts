// The history that a landing reads beside the files, over every transport and protocol.
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
    readsHistory: true,
    prepare: async (snapshot, attempt) => {
      const [history, draft] = await Promise.all([snapshot.history(200), landing.prepare(snapshot, attempt)]);
      histories.push([...history]);
      if (attempt === 1) await between?.();
      return draft;
    },
  });
  return histories;
}

/** Lets nobody go on before so many are there. */
function allAtOnce(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === count) resolve();
    return promise;
  };
}

/** A chain of commits on the first one, in one process. */
async function grow({ git }: BareRepository, count: number): Promise<void> {
  const tree = (await git('rev-parse', 'main^{tree}')).trim();
  let parent = (await git('rev-parse', 'main')).trim();
  for (let index = 0; index < count; index += 1)
    parent = (await git('commit-tree', tree, '-p', parent, '-m', `Deploy ${index}`)).trim();
  await git('update-ref', 'refs/heads/main', parent);
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

test('of a long history the last 200 commits travel, without trees, in one request beside the trees', async () => {
  const served = await overHttp({});
  await grow(served.repository, 230);
  const bodies: string[] = [];
  const together = allAtOnce(3);
  served.server.intercept(async ({ request, run, send }) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const answer = await run();
    const body = Buffer.concat(chunks).toString('latin1');
    bodies.push(body);
    // All trees, the trees on the way and the history: who asks for one after another waits forever.
    if (body.includes('deepen ')) await together();
    send(answer);
  });
  const [history = []] = await historiesOf(served);
  expect(history).toHaveLength(200);
  expect(bodies.filter((body) => body.includes('deepen 200'))).toHaveLength(1);
  expect(bodies.find((body) => body.includes('deepen 200'))).toContain('filter tree:0');
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
  let failed = false;
  served.server.intercept(async ({ request, response, run, send }) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const answer = await run();
    if (failed || !Buffer.concat(chunks).includes('deepen 200')) return send(answer);
    failed = true;
    response.writeHead(503).end();
  });
  const histories = await historiesOf(served);
  expect(failed).toBe(true);
  expect(histories.at(-1)).toHaveLength(1);
  expect(await served.repository.log()).toHaveLength(2);
});
