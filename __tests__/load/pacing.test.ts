// How long and how often the landing waits, by the clock: so on a machine that does nothing else.
import { inScene } from '../../testing/fault-scene.ts';
import { status } from '../../testing/faults.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';

const servers: GitServer[] = [];

async function serve(options: GitServerOptions = {}): Promise<GitServer> {
  const server = await startGitServer({ files: { 'app.yaml': 'tag: v1\n' }, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const bump = (to = 'v2') => replacing('app.yaml', /v\d/, to);

test('waits as long as Retry-After says', () =>
  inScene({}, async (scene) => {
    scene.proxy.inject(status(429, { 'retry-after': '2' }), ['advertise-read']);
    expect(await scene.deploy()).toMatchObject({ exit: 0, result: 'pushed' });
    const [first, second] = scene.proxy.seen.filter(({ kind }) => kind === 'advertise-read');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
    expect(await scene.settle()).toEqual([]);
  }));

test('a server that asks to come back at once is not asked all the time', async () => {
  const server = await serve();
  server.intercept(async ({ response }) => void response.writeHead(429, { 'retry-after': '0' }).end());
  const landing = openTestRepository(server.url, { budgetMs: 1500 }).land('main', bump());
  await expect(landing).rejects.toMatchObject({ code: 'out-of-time' });
  expect(server.requests.length).toBeLessThan(200);
});

test('a connection whose answer ends a moment after its last packet is waited for', async () => {
  const connections: number[] = [];
  for (const to of ['v2', 'v3', 'v4']) {
    const server = await serve({
      intercept: async ({ response, run }) => {
        const { status, headers, body } = await run();
        response.writeHead(status, headers);
        response.write(body);
        setTimeout(() => response.end(), 8);
      },
    });
    expect(await openTestRepository(server.url).land('main', bump(to))).toMatchObject({ result: 'pushed' });
    connections.push(server.connections());
  }
  // A machine that stands still for a moment waits in vain; not three times.
  expect(Math.min(...connections)).toBeLessThanOrEqual(4);
});

/** The pushes that so many writers need, all at once, on a server whose push takes a second, and what they log. */
async function race(writers: number, hook: string): Promise<{ pushes: number[]; log: string }> {
  const files = Array.from({ length: writers }, (_, index) => `app-${index}.yaml`);
  const server = await serve({
    files: Object.fromEntries(files.map((file) => [file, 'tag: v1\n'])),
    hooks: { [hook]: 'sleep 1' },
  });
  const lines: string[] = [];
  const options = { budgetMs: 600_000, log: (line: string) => void lines.push(line) };
  const landings = await Promise.all(
    files.map((file) => openTestRepository(server.url, options).land('main', replacing(file, 'v1', 'v2'))),
  );
  expect(landings.map(({ result }) => result)).toEqual(files.map(() => 'pushed'));
  expect(await server.repository.log()).toHaveLength(writers + 1);
  return { pushes: landings.map(({ attempts }) => attempts), log: lines.join('\n') };
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

test('where a push takes long in a hook, writers wait for their turn and push few times in vain', async () => {
  const { pushes, log } = await race(15, 'pre-receive');
  expect(log).toMatch(/came first; waiting for a turn/);
  expect(mean(pushes)).toBeLessThanOrEqual(6);
  // Nobody is left behind.
  expect(Math.max(...pushes)).toBeLessThanOrEqual(20);
}, 600_000);

// Whether anybody waits for a turn follows from measured times, which a test with a clock of its own shows.
test('where a push moves the branch before its hook sleeps, writers push few times in vain', async () => {
  const { pushes } = await race(10, 'post-receive');
  expect(mean(pushes)).toBeLessThanOrEqual(6);
});
