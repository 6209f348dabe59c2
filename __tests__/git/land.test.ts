import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployError } from '../../src/errors.ts';
import {
  type GitServer,
  type GitServerOptions,
  type Intercept,
  startGitServer,
} from '../support/git-server.ts';
import { openTestRepository, replacing } from '../support/landing.ts';

const servers: GitServer[] = [];

async function serve(options: GitServerOptions = {}): Promise<GitServer> {
  const server = await startGitServer({
    files: { 'app.yaml': 'tag: v1\n', 'web.yaml': 'tag: v1\n' },
    ...options,
  });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const bump = () => replacing('app.yaml', 'tag: v1', 'tag: v2');

async function failing(promise: Promise<unknown>): Promise<DeployError> {
  return promise.then(
    (value) => Promise.reject(new Error(`It did not fail: ${JSON.stringify(value)}`)),
    (error) => error,
  );
}

/** Spoils the first answers to a push in turn, after git has handled it or instead. */
function spoilPushes(...spoils: readonly Intercept[]): Intercept {
  const left = [...spoils];
  return async (exchange) => {
    const isPush = exchange.entry.method === 'POST' && exchange.entry.service === 'receive-pack';
    const spoil = isPush ? left.shift() : undefined;
    if (spoil) return spoil(exchange);
    exchange.send(await exchange.run());
  };
}

test('a landing is one commit with the intended lines, on top of what was there', async () => {
  const server = await serve();
  const before = await server.repository.log();
  const repository = openTestRepository(server.url);
  const landing = await repository.land(undefined, bump());
  const [commit] = await server.repository.log();
  expect(landing).toEqual({ result: 'pushed', branch: 'main', commit, attempts: 1 });
  expect(await server.repository.log()).toEqual([commit, ...before]);
  expect(await server.repository.diff()).toEqual(['-tag: v1', '+tag: v2']);
  expect(await server.repository.git('fsck', '--strict')).toBe('');
});

test('nothing to change pushes nothing', async () => {
  const server = await serve();
  const landing = await openTestRepository(server.url).land('main', replacing('app.yaml', 'v7', 'v8'));
  const [commit] = await server.repository.log();
  expect(landing).toEqual({ result: 'unchanged', branch: 'main', commit, attempts: 0 });
  expect(
    server.requests.filter(({ method, service }) => method === 'POST' && service === 'receive-pack'),
  ).toEqual([]);
});

test('modes of files and folders stay as they are', async () => {
  const server = await serve({ files: { 'a/run.sh': { mode: '100755', content: 'tag: v1\n' }, 'a/b': 'x' } });
  await openTestRepository(server.url).land('main', replacing('a/run.sh', 'v1', 'v2'));
  expect(await server.repository.git('diff', '--raw', 'main~1', 'main')).toMatch(
    /^:100755 100755 .* M\ta\/run.sh$/m,
  );
});

const lost: readonly (readonly [string, Intercept])[] = [
  ['cut', async ({ run, response }) => void (await run().then(() => response.destroy()))],
  [
    '502',
    async ({ run, send }) => run().then(() => send({ status: 502, headers: {}, body: Buffer.from('bad') })),
  ],
  [
    '504',
    async ({ run, send }) => run().then(() => send({ status: 504, headers: {}, body: Buffer.from('late') })),
  ],
  ['empty', async ({ run, send }) => run().then((answer) => send({ ...answer, body: Buffer.alloc(0) }))],
  [
    'half',
    async ({ run, send }) => run().then((answer) => send({ ...answer, body: answer.body.subarray(0, 12) })),
  ],
];

test.each(lost)(
  'a push that was applied while its answer was lost (%s) is found and not repeated',
  async (_, spoil) => {
    const server = await serve({ intercept: spoilPushes(spoil) });
    const landing = await openTestRepository(server.url).land('main', bump());
    const log = await server.repository.log();
    expect(landing).toMatchObject({ result: 'pushed', commit: log[0], attempts: 1 });
    expect(log).toHaveLength(2);
  },
);

test('our commit is found below the commits that others pushed on top of it', async () => {
  let server: GitServer | undefined;
  const spoil: Intercept = async ({ run, response }) => {
    await run();
    for (const tag of ['v3', 'v4', 'v5']) await server?.repository.commit({ 'web.yaml': `tag: ${tag}\n` });
    response.destroy();
  };
  server = await serve({ intercept: spoilPushes(spoil) });
  const landing = await openTestRepository(server.url).land('main', bump());
  const log = await server.repository.log();
  expect(landing).toMatchObject({ result: 'pushed', commit: log[3], attempts: 1 });
  expect(log).toHaveLength(5);
});

test('our commit is found in a merged side branch', async () => {
  let server: GitServer | undefined;
  const spoil: Intercept = async ({ run, response }) => {
    await run();
    const { git } = (server as GitServer).repository;
    const ours = (await git('rev-parse', 'main')).trim();
    const first = (await git('rev-parse', 'main~1')).trim();
    const side = (await git('commit-tree', '-p', first, '-m', 'Side', `${first}^{tree}`)).trim();
    const merge = (await git('commit-tree', '-p', side, '-p', ours, '-m', 'Merge', `${ours}^{tree}`)).trim();
    await git('update-ref', 'refs/heads/main', merge);
    response.destroy();
  };
  server = await serve({ intercept: spoilPushes(spoil) });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({
    result: 'pushed',
    commit: (await server.repository.git('rev-parse', 'main^2')).trim(),
  });
});

test('a push that lands late, after it was given up, counts once', async () => {
  const giveUp: Intercept = async ({ run, response }) => {
    void run();
    await sleep(200);
    response.destroy();
  };
  const server = await serve({ hooks: { 'pre-receive': 'sleep 0.6' }, intercept: spoilPushes(giveUp) });
  const landing = await openTestRepository(server.url).land('main', bump());
  const log = await server.repository.log();
  expect(landing).toMatchObject({ result: 'pushed', commit: log[0] });
  expect(log).toHaveLength(2);
});

test('a lost race is edited anew on the fresh text', async () => {
  let server: GitServer | undefined;
  const race: Intercept = async ({ run, send }) => {
    await server?.repository.commit({ 'app.yaml': 'new: line\ntag: v1\n', 'web.yaml': 'tag: v9\n' });
    send(await run());
  };
  server = await serve({ intercept: spoilPushes(race, race) });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'pushed', attempts: 3 });
  expect(await server.repository.show('app.yaml')).toBe('new: line\ntag: v2\n');
  expect(await server.repository.diff()).toEqual(['-tag: v1', '+tag: v2']);
});

