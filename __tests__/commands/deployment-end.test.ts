// What an outcome means to the deployment on GitHub.
import { deploymentEnd } from '../../src/commands/deployment-end.ts';

const after = (state: 'succeeded' | 'failed' | 'timed-out' | 'none') => ({ state, statuses: [] });

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
  expect(deploymentEnd({ result, rollout: state && after(state) })).toBe(end);
});
