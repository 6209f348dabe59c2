/** Time and chance, as arguments. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The end of the whole budget, milliseconds since 1970. */
  readonly deadline: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborts when the process is told to stop: nothing new is begun. */
  readonly signal: AbortSignal;
  /** Aborts when nobody waits for anything any longer; see `endOf`. */
  readonly over: AbortSignal;
}

/** A process that is told to stop waits this long for the answer to its push, milliseconds; runners kill after 10 s. */
const graceMs = 7000;

/** The time ran out, or the process was told to stop. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/**
 * Full jitter: any time up to a limit that doubles with every try. Source: AWS, "Exponential Backoff And Jitter".
 * @param least the share of the limit that is waited in any case, 0 to 1
 */
export function backoffMs(attempt: number, { random }: Pick<Clock, 'random'>, least = 0): number {
  const limit = Math.min(5000, 100 * 2 ** Math.min(attempt - 1, 10));
  return (least + (1 - least) * random()) * limit;
}

/** Waits; rejects with BudgetSpent at once where the wait is longer than what is left, or when told to stop. */
export async function pause(ms: number, { now, deadline, signal, over }: Clock): Promise<void> {
  if (signal.aborted || over.aborted || now() + ms >= deadline) throw new BudgetSpent();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', stopped, { once: true });
    function done() {
      signal.removeEventListener('abort', stopped);
      resolve();
    }
    function stopped() {
      clearTimeout(timer);
      reject(new BudgetSpent());
    }
  });
}

/** The end of a budget; `end` brings it about at once. */
export interface End {
  readonly over: AbortSignal;
  readonly end: () => void;
}

/** Comes at the deadline, or a grace after the process was told to stop; waiting for it keeps no process alive. */
export function endOf({ now, deadline, signal }: Omit<Clock, 'random' | 'over'>): End {
  const controller = new AbortController();
  let timer: NodeJS.Timeout;
  const end = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stopped);
    controller.abort();
  };
  const endIn = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(end, Math.max(0, ms)).unref();
  };
  const stopped = (): void => endIn(Math.min(graceMs, deadline - now()));
  endIn(deadline - now());
  signal.addEventListener('abort', stopped);
  return { over: controller.signal, end };
}

/** The job's result, or BudgetSpent when its time is over; the job is then left alone. None is begun after a stop. */
export async function withinBudget<T>(
  { signal, over }: Pick<Clock, 'signal' | 'over'>,
  job: () => Promise<T>,
): Promise<T> {
  if (signal.aborted || over.aborted) throw new BudgetSpent();
  return new Promise((resolve, reject) => {
    over.addEventListener('abort', () => reject(new BudgetSpent()), { once: true });
    job().then(resolve, reject);
  });
}
