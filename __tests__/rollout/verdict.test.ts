// The rule by which a rollout is judged: statuses in, verdict out.
import type { CommitStatus } from '../../src/hosts/commit-statuses.ts';
import { judgeRollout, nothingKnown, type RolloutReading, type Standing } from '../../src/rollout/verdict.ts';

/** `apps+B@5`: a success of `kustomization/apps` on commit B at second 5; `-` a failure, `?` pending. A slash makes it a whole name. */
function statusOf(text: string): CommitStatus {
  const [, name = '', sign = '', commit = '', at = '0'] = /^(.+?)([+?-])([A-Z])(?:@(\d+))?$/.exec(text) ?? [];
  const state = sign === '+' ? 'success' : sign === '-' ? 'failure' : 'pending';
  const whole = name.includes('/') ? name : `kustomization/${name}/0c9c2e41`;
  return { name: whole, state, commit, at: Number(at) * 1000, description: '', url: undefined };
}

interface Case {
  /** Ours is C, and the branch goes on with D, E. */
  readonly commits?: string;
  readonly patterns?: readonly string[];
  /** Names of the commit before, or statuses. */
  readonly before?: readonly string[];
  readonly earlier?: readonly string[];
  /** What is there at each look, and when that is, seconds. */
  readonly looks: readonly (readonly [at: number, statuses: string])[];
  readonly is: Standing['is'];
  readonly missing?: readonly string[];
  readonly decided?: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'silence is no success': {
    looks: [
      [0, ''],
      [600, ''],
    ],
    is: 'waiting',
  },
  'a success on our commit is one': { looks: [[0, 'apps+C']], is: 'succeeded', decided: ['apps+C'] },
  'a success on a commit that contains ours is one: ours was skipped': {
    commits: 'CDE',
    looks: [[0, 'apps+E']],
    is: 'succeeded',
    decided: ['apps+E'],
  },
  'a success on a commit before ours says nothing': { looks: [[0, 'apps+B']], is: 'waiting' },
  'a success on a commit of another branch says nothing': { looks: [[0, 'apps+X']], is: 'waiting' },
  'a status of our commit that was there before it came onto the branch says nothing': {
    earlier: ['apps+C@1'],
    looks: [[0, 'apps+C@1']],
    is: 'waiting',
  },
  'a later one of the same name and state counts beside such a status': {
    earlier: ['apps+C@1'],
    looks: [[0, 'apps+C@1 apps+C@2']],
    is: 'succeeded',
  },
  'a failure does not count at once': { looks: [[0, 'apps-C']], is: 'waiting' },
  'a failure that stays counts': {
    looks: [
      [0, 'apps-C'],
      [30, 'apps-C'],
    ],
    is: 'failed',
  },
  'a failure that is seen a moment less than the grace does not': {
    looks: [
      [0, 'apps-C'],
      [29.9, 'apps-C'],
    ],
    is: 'waiting',
  },
  'a failure on a later commit that stays counts: ours may never have worked': {
    commits: 'CD',
    looks: [
      [0, 'apps-D'],
      [31, 'apps-D'],
    ],
    is: 'failed',
  },
  'a failure on a commit before ours says nothing': {
    looks: [
      [0, 'apps-B'],
      [60, 'apps-B'],
    ],
    is: 'waiting',
  },
  'a later commit that fails and then succeeds took ours along': {
    commits: 'CDE',
    looks: [
      [0, 'apps-D@1'],
      [20, 'apps-D@1 apps+E@20'],
    ],
    is: 'succeeded',
    decided: ['apps+E@20'],
  },
  'a failure of ours that a later commit fixes within the grace is no failure': {
    commits: 'CD',
    looks: [
      [0, 'apps-C@1'],
      [29, 'apps-C@1 apps+D@29'],
    ],
    is: 'succeeded',
  },
  'a success of ours stays one, whatever a later commit breaks': {
    commits: 'CD',
    looks: [
      [0, 'apps+C@1 apps-D@9'],
      [60, 'apps+C@1 apps-D@9'],
    ],
    is: 'succeeded',
  },
  'a success between two failures is one': {
    looks: [
      [0, 'apps-C@1 apps+C@2 apps-C@3'],
      [60, 'apps-C@1 apps+C@2 apps-C@3'],
    ],
    is: 'succeeded',
  },
  'a failure after which something goes on is not the last word': {
    commits: 'CD',
    looks: [
      [0, 'apps-C@1'],
      [40, 'apps-C@1 apps?D@35'],
    ],
    is: 'waiting',
    missing: ['apps?D@35'],
  },
  'a failure that goes on elsewhere keeps its time': {
    commits: 'CD',
    looks: [
      [0, 'apps-C@1'],
      [20, 'apps-D@20'],
      [30, 'apps-D@20'],
    ],
    is: 'failed',
  },
  'a failure that was gone for a look begins again': {
    commits: 'CD',
    looks: [
      [0, 'apps-C@1'],
      [20, 'apps?D@20'],
      [35, 'apps-D@35'],
      [60, 'apps-D@35'],
    ],
    is: 'waiting',
  },
  'where two statuses have one time, the later commit is the newer one': {
    commits: 'CD',
    looks: [
      [0, 'apps?D@1 apps-C@1'],
      [60, 'apps-C@1 apps?D@1'],
    ],
    is: 'waiting',
  },
  'what is pending is no success': { looks: [[0, 'apps?C']], is: 'waiting', missing: ['apps?C'] },
  'each name that was seen has to succeed': {
    looks: [[0, 'apps+C infra?C']],
    is: 'waiting',
    missing: ['infra?C'],
  },
  'one that fails is enough to fail': {
    looks: [
      [0, 'apps+C infra-C'],
      [30, 'apps+C infra-C'],
    ],
    is: 'failed',
  },
  'the grace of one name is not that of another': {
    looks: [
      [0, 'apps-C@0'],
      [20, 'apps-C@0 infra-C@20'],
      [25, 'apps+C@25 infra-C@20'],
      [45, 'apps+C@25 infra-C@20'],
    ],
    is: 'waiting',
  },
  'a Kustomization that the commit before had is waited for': {
    before: ['kustomization/apps/0c9c2e41', 'kustomization/flux-system/0c9c2e41'],
    looks: [[0, 'flux-system+C']],
    is: 'waiting',
    missing: ['kustomization/apps/0c9c2e41'],
  },
  'what had failed before already waits for the rest, which may fail by ours': {
    before: ['infra-B', 'apps+B'],
    looks: [
      [0, 'infra-C'],
      [60, 'infra-C apps?C'],
    ],
    is: 'waiting',
  },
  'a failure that is new decides beside one that is old': {
    before: ['infra-B', 'apps+B'],
    looks: [
      [0, 'infra-C apps-C'],
      [30, 'infra-C apps-C'],
    ],
    is: 'failed',
  },
  'where the rest has succeeded, what had failed before decides': {
    before: ['infra-B', 'apps+B'],
    looks: [
      [0, 'infra-C'],
      [30, 'infra-C apps+C'],
    ],
    is: 'failed',
  },
  'an application of Argo CD that the commit before had is not: only what changed is synced': {
    before: ['continuous-delivery/api'],
    looks: [[0, 'continuous-delivery/web+C']],
    is: 'succeeded',
  },
  'a check of the pipeline says nothing': { looks: [[0, 'ci/lint+C ci/test+C']], is: 'waiting' },
  'that the commit was fetched says nothing': {
    looks: [[0, 'gitrepository/flux-system/0c9c2e41+C']],
    is: 'waiting',
  },
  'every pattern is waited for': {
    patterns: ['kustomization/apps', 'kustomization/infra'],
    looks: [[0, 'apps+C']],
    is: 'waiting',
    missing: ['kustomization/infra'],
  },
  'every pattern that has its success is enough, whatever else is there': {
    patterns: ['kustomization/apps', 'deploy/*'],
    before: ['kustomization/infra/0c9c2e41'],
    looks: [
      [0, 'apps+C deploy/eu+C infra-C'],
      [60, 'apps+C deploy/eu+C infra-C'],
    ],
    is: 'succeeded',
  },
  'the same Kustomization of two clusters has to succeed in both': {
    patterns: ['kustomization/apps'],
    looks: [[0, 'kustomization/apps/0c9c2e41+C kustomization/apps/aaaaaaaa?C']],
    is: 'waiting',
  },
  'names are the same in any case': {
    patterns: ['Kustomization/Apps'],
    looks: [[0, 'apps+C']],
    is: 'succeeded',
  },
};

