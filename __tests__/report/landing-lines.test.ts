// What has landed, and what has taken it back, as a log says it.
import { landingLines } from '../../src/report/landing-lines.ts';
import type { Report, ReportedRollback } from '../../src/report/report.ts';

const pushed: Report = {
  ...{ result: 'pushed', purpose: 'deploy', headline: 'web v2 to prod' },
  ...{ repository: 'https://git.acme.io/config.git', branch: 'main' },
  ...{ commit: '3f2a9c1b'.padEnd(40, '0'), commitUrl: undefined },
  ...{ pullRequestUrl: undefined, pullRequestNumber: undefined, attempts: 1, remote: undefined },
  ...{ supersededBy: undefined, previousSource: undefined, unchangedReason: undefined },
  ...{ durationMs: 800, changes: [], diff: '', rollout: undefined, error: undefined },
};
const back: ReportedRollback = {
  ...{ result: 'pushed', headline: 'web back to v1 in prod', commit: 'c0ffee12'.padEnd(40, '0') },
  ...{ commitUrl: 'https://git.acme.io/config/commit/c0ffee12', pullRequestUrl: undefined },
  ...{ pullRequestNumber: undefined, error: undefined },
};
const url = 'https://git.acme.io/config/pulls/7';

test.each<[string, ReportedRollback | undefined, readonly string[]]>([
  ['no rollback', undefined, []],
  [
    'a rollback that was pushed',
    back,
    [
      'Rolled web back to v1 in prod: c0ffee12 on main of https://git.acme.io/config.git',
      'https://git.acme.io/config/commit/c0ffee12',
    ],
  ],
  [
    'one that was merged',
    { ...back, result: 'merged', pullRequestUrl: url, pullRequestNumber: 7 },
    [
      'Merged web back to v1 in prod in pull request 7: c0ffee12 on main of https://git.acme.io/config.git',
      url,
    ],
  ],
  [
    'one that is proposed, on a branch of its own',
    { ...back, result: 'proposed', pullRequestUrl: url, pullRequestNumber: 7 },
    ['Proposed web back to v1 in prod in pull request 7: c0ffee12 on https://git.acme.io/config.git', url],
  ],
  ['one that somebody was faster than', { ...back, result: 'superseded', commit: undefined }, []],
  ['one that failed', { ...back, result: 'failed', commit: undefined }, []],
])('%s', (_, rollback, expected) => {
  const [, ...others] = landingLines({
    ...pushed,
    rollout: { state: 'failed', statuses: [], rollback },
  });
  expect(others).toEqual(expected);
});
