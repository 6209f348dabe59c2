import { allAtOnce } from '../../testing/all-at-once.ts';
import { openBlackHole } from '../../testing/black-hole.ts';
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { inScene } from '../../testing/fault-scene.ts';
import { freePort, type Relay, startRelay } from '../../testing/relay.ts';
import { type Certificates, makeCertificates } from '../../testing/tls.ts';
import { until } from '../../testing/until.ts';

const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

const at = (port: number, scheme = 'http'): string => `${scheme}://127.0.0.1:${port}/config.git`;

interface Address {
  readonly what: string;
  readonly says: RegExp;
  readonly url: () => Promise<{ readonly url: string; close?(): void }>;
}

const addresses: readonly Address[] = [
  {
    what: 'that nobody listens on',
    says: /ECONNREFUSED/,
    url: async () => ({ url: at(await freePort()) }),
  },
  {
    what: 'where packets vanish',
    says: /no connection|timed? ?out|silent/i,
    async url() {
      const hole = await openBlackHole();
      return { ...hole, url: at(hole.port) };
    },
  },
];

describe('an address', () => {
  const endingOf = allAtOnce(addresses, async ({ url }) => {
    const { url: repository, close } = await url();
    return inScene({}, async (scene) => ({
      ...(await scene.deploy({ repository, timeout: '4s' })),
      complaints: await scene.settle(),
    })).finally(close);
  });

  test.each(addresses)('$what is tried again until the budget ends', (row) => {
    const { exit, report, output, complaints } = endingOf(row);
    expect([exit, report.error?.code, complaints]).toEqual([6, 'out-of-time', []]);
    expect(report.error?.message).toMatch(row.says);
    expect(output.match(/trying again/g)?.length).toBeGreaterThan(1);
  });
});

test('a name that no host has ends the run long before its time', async () => {
  await inScene({}, async (scene) => {
    // Too long for a label of a host name: it fails without a question to any name server.
    const repository = `https://${'x'.repeat(64)}.invalid/config.git`;
    const { exit, report } = await scene.deploy({ repository, timeout: '4m' });
    expect([exit, report.error?.code]).toEqual([4, 'repository-not-found']);
    expect(report.error?.message).toMatch(/no host of that name/);
  });
});

test('a server that is up again is reached', async () => {
  const scene = await setBundleScene();
  open.push(scene);
  const port = await freePort();
  const job = scene.start({ repository: at(port) });
  await until('it tries again', () => job.said().includes('trying again'));
  open.unshift(await startRelay({ to: scene.server.port, port }));
  expect(await job.ended).toMatchObject({ exit: 0, result: 'pushed' });
  expect(await scene.complaints()).toEqual([]);
});

describe('TLS', () => {
  let certificates: Certificates;
  let scene: BundleScene;
  beforeAll(async () => {
    certificates = await makeCertificates(['IP:127.0.0.1']);
  });
  beforeEach(async () => {
    scene = await setBundleScene({ tls: certificates });
  });
  afterEach(() => scene.close());
  afterAll(() => certificates.remove());

  test('that is reset in the handshake is tried again, and lands once', async () => {
    const relay: Relay = await startRelay({ to: scene.server.port, resets: 4 });
    open.push(relay);
    const env = { NODE_EXTRA_CA_CERTS: certificates.authority };
    const run = await scene.deploy({ repository: at(relay.port, 'https') }, env);
    expect(run).toMatchObject({ exit: 0, result: 'pushed' });
    expect(run.output).toMatch(/reset|disconnected.*trying again/i);
    expect(await scene.complaints()).toEqual([]);
  });

  test.each([
    ['', {}],
    [', whatever the environment asks for', { NODE_TLS_REJECT_UNAUTHORIZED: '0', GIT_SSL_NO_VERIFY: '1' }],
  ])('with a certificate of nobody known is refused%s', async (_, env) => {
    const { exit, report } = await scene.deploy({ timeout: '20s' }, env);
    expect([exit, report?.error?.code]).toEqual([4, 'untrusted-server']);
    expect(scene.server.requests).toEqual([]);
    expect(await scene.complaints()).toEqual([]);
  });
});