test.each(Object.entries(cases))(
  '%s',
  (_name, { commits = 'C', patterns = [], before = [], earlier = [], looks, is, missing, decided }) => {
    let standing = nothingKnown;
    for (const [at, text] of looks) {
      const statuses = text.split(' ').filter(Boolean).map(statusOf);
      const reading: RolloutReading = {
        commits: commits.split(''),
        statuses,
        patterns,
        before: before.map((each) => statusOf(/[+?-][A-Z]$/.test(each) ? each : `${each}+B`)),
        earlier: earlier.map(statusOf),
      };
      standing = judgeRollout(reading, standing.failingSince, at * 1000, 30_000);
    }
    expect(standing.is).toBe(is);
    if (decided !== undefined) expect(standing.statuses).toEqual(decided.map(statusOf));
    const namesOf = (texts: readonly string[]) =>
      texts.map((text) => (/[+?-][A-Z](?:@|$)/.test(text) ? statusOf(text).name : text));
    if (missing !== undefined) expect(standing.missing).toEqual(namesOf(missing));
  },
);

test('the order in which statuses are listed decides nothing', () => {
  const statuses = ['apps-C@1', 'apps?D@3', 'apps-D@2', 'infra+C@1', 'infra-D@4'].map(statusOf);
  const reading = { commits: ['C', 'D'], patterns: [], before: [], earlier: [] };
  const judged = [statuses, statuses.toReversed()].map((each) => {
    const { is, statuses: decisive } = judgeRollout({ ...reading, statuses: each }, new Map(), 0, 0);
    return [is, decisive.map(({ name, at }) => `${name} ${at}`).sort()];
  });
  expect(judged[0]).toEqual(judged[1]);
  expect(judged[0]).toEqual([
    'waiting',
    ['kustomization/apps/0c9c2e41 3000', 'kustomization/infra/0c9c2e41 1000'],
  ]);
});
