// Trying a host's API again, as long as it may help and there is time.
import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { DeployError } from '../errors.ts';
import { RemoteError, type Retry } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';

/** The clock, chance, and the end of the time. */
export interface ApiBudgetOptions {
  /** What is done with it, as the middle of "Cannot ...: the time is over". */
  readonly task: string;
  /** The end of the whole budget, milliseconds of the monotonic clock. */
  readonly deadline: number;
  readonly monotonicNow: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** How often a failure of a class is tried again. */
const most: Readonly<Record<Retry, number>> = {
  never: 0,
  once: 1,
  twice: 2,
  seconds: 6,
  'a-while': 6,
  later: Number.POSITIVE_INFINITY,
};

/** The time that requests to an API of the host may take, waits and further tries included. */
export class ApiBudget {
  readonly #options: ApiBudgetOptions;

  constructor(options: ApiBudgetOptions) {
    this.#options = options;
  }

  /**
   * Does a job that may be done again: what it did before is found and not done twice.
   * @returns its result
   * @throws {DeployError} what it failed with at last; out-of-time where the time is over
   */
  async retry<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await pRetry(job, {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 0,
        shouldRetry: ({ error, attemptNumber }) =>
          error instanceof RemoteError && attemptNumber <= most[error.retry] && this.#isOpen(),
        onFailedAttempt: async ({ error, attemptNumber }) => {
          if (!(error instanceof RemoteError) || attemptNumber > most[error.retry]) return;
          const backoff = Math.min(5000, 200 * 2 ** Math.min(attemptNumber, 10)) * this.#options.random();
          const ms = Math.max(error.retryAfterMs ?? 0, backoff);
          if (!this.#isOpen() || ms >= this.#leftMs()) throw error;
          if (attemptNumber < 3)
            this.#options.log(`${error.message}; trying again in ${(ms / 1000).toFixed(1)} s`);
          await this.#sleep(ms);
        },
      });
    } catch (error) {
      throw error instanceof DeployError || this.#isOpen() ? error : this.#spent();
    }
  }

  /**
   * Waits.
   * @param ms milliseconds
   * @returns `false` at once where there is not so much time left
   */
  async pause(ms: number): Promise<boolean> {
    if (!this.#isOpen() || ms >= this.#leftMs()) return false;
    await this.#sleep(ms);
    return this.#isOpen();
  }

  /** Ends at once when the process is told to stop. */
  async #sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#options.signal }).catch(() => undefined);
  }

  #isOpen(): boolean {
    return !this.#options.signal.aborted && this.#leftMs() > 0;
  }

  #leftMs(): number {
    return this.#options.deadline - this.#options.monotonicNow();
  }

  #spent(): DeployError {
    const why = this.#options.signal.aborted ? 'the job was stopped' : 'the time is over';
    return new DeployError(
      'out-of-time',
      `Cannot ${this.#options.task}: ${why}`,
      `run it again: it goes on with what is there; raise ${inputName('timeout')}`,
    );
  }
}
