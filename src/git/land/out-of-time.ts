// The errors for work that did not come to an end within its time.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import type { Attempts } from './attempts.ts';
import { BudgetSpent } from './budget.ts';
import type { FailureCount } from './failure-count.ts';

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
    `${what}: ${endReason(error, failures, stopped)} after ${pushes} pushes`,
    'nothing was pushed: ',
    failures,
    stopped ? [] : [longer(error, failures)],
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
  const what = `Cannot read "${name}": ${endReason(error, failures, stopped)}`;
  return outOfTime(what, '', failures, stopped ? [] : [longer(error, failures)]);
}

/**
 * Says why no more was tried.
 * @param stopped whether the process was told to stop
 * @returns a part of a sentence
 */
export function endReason(spent: BudgetSpent, failures: FailureCount, stopped: boolean): string {
  if (stopped) return 'the job was stopped';
  const wait = askedWait(spent, failures);
  return wait === undefined
    ? 'the time ran out'
    : `the server asks to wait ${wait} s, which is more than the time that is left`;
}

/** The longest `timeout` there is, minutes. */
const mostMinutes = 6 * 60;

/** How much more time would help. */
function longer(spent: BudgetSpent, failures: FailureCount): string {
  const wait = askedWait(spent, failures);
  if (wait === undefined) return `or raise ${inputName('timeout')}`;
  // A minute beside the wait: for what went before it, and for the deploy itself.
  const minutes = Math.ceil(wait / 60) + 1;
  return minutes > mostMinutes
    ? `but not before ${minutes} minutes have passed`
    : `or set ${inputName('timeout')} to at least ${minutes}m`;
}

/** A shorter wait is none that the server asked for: it is the pause before another try. */
const leastAskedMs = 5000;

/** Seconds that the server asked for, where they were too many. */
function askedWait({ waitMs }: BudgetSpent, { askedMs }: FailureCount): number | undefined {
  if (waitMs === undefined || askedMs < Math.max(waitMs, leastAskedMs)) return undefined;
  return Math.ceil(waitMs / 1000);
}

function outOfTime(
  what: string,
  before: string,
  { last }: FailureCount,
  more: readonly string[],
): DeployError {
  const why = last === undefined ? '' : `; at last: ${last.marked.message}`;
  const own = last === undefined ? [] : [last.marked.remedy];
  const remedies = [
    ...(own.some((remedy) => remedy.includes('run it again')) ? [] : ['run it again']),
    ...own,
    ...more,
  ];
  return new DeployError('out-of-time', `${what}${why}`, `${before}${remedies.join('; ')}`, { cause: last });
}
