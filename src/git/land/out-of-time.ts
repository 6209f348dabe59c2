// The errors for work that did not come to an end within its time.
import { DeployError } from '../../errors.ts';
import type { Attempts } from './attempts.ts';
import { BudgetSpent } from './budget.ts';
import type { FailureCount } from './retry.ts';

/**
 * Gives what a landing that ended without a doubt failed with.
 * @param error what ended it
 * @param stopped whether the process was told to stop
 * @returns the error itself, or `out-of-time` with the last failure where the time was over
 */
export function landingError(attempts: Attempts, error: unknown, stopped: boolean): unknown {
  if (!(error instanceof BudgetSpent)) return error;
  const { failures, pushes, tip } = attempts;
  const what = `Cannot finish the deploy${tip === undefined ? '' : ` to "${tip.branch}"`}`;
  return outOfTime(
    `${what}: ${reason(stopped)} after ${pushes} pushes`,
    'nothing was pushed: ',
    failures,
    stopped,
  );
}

/**
 * Gives what reading failed with.
 * @param name what messages call the repository
 * @param stopped whether the process was told to stop
 * @returns the error itself, or `out-of-time` with the last failure where the time was over
 */
export function readingError(
  name: string,
  failures: FailureCount,
  error: unknown,
  stopped: boolean,
): unknown {
  if (!(error instanceof BudgetSpent)) return error;
  return outOfTime(`Cannot read "${name}": ${reason(stopped)}`, '', failures, stopped);
}

const reason = (stopped: boolean): string => (stopped ? 'the job was stopped' : 'the time ran out');

function outOfTime(what: string, before: string, { last }: FailureCount, stopped: boolean): DeployError {
  const why = last === undefined ? '' : `; at last: ${last.message}`;
  const own = last === undefined ? [] : [last.remedy];
  const remedies = [
    ...(own.some((remedy) => remedy.includes('run it again')) ? [] : ['run it again']),
    ...own,
    ...(stopped ? [] : ['or raise timeout']),
  ];
  return new DeployError('out-of-time', `${what}${why}`, `${before}${remedies.join('; ')}`, { cause: last });
}
