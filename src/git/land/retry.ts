// Trying again, with full jitter: bounded by the class of the failure and by the budget.
import pRetry from 'p-retry';
import { RemoteError, type Retry } from '../../http/remote-error.ts';
import type { Budget } from './budget.ts';
import type { FailureCount } from './failure-count.ts';

/** How a job is tried again. */
export interface RetryOptions {
  readonly failures: FailureCount;
  readonly budget: Budget;
  /** Gives the step of the backoff, from 1. */
  readonly backoffStep: () => number;
  /** Gives the wait behind a failure that has one of its own; `undefined`: the backoff is waited. */
  readonly ownWait: (error: Error) => Promise<void> | undefined;
  readonly log: (line: string) => void;
}

/**
 * Runs a job again and again, as long as its failures may pass and there is time.
 * @param job gets the number of the attempt, from 1
 * @returns its result
 * @throws {BudgetSpent} when the time is over, else what the job failed with at last
 */
export async function withRetries<T>(
  job: (attempt: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { failures, budget } = options;
  budget.mustGoOn();
  return budget.untilEnd(() =>
    pRetry(job, {
      // The class of the failure and the budget are the bounds.
      retries: Number.POSITIVE_INFINITY,
      signal: budget.endSignal,
      // p-retry's own wait has neither full jitter nor what a server asks for.
      minTimeout: 0,
      onFailedAttempt: async ({ error }) => {
        failures.note(error, budget.monotonicNow());
        if (failures.mayRetry(error)) await (options.ownWait(error) ?? waitAfter(error, options));
      },
      shouldRetry: ({ error }) => failures.mayRetry(error),
    }),
  );
}

/** As long as the server asks, else with full jitter; where tries are counted, half of it is sure to be waited. */
async function waitAfter(error: Error, { failures, budget, backoffStep, log }: RetryOptions): Promise<void> {
  const { retry } = error instanceof RemoteError ? error : {};
  const backoff = backoffMs(backoffStep(), isCounted(retry) ? 0.5 : 0, budget.random());
  const ms = Math.max(failures.askedMs, backoff);
  const isOver = budget.stopSignal.aborted || budget.endSignal.aborted;
  // The first, the second, the fourth, the eighth: enough to see that it goes on.
  if (!isOver && Number.isInteger(Math.log2(failures.inARow)))
    log(`${error.message}; trying again in ${(ms / 1000).toFixed(1)} s`);
  await budget.pause(ms);
}

function isCounted(retry: Retry | undefined): boolean {
  return retry === 'a-while' || retry === 'seconds';
}

/**
 * Gives a wait with full jitter, milliseconds: any time up to a limit that doubles with every try, at most 5000.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param step counts from 1
 * @param least the share of the limit that is waited in any case, 0 to 1
 * @param random 0 to 1
 */
function backoffMs(step: number, least: number, random: number): number {
  const limit = Math.min(5000, 100 * 2 ** Math.min(step - 1, 10));
  return (least + (1 - least) * random) * limit;
}
