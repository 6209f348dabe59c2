// What the outcome of a run means to its deployment on GitHub; whatever else an outcome may say of it belongs here.
import type { DeploymentEnd } from '../hosts/github-deployment-record.ts';
import type { Outcome } from './outcome.ts';

/**
 * Says how a run leaves its deployment. What is proposed waits for others; what was left out for a newer run is inactive; where the
 * run has waited for the rollout, that decides.
 * @returns `undefined` where there is nothing to say
 */
export function deploymentEnd({
  result,
  rollout,
  pullRequestUrl,
  unchangedReason,
}: Pick<Outcome, 'result' | 'rollout' | 'pullRequestUrl' | 'unchangedReason'>): DeploymentEnd | undefined {
  switch (result) {
    case 'pushed':
    case 'merged':
      return afterRollout(rollout?.state ?? 'none');
    case 'unchanged':
      if (pullRequestUrl !== undefined || unchangedReason !== undefined) return undefined;
      return afterRollout(rollout?.state ?? 'none') === 'success' ? 'there' : undefined;
    case 'proposed':
      return 'queued';
    case 'failed':
      return 'failure';
    case 'unknown':
      return 'error';
    case 'superseded':
      return 'inactive';
    case 'dry-run':
    case 'edited':
      return undefined;
  }
}

/** Nobody knows of one that was not seen in time. */
function afterRollout(state: NonNullable<Outcome['rollout']>['state']): 'success' | 'failure' | 'error' {
  switch (state) {
    case 'none':
    case 'succeeded':
      return 'success';
    case 'failed':
      return 'failure';
    case 'timed-out':
      return 'error';
  }
}
