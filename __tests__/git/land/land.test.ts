import {
  type GitServer,
  type GitServerOptions,
  type Intercept,
  startGitServer,
} from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

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
