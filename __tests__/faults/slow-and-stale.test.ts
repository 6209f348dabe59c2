import { cp, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BareRepository, openBareRepository } from '../support/bare-repository.ts';
import type { Kind } from '../support/fault-proxy.ts';
import { type Scene, setScene } from '../support/fault-scene.ts';
import { answerFrom, drip, endlessAdvertisement, landLate, silence, stall } from '../support/faults.ts';
import { startGitServer } from '../support/git-server.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const kinds: readonly (readonly [Kind])[] = [['advertise-read'], ['read'], ['push']];

describe.each(kinds)('a server that on %s', (kind) => {
  test.each([
    ['never answers', silence],
    ['stalls in the middle of the answer', stall],
    ['sends a byte a second', drip(1000)],
  ])('%s uses up the budget and no more', async (_, fault) => {
    scene.proxy.inject(fault, [kind], Number.POSITIVE_INFINITY);
    const { exit } = await scene.deploy({ timeout: '4s' });
    // A push may still land, or be found just in time.
    expect(kind === 'push' ? [0, 7] : [6]).toContain(exit);
    expect(await scene.settle()).toEqual([]);
  });
});

test('a push that lands after the budget is unknown, and lands once at most', async () => {
  scene.proxy.inject(landLate(3000), ['push'], Number.POSITIVE_INFINITY);
  const { exit, report } = await scene.deploy({ timeout: '2s' });
  expect([exit, report.result]).toEqual([7, 'unknown']);
  expect(report.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(await scene.settle()).toEqual([]);
  expect(await scene.server.repository.log()).toHaveLength(2);
});

test('an endless advertisement ends, and keeps little of it in memory', async () => {
  scene.proxy.inject(endlessAdvertisement, ['advertise-read'], Number.POSITIVE_INFINITY);
  const before = process.memoryUsage().rss;
  const { exit } = await scene.deploy({ timeout: '5s' });
  expect([4, 6]).toContain(exit);
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(300);
  expect(await scene.settle()).toEqual([]);
});

test('lands once where fetches are served from a copy some seconds old', async () => {
  const { repository } = scene.server;
  const copy = await startGitServer({
    token: 'ghs_S3cretToken/with+signs',
    repository: await copyOf(repository),
  });
  try {
    await repository.commit({ 'other.yaml': 'x\n' });
    scene.proxy.inject(answerFrom(copy.url), ['advertise-read', 'read'], 6);
    const { exit, report } = await scene.deploy();
    expect([exit, report]).toMatchObject([0, { result: 'pushed' }]);
    expect(await scene.settle()).toEqual([]);
    expect(await repository.log()).toHaveLength(3);
  } finally {
    await copy.close();
    await copy.repository.remove();
  }
});

async function copyOf({ root }: BareRepository): Promise<BareRepository> {
  const copy = await mkdtemp(join(tmpdir(), 'gitops-deploy-copy-'));
  await cp(root, copy, { recursive: true });
  return openBareRepository(copy, 'main');
}

test.each([
  ['that nobody listens on', async () => freePort()],
  ['that is not the name of a host', async () => undefined],
])('an address %s is tried for the whole budget', async (_, portOf) => {
  const port = await portOf();
  // Too long for a label of a host name: it fails without a question to any name server.
  const repository = port
    ? `http://127.0.0.1:${port}/config.git`
    : `https://${'x'.repeat(64)}.invalid/config.git`;
  const { exit, report } = await scene.deploy({ repository, timeout: '2s' });
  expect([exit, report]).toMatchObject([6, { error: { code: 'out-of-time' } }]);
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
