// The time that a run has, and how it ends: the deadline, or a signal to stop, with a little grace for a push.

/** The time ran out, or the process was told to stop. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
  /** The wait that was longer than what was left, milliseconds; `undefined`: the time is over. */
  readonly waitMs: number | undefined;

  constructor(waitMs?: number) {
    super();
    this.waitMs = waitMs;
  }
}

/** Time and chance, as arguments. */
export interface BudgetOptions {
  /** Milliseconds of a monotonic clock. */
  readonly monotonicNow: () => number;
  /** The end of the whole budget, milliseconds of that clock. */
  readonly deadline: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborts when the process is told to stop: nothing new is begun. */
  readonly signal: AbortSignal;
}

/** A process that is told to stop waits this long for the answer to its push, milliseconds; runners kill after 10 s. */
const graceMs = 7000;

/** The budget of a run. Waiting for its end keeps no process alive. */
export class Budget {
  /** Aborts when the process is told to stop: nothing new is begun. */
  readonly stopSignal: AbortSignal;
  readonly #options: BudgetOptions;
  readonly #end = new AbortController();
  readonly #onStop = (): void =>
    this.#isPushAwaited() ? this.#endIn(Math.min(graceMs, this.#leftMs())) : this.end();
  #isPushAwaited = (): boolean => false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.stopSignal = options.signal;
    this.#endIn(this.#leftMs());
    options.signal.addEventListener('abort', this.#onStop);
  }

  /** Aborts at the deadline, or after a stop, with a grace where a push is awaited: nobody waits any longer. */
  get endSignal(): AbortSignal {
    return this.#end.signal;
  }

  /**
   * Grants the grace that follows a stop, as long as there is something to wait for.
   * @param isPushAwaited tells whether a push may be on its way, or has to be looked for
   */
  graceWhile(isPushAwaited: () => boolean): void {
    this.#isPushAwaited = isPushAwaited;
  }

  /** Gives milliseconds of the monotonic clock. */
  monotonicNow(): number {
    return this.#options.monotonicNow();
  }

  /** Gives a number from 0 to 1. */
  random(): number {
    return this.#options.random();
  }

  /** Ends the budget at once. */
  end(): void {
    clearTimeout(this.#timer);
    this.stopSignal.removeEventListener('abort', this.#onStop);
    this.#end.abort(new BudgetSpent());
  }

  /**
   * Waits.
   * @param ms milliseconds
   * @throws {BudgetSpent} at once where the wait is longer than what is left, or when told to stop
   */
  async pause(ms: number): Promise<void> {
    this.mustGoOn();
    if (ms >= this.#leftMs()) throw new BudgetSpent(ms);
    await new Promise<void>((resolve, reject) => {
      const stopped = (): void => {
        clearTimeout(timer);
        reject(new BudgetSpent());
      };
      const timer = setTimeout(() => {
        this.stopSignal.removeEventListener('abort', stopped);
        resolve();
      }, ms);
      this.stopSignal.addEventListener('abort', stopped, { once: true });
    });
  }

  /**
   * Runs a job after a stop too, and leaves it alone when the budget ends.
   * @returns its result
   * @throws {BudgetSpent} when the budget ends first
   */
  async untilEnd<T>(job: () => Promise<T>): Promise<T> {
    return unlessOver(this.endSignal, job);
  }

  /**
   * Runs a job that sends nothing, and leaves it alone when told to stop, without any grace, or when the budget ends.
   * @returns its result
   * @throws {BudgetSpent} when the process is told to stop, or the budget ends first
   */
  async untilStop<T>(job: () => Promise<T>): Promise<T> {
    this.mustGoOn();
    return unlessOver(AbortSignal.any([this.stopSignal, this.endSignal]), job);
  }

  /**
   * Lets something new begin. It asks the clock: while the process is busy, no timer says that the time is over.
   * @throws {BudgetSpent} when the time is over, or when told to stop
   */
  mustGoOn(): void {
    if (!this.mayGoOn) throw new BudgetSpent();
  }

  /** Says whether something new may begin. */
  get mayGoOn(): boolean {
    return !this.stopSignal.aborted && !this.endSignal.aborted && this.#leftMs() > 0;
  }

  #leftMs(): number {
    return this.#options.deadline - this.monotonicNow();
  }

  #endIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), Math.max(0, ms)).unref();
  }
}

async function unlessOver<T>(over: AbortSignal, job: () => Promise<T>): Promise<T> {
  if (over.aborted) throw new BudgetSpent();
  return new Promise((resolve, reject) => {
    const spent = (): void => reject(new BudgetSpent());
    over.addEventListener('abort', spent, { once: true });
    job()
      .finally(() => over.removeEventListener('abort', spent))
      .then(resolve, reject);
  });
}
