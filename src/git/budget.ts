/** Time and chance, as arguments. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The end of the whole budget, milliseconds since 1970. */
  readonly deadline: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
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
export async function pause(ms: number, { now, deadline, signal }: Clock): Promise<void> {
  if (signal.aborted || now() + ms >= deadline) throw new BudgetSpent();
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

/** The job's result, or BudgetSpent at the deadline, or a grace after being told to stop; the job is then left alone. */
export async function withinBudget<T>({ now, deadline, signal }: Clock, job: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = () => {};
  const spent = new Promise<never>((_, reject) => {
    const endIn = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(new BudgetSpent()), Math.max(0, ms));
    };
    stopped = () => endIn(Math.min(graceMs, deadline - now()));
    endIn(deadline - now());
    signal.addEventListener('abort', stopped, { once: true });
  });
  try {
    return await Promise.race([job(), spent]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stopped);
  }
}
