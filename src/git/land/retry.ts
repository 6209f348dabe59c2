// Trying again: bounded by the class of the failure and by the budget.
import pRetry from 'p-retry';
import { RemoteError, type Retry } from '../../http/remote-error.ts';
import type { Budget } from './budget.ts';

/** How many failures of a class are allowed, one after the other, while the branch does not move. */
const mostFailures: Readonly<Record<Retry, number>> = {
  never: 0,
  once: 1,
  twice: 2,
  seconds: 8,
  'a-while': 8,
  later: Number.POSITIVE_INFINITY,
};

/** What passes within seconds has passed after these, milliseconds: a name server takes up to 10 s for each answer. */
const secondsMs = 5000;

/** The failures of one job, one after the other. */
export class FailureCount {
  readonly #byClass = new Map<Retry, number>();
  #firstOfRowMs = 0;
  #lastMs = 0;
  #inARow = 0;
  #last: RemoteError | undefined;
  #outages = 0;
  #lastOutage: RemoteError | undefined;

  get inARow(): number {
    return this.#inARow;
  }

  get last(): RemoteError | undefined {
    return this.#last;
  }

  /** How often the server failed, whatever it was asked; a refusal is no failure of its. */
  get outages(): number {
    return this.#outages;
  }

  get lastOutage(): RemoteError | undefined {
    return this.#lastOutage;
  }

  /**
   * Counts a failure. Everything but a RemoteError ends the job, so that it need not be counted.
   * @param nowMs milliseconds of the monotonic clock
   */
  note(error: unknown, nowMs: number): void {
    if (!(error instanceof RemoteError)) return;
    if (this.#last?.retry !== error.retry) this.#firstOfRowMs = nowMs;
    this.#lastMs = nowMs;
    this.#byClass.set(error.retry, (this.#byClass.get(error.retry) ?? 0) + 1);
    this.#inARow += 1;
    this.#last = error;
    if (error.code !== 'out-of-time' && error.applied === 'no') return;
    this.#outages += 1;
    this.#lastOutage = error;
  }

  /** Tells whether to try again after a failure that was counted. */
  mayRetry(error: unknown): boolean {
    if (!(error instanceof RemoteError)) return false;
    if (error.retry === 'seconds' && this.#lastMs - this.#firstOfRowMs >= secondsMs) return false;
    return (this.#byClass.get(error.retry) ?? 0) <= mostFailures[error.retry];
  }

  /** Starts again after somebody's push: it makes an outage another one, and a refusal no other. */
  startAnew(): void {
    this.#inARow = 0;
    this.#byClass.delete('a-while');
    this.#byClass.delete('seconds');
  }
}

/**
 * Tells how often a refusal is allowed that no other push explains.
 * @param retry its class
 * @returns how many times, at least once
 */
export function mostRefusals(retry: Retry): number {
  return Math.max(1, mostFailures[retry]);
}

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
  const { retryAfterMs, retry } = error instanceof RemoteError ? error : {};
  const backoff = backoffMs(backoffStep(), isCounted(retry) ? 0.5 : 0, budget.random());
  const ms = Math.max(retryAfterMs ?? 0, backoff);
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
