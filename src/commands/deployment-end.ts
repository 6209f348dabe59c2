// What the outcome of a run means to its deployment on GitHub; whatever else an outcome may say of it belongs here.
import type { DeploymentEnd } from '../hosts/github-deployment-record.ts';
import type { Outcome } from './outcome.ts';

/**
 * Says how a run leaves its deployment. What is proposed waits for others; what was left out for a newer run is inactive.
 * @returns `undefined` for what is no deploy
 */
export function deploymentEnd({ result }: Pick<Outcome, 'result'>): DeploymentEnd | undefined {
  switch (result) {
    case 'pushed':
    case 'merged':
      return 'success';
    case 'unchanged':
      return 'there';
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
