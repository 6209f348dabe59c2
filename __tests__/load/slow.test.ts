import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allAtOnce } from '../../testing/all-at-once.ts';
import { type BareRepository, openBareRepository } from '../../testing/bare-repository.ts';
import type { Kind } from '../../testing/fault-proxy.ts';
import { inScene, token } from '../../testing/fault-scene.ts';
import {
  answerFrom,
  drip,
  endlessAdvertisement,
  landLate,
  resetAfterApply,
  resetBeforeRead,
  silence,
  stall,
} from '../../testing/faults.ts';
import { startGitServer } from '../../testing/git-server.ts';

const always = Number.POSITIVE_INFINITY;

const kinds: readonly Kind[] = ['advertise-read', 'read', 'push'];
const faults = [
  { what: 'never answers', fault: silence },
  { what: 'stalls in the middle of the answer', fault: stall },
  { what: 'sends a byte a second', fault: drip(1000) },
];

describe('a server that forever', () => {
  const rows = kinds.flatMap((kind) => faults.map((each) => ({ ...each, kind })));
  const endingOf = allAtOnce(rows, ({ fault, kind }) =>
    inScene({}, async (scene) => {
      scene.proxy.inject(fault, [kind], always);
      const { exit } = await scene.deploy({ timeout: '6s' });
      return { exit, tries: scene.proxy.count(kind), complaints: await scene.settle() };
    }),
  );

  test.each(rows)('$what to "$kind" is tried again within the budget, and no longer', (row) => {
    const { exit, tries, complaints } = endingOf(row);
    // A push may still land, or be found just in time.
    expect(row.kind === 'push' ? [0, 7] : [6]).toContain(exit);
    expect(tries).toBeGreaterThan(exit === 0 ? 0 : 1);
    expect(complaints).toEqual([]);
  });
});

describe('a server that once', () => {
  const rows = kinds.flatMap((kind) => faults.slice(0, 2).map((each) => ({ ...each, kind })));
  const endingOf = allAtOnce(rows, ({ fault, kind }) =>
    inScene({}, async (scene) => {
      scene.proxy.inject(fault, [kind]);
      const { result } = await scene.deploy({ timeout: '12s' });
      const commits = await scene.server.repository.log();
      return { result, commits, complaints: await scene.settle() };
    }),
  );

  test.each(rows)('$what to "$kind" is asked again, and the deploy lands once', (row) => {
    const { result, commits, complaints } = endingOf(row);
    expect([result, commits.length, complaints]).toEqual(['pushed', 2, []]);
  });
});

test('a push that lands after the budget is unknown, and lands once at most', () =>
  inScene({}, async (scene) => {
    scene.proxy.inject(landLate(3000), ['push'], always);
    const { exit, report } = await scene.deploy({ timeout: '2s' });
    expect([exit, report.result]).toEqual([7, 'unknown']);
    expect(await scene.settle()).toEqual([]);
    expect(await scene.server.repository.log()).toEqual([report.commit, expect.any(String)]);
  }));

test('an advertisement without an end is refused, and little of it is kept in memory', () =>
  inScene({}, async (scene) => {
    scene.proxy.inject(endlessAdvertisement, ['advertise-read'], always);
    const before = process.memoryUsage().rss;
    const { exit, report } = await scene.deploy();
    expect([exit, report.error?.code]).toEqual([4, 'not-a-git-server']);
    expect(report.error?.message).toContain('does not end');
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(300);
    expect(await scene.settle()).toEqual([]);
  }));

test('where fetches are served from a copy some seconds old, the deploy lands once', () =>
  inScene({}, async (scene) => {
    const { repository } = scene.server;
    const copy = await startGitServer({ token, repository: await copyOf(repository) });
    try {
      await repository.commit({ 'other.yaml': 'x\n' });
      scene.proxy.inject(answerFrom(copy.url), ['advertise-read', 'read'], 6);
      expect(await scene.deploy()).toMatchObject({ exit: 0, result: 'pushed' });
      expect(await scene.settle()).toEqual([]);
      expect(await repository.log()).toHaveLength(3);
    } finally {
      await copy.close();
      await copy.repository.remove();
    }
  }));

test('where they are from a push in doubt on, it stays in doubt as long as nobody shows more', () =>
  inScene({}, async (scene) => {
    const pushed = new Set<string>();
    const { repository } = scene.server;
    const copy = await startGitServer({ token, repository: await copyOf(repository) });
    try {
      await repository.commit({ 'other.yaml': 'x\n' });
      scene.proxy.inject(
        async (exchange) => {
          // Before the connection is reset: a reader that comes at once must not see the real tip.
          scene.proxy.inject(answerFrom(copy.url), ['advertise-read', 'read'], always);
          scene.proxy.inject(resetBeforeRead, ['push'], always);
          await resetAfterApply(exchange);
          for (const hash of await repository.log()) pushed.add(hash);
        },
        ['push'],
        1,
      );
      const { exit, report } = await scene.deploy({ timeout: '8s' });
      expect([exit, report.result]).toEqual([7, 'unknown']);
      // Both are named: the one that landed, and one on the tip that the copy shows.
      const named = report.error?.message.match(/[0-9a-f]{40}/g) ?? [];
      expect(named.length).toBeGreaterThan(1);
      expect(named.filter((hash) => pushed.has(hash))).toHaveLength(1);
      expect(await scene.settle()).toEqual([]);
    } finally {
      await copy.close();
      await copy.repository.remove();
    }
  }));

async function copyOf({ root }: BareRepository): Promise<BareRepository> {
  const copy = await mkdtemp(join(tmpdir(), 'gitops-deploy-copy-'));
  await cp(root, copy, { recursive: true });
  return openBareRepository(copy, 'main');
}
