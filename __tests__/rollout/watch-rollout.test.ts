// The wait itself, on a clock that the test moves: when it looks, what it forgives, and how it ends.
import type { CommitStatus } from '../../src/hosts/commit-statuses.ts';
import { RemoteError, type Retry } from '../../src/http/remote-error.ts';
import { BranchFollower } from '../../src/rollout/branch-follower.ts';
import { rolloutError } from '../../src/rollout/rollout-error.ts';
import { RolloutWatch } from '../../src/rollout/watch-rollout.ts';
import { until } from '../../testing/until.ts';

type Answer = readonly CommitStatus[] | Error;

const status = (
  state: CommitStatus['state'],
  commit = 'C',
  name = 'kustomization/apps/0c9c2e41',
): CommitStatus => ({
  ...{ name, state, commit, at: 1, description: 'health check failed', url: undefined },
});
const remote = (
  retry: Retry,
  code: 'push-refused' | 'permission-denied' | 'authentication-failed' = 'push-refused',
  retryAfterMs?: number,
) =>
  new RemoteError(
    code,
    retry,
    'Cannot read the statuses of a commit on "acme/config": it says no',
    'ask it',
    { retryAfterMs },
  );

const root = (id: string) => ({ id, parents: [], message: '' });

/** Waits on a clock that only pauses move; every look takes an answer, the last one stays. */
async function watch(
  answers: readonly Answer[],
  more: {
    graceMs?: number;
    waitMs?: number;
    log?: string[];
    wasElsewhere?: boolean;
    before?: readonly string[];
    signal?: AbortSignal;
    reverted?: boolean;
  } = {},
) {
  const {
    graceMs = 0,
    waitMs = 60_000,
    log = [],
    wasElsewhere = false,
    before = [],
    signal = new AbortController().signal,
    reverted = false,
  } = more;
  const own = { id: 'C', parents: before, message: '' };
  const revert = { id: 'R', parents: ['C'], message: 'Revert "x"\n\nThis reverts commit C.' };
  let looks = 0;
  let now = 0;
  const pauses: number[] = [];
  const world = {
    statuses: {
      of: async () => {
        const answer = answers[Math.min(looks, answers.length - 1)] ?? [];
        looks += 1;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    branch: new BranchFollower(
      'main',
      'C',
      true,
      {
        snapshot: async () => ({ commit: 'C' }),
        log: async () => [...(reverted ? [revert] : []), own, ...before.map(root)],
      },
      (line) => log.push(line),
    ),
    monotonicNow: () => now,
    pause: async (ms: number) => {
      pauses.push(ms);
      now += ms;
    },
    random: () => 0,
    signal,
    log: (line: string) => void log.push(line),
  };
  const end = await new RolloutWatch({ patterns: [], graceMs, deadline: waitMs, wasElsewhere }, world).end();
  return { ...end, looks, pauses };
}

test('what is live already needs one look', async () => {
  expect(await watch([[status('success')]])).toMatchObject({ is: 'succeeded', looks: 1, error: undefined });
});

test('a status that comes later is seen, and said once', async () => {
  const log: string[] = [];
  const end = await watch([[], [status('pending')], [status('pending')], [status('success')]], { log });
  expect(end).toMatchObject({ is: 'succeeded', looks: 4 });
  expect(log).toEqual([
    'kustomization/apps/0c9c2e41: pending on C (health check failed)',
    'kustomization/apps/0c9c2e41: success on C (health check failed)',
  ]);
});

test('a failure is looked at again when its time is over, and not before', async () => {
  expect(await watch([[status('failure')]], { graceMs: 100 })).toMatchObject({
    is: 'failed',
    pauses: [100],
  });
});

test.each<[string, Answer, { is: string; takenBackBy: string | undefined; says: string | undefined }]>([
  [
    'a pending one',
    [status('pending')],
    {
      is: 'taken-back',
      takenBackBy: 'R',
      says: 'commit "R" took it back before anything said that it is live',
    },
  ],
  [
    'a failure that may pass',
    [status('failure')],
    {
      ...{ is: 'taken-back', takenBackBy: 'R' },
      says: 'that it is live; "kustomization/apps/0c9c2e41" failed on C: health check failed',
    },
  ],
  ['a success', [status('success')], { is: 'succeeded', takenBackBy: undefined, says: undefined }],
])('with %s, one look is enough where somebody has taken ours back', async (_, answer, { says, ...ends }) => {
  const end = await watch([answer], { reverted: true, graceMs: 30_000 });
  expect(end).toMatchObject({ ...ends, pauses: [] });
  const error = rolloutError(end, { commit: 'C', branch: 'main', waitMs: 60_000 });
  expect([error?.code, error?.message]).toEqual(
    says === undefined ? [undefined, undefined] : ['rollout-failed', expect.stringContaining(says)],
  );
});

test('silence ends with the time', async () => {
  const end = await watch([[]], { waitMs: 30_000 });
  expect(end).toMatchObject({ is: 'timed-out', statuses: [], missing: [] });
  // The last look is a second before the end.
  expect(end.pauses.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(29_000);
  const error = rolloutError(end, { commit: 'C', branch: 'main', waitMs: 600_000 });
  expect([error?.code, error?.message]).toEqual([
    'rollout-timed-out',
    expect.stringMatching(
      /no status that counts has come within 10m; silence is no success, and some versions of agents say nothing of failures$/,
    ),
  ]);
});

test('what our commit was said to be on another branch does not count', async () => {
  const preview = { ...status('success'), at: 0 };
  expect(
    await watch([[preview], [preview], [preview, status('success')]], { wasElsewhere: true }),
  ).toMatchObject({ is: 'succeeded', looks: 3 });
});

test.each([
  ['an outage is waited for', [remote('later'), remote('later'), [status('success')]], 'succeeded', 3],
  [
    'a host that does not know the commit yet is asked again',
    [remote('never', 'permission-denied'), [status('success')]],
    'succeeded',
    2,
  ],
  ['a right that lacks for good ends the wait', [remote('never', 'permission-denied')], 'unseen', 3],
  ['a token that is not accepted ends it at once', [remote('never', 'authentication-failed')], 'unseen', 1],
  [
    'a limit that ends behind the wait is the last word',
    [remote('later', 'push-refused', 3_600_000)],
    'timed-out',
    2,
  ],
] as const)('%s', async (_name, answers, is, looks) => {
  const end = await watch(answers, { waitMs: 30_000 });
  expect([end.is, end.looks]).toEqual([is, looks]);
  if (is !== 'succeeded')
    expect(rolloutError(end, { commit: 'C', branch: 'main', waitMs: 1 })?.message).toContain('it says no');
});

test('a job that is stopped waits no longer', async () => {
  const stop = new AbortController();
  const ended = watch([[]], { signal: stop.signal });
  stop.abort('SIGTERM');
  expect(await ended).toMatchObject({ is: 'stopped' });
});

test('what had failed before is the end once the time is over, and until then it is no reason to look all the time', async () => {
  const [infra, apps] = [status('failure', 'B', 'kustomization/infra'), status('success', 'B')];
  const again = status('failure', 'C', 'kustomization/infra');
  const end = await watch([[again], [infra, apps], [again]], { before: ['B'], waitMs: 30_000 });
  expect([end.is, end.failedBefore, end.missing]).toEqual([
    ...['failed', ['kustomization/infra'], [status('success').name, 'kustomization/infra']],
  ]);
  expect(Math.min(...end.pauses.slice(0, -1))).toBeGreaterThan(700);
});

test('what is new is seen behind what had failed before', async () => {
  const [infra, apps] = [status('failure', 'B', 'kustomization/infra'), status('success', 'B')];
  const again = status('failure', 'C', 'kustomization/infra');
  const own = [again, status('failure')];
  const end = await watch([[again], [infra, apps], own, [infra, apps]], { before: ['B'] });
  expect([end.is, end.failedBefore]).toEqual(['failed', ['kustomization/infra']]);
  expect(end.statuses.filter(({ state }) => state === 'failure').length).toBe(2);
});

test('ours is asked about beside the branch, which is read whole at once', async () => {
  const asked: string[] = [];
  const log = [{ id: 'C', parents: [], message: '' }];
  const reader = {
    snapshot: async () => {
      asked.push('tip');
      return { commit: log[0]?.id ?? '' };
    },
    log: async () => {
      asked.push('log');
      await until('ours is asked about', () => asked.includes('C'));
      return [...log];
    },
  };
  const branch = new BranchFollower('main', 'C', true, reader, () => undefined);
  const of = async (commit: string) => {
    asked.push(commit);
    if (asked.length > 4 && log.length === 1) log.unshift({ id: 'D', parents: ['C'], message: '' } as never);
    return commit === 'D' ? [status('success', 'D')] : [];
  };
  const clock = { monotonicNow: () => 0, pause: async () => undefined, random: () => 0 };
  const world = {
    statuses: { of },
    branch,
    ...clock,
    signal: new AbortController().signal,
    log: () => undefined,
  };
  const watched = { patterns: [], graceMs: 0, deadline: 60_000, wasElsewhere: false };
  expect((await new RolloutWatch(watched, world).end()).is).toBe('succeeded');
  expect(asked).toEqual(['C', 'log', 'C', 'tip', 'C', 'tip', 'log', 'D']);
});

test.each<[string, Answer, Answer, boolean]>([
  ['was a failure on the commit before too', [status('failure', 'B')], [status('failure', 'B')], true],
  ['was one there by the time that it counts', [], [status('failure', 'B')], true],
  ['was one there, and cannot be read again', [status('failure', 'B')], remote('never'), true],
  ['was there without a word', [], [], false],
  [
    'was a success there at last',
    [status('failure', 'B')],
    [{ ...status('success', 'B'), at: 2 }, status('failure', 'B')],
    false,
  ],
  ['had another name there', [], [status('failure', 'B', 'kustomization/db')], false],
])('what fails %s', async (_, first, last, expected) => {
  const end = await watch([[status('failure')], first, last], { before: ['B'] });
  expect([end.is, end.failedBefore]).toEqual(['failed', expected ? [status('failure').name] : []]);
});