test('a race lost against the same change ends unchanged', async () => {
  let server: GitServer | undefined;
  const race: Intercept = async ({ run, send }) => {
    await server?.repository.commit({ 'app.yaml': 'tag: v2\n' });
    send(await run());
  };
  server = await serve({ intercept: spoilPushes(race) });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'unchanged', attempts: 1 });
});

test.each([2, 20, 50])('%i writers at once on one branch all land, each once', async (count) => {
  const files = Object.fromEntries(Array.from({ length: count }, (_, i) => [`app-${i}.yaml`, 'tag: v1\n']));
  const server = await serve({ files });
  const landings = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      openTestRepository(server.url, { budgetMs: 55_000 }).land(
        'main',
        replacing(`app-${i}.yaml`, 'v1', 'v2'),
      ),
    ),
  );
  expect(new Set(landings.map(({ commit }) => commit)).size).toBe(count);
  expect(landings.map(({ result }) => result)).toEqual(Array(count).fill('pushed'));
  expect((await server.repository.log()).length).toBe(count + 1);
  expect(await server.repository.git('grep', '-c', 'v2', 'main')).toBe(
    Object.keys(files)
      .sort()
      .map((path) => `main:${path}:1\n`)
      .join(''),
  );
});

test('writers that change the same line to the same value make one commit', async () => {
  const server = await serve();
  const landings = await Promise.all(
    Array.from({ length: 8 }, () => openTestRepository(server.url).land('main', bump())),
  );
  expect(landings.filter(({ result }) => result === 'pushed')).toHaveLength(1);
  expect(landings.filter(({ result }) => result === 'unchanged')).toHaveLength(7);
  expect(await server.repository.log()).toHaveLength(2);
});

test('a push that is never answered ends as unknown, with the commit to look for', async () => {
  const hang: Intercept = async ({ entry, run, send }) => {
    if (entry.method === 'POST' && entry.service === 'receive-pack') return;
    send(await run());
  };
  const server = await serve({ intercept: hang });
  const landing = await openTestRepository(server.url, { budgetMs: 2500 }).land('main', bump());
  expect(landing).toMatchObject({ result: 'unknown', commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
  expect(await server.repository.log()).toHaveLength(1);
});

test('a rule of the server fails at once, with the remedy', async () => {
  const server = await serve({
    hooks: { update: 'echo "error: GH006: Protected branch update failed" >&2; exit 1' },
  });
  const error = await failing(openTestRepository(server.url).land('main', bump()));
  expect(error).toMatchObject({
    code: 'push-refused',
    exitCode: 5,
    remedy: expect.stringContaining('bypass'),
  });
  expect(error.message).toContain('GH006');
});

test('a server that stays unreachable is out of time, and nothing is in doubt', async () => {
  const server = await serve();
  await server.close();
  const error = await failing(openTestRepository(server.url, { budgetMs: 1500 }).land('main', bump()));
  expect(error).toMatchObject({ code: 'out-of-time' });
});
