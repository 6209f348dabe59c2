// What an outcome means to the deployment on GitHub.
import { deploymentEnd } from '../../src/commands/deployment-end.ts';

const after = (state: 'succeeded' | 'failed' | 'timed-out' | 'none') => ({
  ...{ state, statuses: [], rollback: undefined },
});

const open = { pullRequestUrl: undefined, unchangedReason: undefined };

test.each([
  ['pushed', undefined, 'success'],
  ['merged', undefined, 'success'],
  ['pushed', 'none', 'success'],
  ['pushed', 'succeeded', 'success'],
  ['pushed', 'failed', 'failure'],
  ['merged', 'timed-out', 'error'],
  ['unchanged', undefined, 'there'],
  ['unchanged', 'succeeded', 'there'],
  ['unchanged', 'failed', undefined],
  ['proposed', undefined, 'queued'],
  ['failed', undefined, 'failure'],
  ['unknown', undefined, 'error'],
  ['superseded', undefined, 'inactive'],
  ['dry-run', undefined, undefined],
  ['edited', undefined, undefined],
] as const)('%s, and the rollout %s: %s', (result, state, end) => {
  expect(deploymentEnd({ ...open, result, rollout: state && after(state) })).toBe(end);
});

test.each([
  [
    'an open request that holds the change already',
    { pullRequestUrl: 'https://git.acme.io/acme/config/pulls/7' },
  ],
  ['a version that waits', { unchangedReason: 'it is held' }],
])('unchanged by %s says nothing of a deployment', (_, given) => {
  expect(deploymentEnd({ ...open, ...given, result: 'unchanged', rollout: undefined })).toBeUndefined();
});
