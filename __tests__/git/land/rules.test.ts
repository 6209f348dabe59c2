// What a landing keeps to besides being one commit: rules of the server, dry runs, and the job being stopped.
import type { DeployError } from '../../../src/errors.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

const servers: GitServer[] = [];

async function serve(options: GitServerOptions = {}): Promise<GitServer> {
  const server = await startGitServer({ files: { 'app.yaml': 'tag: v1\n' }, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const bump = () => replacing('app.yaml', 'tag: v1', 'tag: v2');

const failing = (promise: Promise<unknown>): Promise<DeployError> =>
  promise.then(
    (value) => Promise.reject(new Error(`It did not fail: ${JSON.stringify(value)}`)),
    (error) => error,
  );

test('files that are equal before and after are one object of the pack', async () => {
  const server = await serve({
    files: { 'a/app.yaml': 'tag: v1\n', 'b/app.yaml': 'tag: v1\n' },
    config: { 'receive.fsckObjects': 'true', 'receive.unpackLimit': '1' },
  });
  const landing = await openTestRepository(server.url).land('main', replacing('*/app.yaml', 'v1', 'v2'));
  expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(await server.repository.git('fsck', '--strict')).toBe('');
});

test('a rule that refuses every push is told, however often the branch moves', async () => {
  const server = await serve({
    hooks: { 'pre-receive': 'echo "GH006: Protected branch update failed" >&2; exit 1' },
  });
  server.intercept(async (exchange) => {
    const isPush = exchange.entry.method === 'POST' && exchange.entry.service === 'receive-pack';
    const answer = await exchange.run();
    if (isPush) await server.repository.commit({ other: String(Math.random()) });
    exchange.send(answer);
  });
  const error = await failing(openTestRepository(server.url).land('main', bump()));
  expect([error.code, error.message]).toEqual(['push-refused', expect.stringContaining('GH006')]);
});

test('a dry run is tried again like any other, and never asks for the right to push', async () => {
  const server = await serve();
  let failures = 0;
  server.intercept(async (exchange) => {
    if (exchange.entry.service === 'upload-pack' && failures < 2) {
      failures += 1;
      exchange.response.writeHead(503).end();
    } else exchange.send(await exchange.run());
  });
  const [tip] = await server.repository.log();
  const landing = await openTestRepository(server.url).land('main', { ...bump(), dryRun: true });
  expect(landing).toEqual({ result: 'dry-run', branch: 'main', commit: tip, attempts: 0 });
  expect(server.requests.filter(({ url }) => url.includes('receive-pack'))).toEqual([]);
  expect(await server.repository.log()).toEqual([tip]);
});

test('a process that is told to stop begins no push', async () => {
  const server = await serve();
  const stop = new AbortController();
  const { prepare, ...options } = bump();
  const landing = openTestRepository(server.url, { signal: stop.signal }).land('main', {
    ...options,
    prepare: async (...given) => {
      stop.abort();
      return prepare(...given);
    },
  });
  expect(await failing(landing)).toMatchObject({
    code: 'out-of-time',
    message: expect.stringContaining('the job was stopped after 0 pushes'),
    remedy: 'nothing was pushed: run it again',
  });
  expect(server.requests.filter(({ method, url }) => method === 'POST' && url.includes('receive'))).toEqual(
    [],
  );
});
