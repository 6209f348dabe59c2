// How a wait for a rollout ended.
import type { DeployError } from '../errors.ts';
import type { Standing } from './verdict.ts';

/** How a wait ended. */
export interface RolloutEnd extends Pick<Standing, 'statuses' | 'missing'> {
  /** `unseen`: the host does not say what there is, and never will. */
  readonly is: 'succeeded' | 'failed' | 'timed-out' | 'stopped' | 'unseen';
  /** Names of those that are failures, and were so on the commit before already. */
  readonly failedBefore: readonly string[];
  /** What was wrong at the last look, where that is not that it takes time. */
  readonly error: DeployError | undefined;
}
