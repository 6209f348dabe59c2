// How a deploy stood at its end, by what its result says.
import type { DeployError } from '../errors.ts';
import type { DeployState } from '../notify/notification.ts';
import { stateAtEnd } from './known-outcome.ts';

/** What a run may end with, of which people are told. */
const results = ['pushed', 'proposed', 'merged', 'unchanged', 'superseded', 'failed', 'unknown'] as const;
const rollouts = ['none', 'succeeded', 'failed', 'timed-out'] as const;
const rollbacks = ['pushed', 'merged'] as const;

/**
 * Says how a deploy stood. What was only tried out is told as what it would have been.
 * @param result as it was reported
 * @param rollout how the wait for it ended, as it was reported; whatever else it is, nothing was waited for
 * @param rollback what became of taking it back, as it was reported
 * @param bad makes the error of a result that is none
 * @returns the state
 * @throws {DeployError} invalid-input
 */
export function recordedState(
  result: string | undefined,
  rollout: unknown,
  rollback: unknown,
  bad: (what: string) => DeployError,
): DeployState {
  if (result === undefined) throw bad('it has no "result"');
  if (result === 'dry-run' || result === 'edited') return 'pushed';
  const known = results.find((each) => each === result);
  if (known === undefined) throw bad(`"${result}" is no result of a deploy`);
  const state = rollouts.find((each) => each === rollout) ?? 'none';
  const takenBack = rollbacks.find((each) => each === rollback);
  return stateAtEnd(known, { state, rollback: takenBack && { result: takenBack } });
}
