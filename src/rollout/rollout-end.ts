// How a wait for a rollout ended.
import type { DeployError } from '../errors.ts';
import type { Standing } from './verdict.ts';

/** How a wait ended. */
export interface RolloutEnd extends Pick<Standing, 'statuses' | 'missing'> {
  /** `taken-back`: before it was decided; `unseen`: the host does not say what there is, and never will. */
  readonly is: 'succeeded' | 'failed' | 'taken-back' | 'timed-out' | 'stopped' | 'unseen';
  /** The commit of the branch that took ours back, where that ended the wait. */
  readonly takenBackBy: string | undefined;
  /** Names of those that are failures, and were so on the commit before already. */
  readonly failedBefore: readonly string[];
  /** What was wrong at the last look, where that is not that it takes time. */
  readonly error: DeployError | undefined;
}
