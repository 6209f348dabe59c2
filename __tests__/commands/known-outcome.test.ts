import { answersEarlier } from '../../src/commands/known-outcome.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { DeployState } from '../../src/notify/notification.ts';

test.each<[DeployState, ErrorCode | undefined, boolean]>([
  ['pushed', undefined, true],
  ['merged', undefined, true],
  ['rolled-back', 'rollout-failed', true],
  ['superseded', undefined, true],
  ['failed', 'superseded', true],
  ['failed', 'push-refused', false],
  ['proposed', undefined, false],
  ['unchanged', undefined, false],
  ['unknown', 'outcome-unknown', false],
])('%s (%s) is said in the threads of earlier deploys: %s', (state, code, expected) => {
  const error = code && { code, message: '', remedy: '' };
  expect(answersEarlier({ state, error })).toBe(expected);
});
