// The time that looks at a registry may take: failures that pass are tried again, and what is not there is waited for.
import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { DeployError } from '../errors.ts';
import { RemoteError, type Retry } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';

/** The clock, chance, and the end of the time. */
export interface RegistryTimeOptions {
  /** The end of the whole run, milliseconds of the monotonic clock. */
  readonly deadline: number;
  readonly monotonicNow: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborts when the process is told to stop, or nobody needs the answer any more. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** How often a failure of a class is tried again. */
const most: Readonly<Record<Retry, number>> = {
  never: 0,
  once: 1,
  twice: 2,
  seconds: 4,
  'a-while': 6,
  later: Number.POSITIVE_INFINITY,
};

/** The first wait and the longest, milliseconds. */
const [leastMs, mostMs] = [1000, 15_000];

/** The time that looks at a registry may take. */
export class RegistryTime {
  readonly #options: RegistryTimeOptions;

  constructor(options: RegistryTimeOptions) {
    this.#options = options;
  }

  /** Gives milliseconds of the monotonic clock. */
  now(): number {
    return this.#options.monotonicNow();
  }

  /**
   * Does a job that may be done again, as long as its failure may pass and there is time.
   * @returns its result
   * @throws {DeployError} what it failed with at last; out-of-time where the time is over
   */
  retry<T>(job: () => Promise<T>): Promise<T> {
    return pRetry(() => this.#inTime(job), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      shouldRetry: ({ error, attemptNumber }) => mayPass(error, attemptNumber),
      onFailedAttempt: async ({ error, attemptNumber }) => {
        if (!mayPass(error, attemptNumber)) return;
        const ms = Math.max(error.retryAfterMs ?? 0, this.stepMs(attemptNumber - 1));
        if (ms >= this.#leftMs()) throw error;
        this.#options.log(`${error.message}; trying again in ${(ms / 1000).toFixed(1)} s`);
        await this.pause(ms);
      },
    });
  }

  /**
   * Says how long to wait before the next look: longer from one to the next, and never in step with others.
   * @param step from 0
   * @returns milliseconds
   */
  stepMs(step: number): number {
    return Math.min(mostMs, leastMs * 1.5 ** Math.min(step, 20)) * (0.5 + this.#options.random() / 2);
  }

  /**
   * Waits.
   * @param ms milliseconds
   * @throws {DeployError} out-of-time where the time ends first, or the job is stopped
   */
  async pause(ms: number): Promise<void> {
    if (ms >= this.#leftMs()) throw this.#spent();
    await sleep(ms, undefined, { signal: this.#options.signal }).catch(() => {
      throw this.#spent();
    });
  }

  async #inTime<T>(job: () => Promise<T>): Promise<T> {
    if (this.#options.signal.aborted || this.#leftMs() <= 0) throw this.#spent();
    return job().catch((error: unknown) => {
      throw this.#options.signal.aborted && !(error instanceof DeployError) ? this.#spent() : error;
    });
  }

  #leftMs(): number {
    return this.#options.deadline - this.#options.monotonicNow();
  }

  #spent(): DeployError {
    const why = this.#leftMs() <= 0 ? 'the time is over' : 'there is not so much time left';
    const isStopped = this.#options.signal.aborted && this.#leftMs() > 0;
    return new DeployError(
      'out-of-time',
      `Cannot wait for the registry any longer: ${isStopped ? 'the job was stopped' : why}`,
      `run it again, or raise ${inputName('timeout')}`,
    );
  }
}

/** Attempts count from 1. */
function mayPass(error: Error, attempt: number): error is RemoteError {
  return error instanceof RemoteError && attempt <= most[error.retry];
}
