// HTTP answers that end a run at once, with the remedy.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Kind } from '../../testing/fault-proxy.ts';
import { type Scene, setScene } from '../../testing/fault-scene.ts';
import { echoCredentials, htmlPage, redirectTo, status } from '../../testing/faults.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

/** A longer run would be out of time, exit 6. */
const timeout = '15s';
const always = Number.POSITIVE_INFINITY;

interface Row {
  readonly what: string;
  readonly fault: Fault;
  readonly exit: number;
  readonly code: string;
  readonly says: RegExp;
  readonly tries?: number;
}

const rows: readonly Row[] = [
  { what: '401', fault: status(401), exit: 4, code: 'authentication-failed', says: /token/ },
  { what: '403', fault: status(403), exit: 4, code: 'permission-denied', says: /right/, tries: 2 },
  { what: '404', fault: status(404), exit: 4, code: 'repository-not-found', says: /URL.*token|token.*URL/ },
  { what: '413', fault: status(413), exit: 5, code: 'push-refused', says: /limit/ },
];

const kinds: readonly (readonly [Kind])[] = [['advertise-read'], ['push']];

const page: readonly Row[] = (
  [
    [200, 'not-a-git-server'],
    [203, 'authentication-failed'],
  ] as const
).map(([status, code]) => ({
  what: `HTML with ${status}`,
  fault: htmlPage(status),
  exit: 4,
  code,
  says: /sign-in page/,
}));

/** A page in place of the push's report says nothing of the push. */
const pageForPush = page.map((row) => ({ ...row, exit: 7, code: 'outcome-unknown', says: /./ }));

describe.each([
  ['advertise-read', [...rows, ...page]],
  ['push', [...rows, ...pageForPush]],
] as const)('%s', (kind, all) => {
  test.each(all)('answered with $what ends at once, with the right remedy', async (row) => {
    scene.proxy.inject(row.fault, [kind], always);
    const { exit, report } = await scene.deploy({ timeout });
    expect([exit, report.error?.code]).toEqual([row.exit, row.code]);
    expect(`${report.error?.message}; ${report.error?.remedy}`).toMatch(row.says);
    expect(scene.proxy.count(kind)).toBe(row.tries ?? 1);
    expect(await scene.settle()).toEqual([]);
  });
});

test('a token that expires between read and push ends with the remedy', async () => {
  scene.proxy.inject(status(401), ['advertise-push', 'push'], always);
  const { exit, report } = await scene.deploy({ timeout });
  expect([exit, report.error?.code]).toEqual([4, 'authentication-failed']);
  expect(report.error?.remedy).toContain('expired');
  expect(await scene.settle()).toEqual([]);
});

test.each([
  ['401', 401, 4],
  ['500', 500, 6],
])('credentials that the server quotes with %s are printed in no spelling', async (_, code, exit) => {
  scene.proxy.inject(echoCredentials(code), ['advertise-read'], always);
  const run = await scene.deploy({ timeout: '6s' });
  expect(run.exit).toBe(exit);
  expect(run.output).toMatch(/bad credentials|500/);
  expect(await scene.settle()).toEqual([]);
});

test('429 with a wait that no budget has ends clearly, without waiting', async () => {
  scene.proxy.inject(status(429, { 'retry-after': '99999' }), ['advertise-read'], always);
  const { exit, report } = await scene.deploy();
  expect([exit, report.error?.code]).toEqual([6, 'out-of-time']);
  expect(report.error?.message).toContain('429');
  expect(scene.proxy.count('advertise-read')).toBe(1);
  expect(await scene.settle()).toEqual([]);
});

test('a secondary limit that names no time is left alone for a minute', async () => {
  const text = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  scene.proxy.inject(status(403, {}, text), ['advertise-read'], always);
  const { exit, report } = await scene.deploy({ timeout: '30s' });
  expect([exit, report.error?.code, scene.proxy.count('advertise-read')]).toEqual([6, 'out-of-time', 1]);
  expect(report.error?.message).toContain(
    'the server asks to wait 60 s, which is more than the time that is left',
  );
  expect(report.error?.remedy).toContain('set --timeout to at least 2m');
});

test('500 forever ends with the budget', async () => {
  scene.proxy.inject(status(500), ['advertise-read'], always);
  const { exit, report } = await scene.deploy({ timeout: '3s' });
  expect([exit, report.error?.code]).toEqual([6, 'out-of-time']);
  expect(report.error?.message).toContain('500');
  expect(scene.proxy.count('advertise-read')).toBeGreaterThan(2);
  expect(await scene.settle()).toEqual([]);
});

describe.each([301, 302, 307, 308])('a redirect (%d)', (code) => {
  test('of a push to the same host is refused, and says where to', async () => {
    const { origin } = new URL(scene.proxy.url);
    scene.proxy.inject(redirectTo(code, `${origin}/moved{path}`), ['push'], always);
    const { exit, report } = await scene.deploy({ timeout });
    expect([exit, report.error?.code]).toEqual([4, 'not-a-git-server']);
    expect(report.error?.remedy).toContain(`${origin}/moved/config.git`);
    expect(scene.proxy.count('push')).toBe(1);
    expect(await scene.settle()).toEqual([]);
  });

  test('of the first request to the same host is followed, and says where to', async () => {
    const { origin } = new URL(scene.proxy.url);
    scene.proxy.inject(redirectTo(code, '/moved.git/info/refs?service=git-upload-pack'), ['advertise-read']);
    const { exit, output } = await scene.deploy({ timeout });
    expect([exit, scene.proxy.count('advertise-read')]).toEqual([0, 2]);
    expect(output).toContain(`The repository is now at "${origin}/moved.git"`);
    expect(await scene.settle()).toEqual([]);
  });

  test.each(kinds)(
    'of %s to another host is refused: nothing goes there, least of all the token',
    async (kind) => {
      const other = await startWitness();
      try {
        scene.proxy.inject(redirectTo(code, `${other.origin}{path}`), [kind], always);
        const { exit } = await scene.deploy({ timeout });
        expect([exit, other.requests]).toEqual([4, []]);
        expect(await scene.settle()).toEqual([]);
      } finally {
        await other.close();
      }
    },
  );

  test('in a loop is refused at its first turn', async () => {
    scene.proxy.inject(
      redirectTo(code, `${new URL(scene.proxy.url).origin}{path}`),
      ['advertise-read'],
      always,
    );
    const { exit } = await scene.deploy({ timeout });
    expect([exit, scene.proxy.count('advertise-read')]).toEqual([4, 1]);
  });
});

/** Another host, which only writes down who came. */
async function startWitness(): Promise<{
  readonly origin: string;
  readonly requests: IncomingMessage[];
  close(): Promise<unknown>;
}> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
