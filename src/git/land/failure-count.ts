// The failures of one job, by class: which of them may be tried again.
import { secondaryLimitMs } from '../../http/rate-limit.ts';
import { RemoteError, type Retry } from '../../http/remote-error.ts';

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
  /** Limits that named no time, one after the other. */
  #limitsInARow = 0;
  #last: RemoteError | undefined;
  #outages = 0;
  #lastOutage: RemoteError | undefined;

  get inARow(): number {
    return this.#inARow;
  }

  get last(): RemoteError | undefined {
    return this.#last;
  }

  /**
   * The wait that the last failure asks for, milliseconds; 0: none. A limit that names no time is waited for a minute, then two,
   * then four: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
   */
  get askedMs(): number {
    const asked = this.#last?.retryAfterMs ?? 0;
    return this.#limitsInARow > 1 ? asked * 2 ** (this.#limitsInARow - 1) : asked;
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
    this.#limitsInARow = error.retryAfterMs === secondaryLimitMs ? this.#limitsInARow + 1 : 0;
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
