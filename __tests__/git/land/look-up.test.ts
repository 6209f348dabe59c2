// How a landing finds out what became of a push whose answer is lost.
import { randomBytes } from 'node:crypto';
import { type GitServer, type Intercept, startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

/** A push is applied and its answer lost; what follows makes it hard to find. */

const servers: GitServer[] = [];

async function serve(options: Parameters<typeof startGitServer>[0] = {}): Promise<GitServer> {
  const server = await startGitServer({ files: { 'app.yaml': 'tag: v1\n' }, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const bump = () => replacing('app.yaml', 'tag: v1', 'tag: v2');

type Exchange = Parameters<Intercept>[0];

const isPost = ({ entry }: Exchange, service: string): boolean =>
  entry.method === 'POST' && entry.service === service;

/** Applies the first push, lets others push on top of it, and says nothing. */
function loseAnswer(others: () => Promise<unknown>, then: Intercept): Intercept {
  let isLost = false;
  return async (exchange) => {
    if (isLost) return then(exchange);
    if (!isPost(exchange, 'receive-pack')) return exchange.send(await exchange.run());
    await exchange.run();
    await others();
    isLost = true;
    exchange.response.destroy();
  };
}

const deploys = async ({ repository }: GitServer): Promise<number> =>
  (await repository.messages()).filter((message) => message.includes('Deploy-Id')).length;

test.each([
  ['nobody touched the value', []],
  ['somebody set the value back meanwhile', [{ 'app.yaml': 'tag: v1\nmore: 1\n' }]],
])('a look-up that is cut is made again, whole: %s', async (_, last) => {
  const server = await serve();
  const noise = () => ({ [`f/${randomBytes(12).toString('hex')}`]: randomBytes(300).toString('hex') });
  let cuts = 0;
  server.intercept(
    loseAnswer(
      () => server.repository.commits([...Array.from({ length: 40 }, noise), ...last]),
      async (exchange) => {
        const answer = await exchange.run();
        const isLookUp = isPost(exchange, 'upload-pack') && !answer.body.includes('refs/heads/main');
        if (!isLookUp || cuts > 0) return exchange.send(answer);
        cuts += 1;
        const { response } = exchange;
        response.writeHead(answer.status, {
          'content-length': String(answer.body.length),
          ...answer.headers,
        });
        response.write(answer.body.subarray(0, answer.body.length * 0.6), () =>
          setTimeout(() => response.destroy(), 50),
        );
      },
    ),
  );
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(cuts).toBe(1);
  expect(await deploys(server)).toBe(1);
  expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
  expect((await server.repository.messages(landing.commit))[0]).toContain('Deploy-Id');
});

test.each([
  ['503 until the time is out', 503],
  ['401, because the token has expired', 401],
])('a push that cannot be looked for is unknown: %s', async (_, status) => {
  const server = await serve();
  // Of the minute, three seconds are left when the push is lost, however slow the machine was until then.
  let passed = 0;
  server.intercept(
    loseAnswer(
      async () => {
        await server.repository.commit({ 'other.yaml': 'b: 1\n' });
        passed = 57_000;
      },
      async (exchange) => {
        const answer = await exchange.run();
        if (!isPost(exchange, 'upload-pack') || answer.body.includes('refs/heads/main'))
          return exchange.send(answer);
        exchange.response.writeHead(status).end();
      },
    ),
  );
  const monotonicNow = () => performance.now() + passed;
  const landing = await openTestRepository(server.url, { monotonicNow }).land('main', bump());
  expect(landing.result).toBe('unknown');
  expect(await server.repository.log()).toContain(landing.commit);
});

test.each([
  ['with filters', {}],
  ['without filters', { config: { 'uploadpack.allowFilter': 'false' } }],
  ['of protocol v0', { protocolV0: true }],
])('a branch that is set back between two tries is deployed to, on a server %s', async (_, options) => {
  const server = await serve(options);
  const [first = ''] = await server.repository.log();
  await server.repository.commit({ 'app.yaml': 'tag: v1\nmore: x\n' });
  let isSetBack = false;
  server.intercept(async (exchange) => {
    if (isPost(exchange, 'receive-pack') && !isSetBack) {
      isSetBack = true;
      await server.repository.git('update-ref', 'refs/heads/main', first);
    }
    exchange.send(await exchange.run());
  });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
  expect(await server.repository.log()).toEqual([landing.commit, first]);
});

/** A load balancer sends the push again when the answer to the first one is lost; git refuses the second. */
function pushTwice(server: GitServer, between: () => Promise<unknown>): void {
  let isDone = false;
  server.intercept(async (exchange) => {
    if (isDone || !isPost(exchange, 'receive-pack')) return exchange.send(await exchange.run());
    isDone = true;
    await exchange.run();
    await between();
    const line = `ng refs/heads/main failed to update ref\n`;
    const report = `000eunpack ok\n${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`;
    const body = `${(report.length + 5).toString(16).padStart(4, '0')}\x01${report}0000`;
    const headers = { 'content-type': 'application/x-git-receive-pack-result' };
    exchange.send({ status: 200, headers, body: Buffer.from(body, 'latin1') });
  });
}

test('a push that was refused is looked for too: its first copy may have been applied', async () => {
  const server = await serve();
  pushTwice(server, async () => undefined);
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(await deploys(server)).toBe(1);
});

test('and its place is not taken from those who came after it', async () => {
  const server = await serve();
  pushTwice(server, () => server.repository.commit({ 'app.yaml': 'tag: v1\nby: another\n' }));
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(await deploys(server)).toBe(1);
});
