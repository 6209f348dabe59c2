import { DeployError } from '../errors.ts';
import { BudgetSpent } from './budget.ts';
import { hasDeployId } from './commit.ts';
import { RemoteError, type Retry } from './failure.ts';
import type { PastCommit, Prepared } from './remote.ts';
import type { Snapshot } from './types.ts';

/** What is known so far of a landing. */
export interface Attempts {
  /** The first tip that was read: nothing of ours can stand before it. */
  base: string | undefined;
  /** The last tip that was read. */
  tip: Snapshot | undefined;
  /** Pushes so far. */
  pushes: number;
  /** Pushes that may have been applied: all but those that were clearly refused. */
  readonly doubtful: Prepared[];
  /** The last tip before which every commit was looked at. */
  searched: string | undefined;
  /** Failures in a row while the tip stood still, and how many of them bear so many. */
  failures: number;
  readonly failuresOf: Map<Retry, number>;
  /** Refusals by a rule of the server's while the tip moved. */
  refusals: number;
  lastFailure: Error | undefined;
}

export const noAttempts = (): Attempts => ({
  base: undefined,
  tip: undefined,
  pushes: 0,
  doubtful: [],
  searched: undefined,
  failures: 0,
  failuresOf: new Map(),
  refusals: 0,
  lastFailure: undefined,
});

/** How many failures in a row are borne while the branch stands still. */
const patience: Readonly<Record<Retry, number>> = {
  never: 0,
  once: 1,
  twice: 2,
  'a-while': 8,
  later: Number.POSITIVE_INFINITY,
};

/** Notes the failure; whether it ends the landing. Everything but a RemoteError does. */
export function isFinal(attempts: Attempts, error: unknown): boolean {
  if (!(error instanceof RemoteError)) return true;
  const failures = (attempts.failuresOf.get(error.retry) ?? 0) + 1;
  attempts.failuresOf.set(error.retry, failures);
  attempts.failures += 1;
  attempts.lastFailure = error;
  return failures > patience[error.retry];
}

/** A tip that was just read: somebody's push starts the patience anew. Gives whether there was one. */
export function noteTip(attempts: Attempts, tip: Snapshot): boolean {
  const moved = attempts.tip !== undefined && attempts.tip.commit !== tip.commit;
  if (moved) {
    attempts.failures = 0;
    attempts.failuresOf.clear();
  }
  attempts.base ??= tip.commit;
  attempts.tip = tip;
  return moved;
}

/** Our commit among those that landed, by its id or its hash. */
export function findOurs(attempts: Attempts, history: readonly PastCommit[], id: string): string | undefined {
  return history.find(
    (past) => attempts.doubtful.some(({ commit }) => commit === past.commit) || hasDeployId(past, id),
  )?.commit;
}

/**
 * A push that may have been applied, or may still be: once another tip than its parent was searched and it was not there,
 * it cannot come any more.
 */
export function openDoubt({ doubtful, searched }: Attempts): Prepared | undefined {
  return doubtful.findLast(({ parent }) => parent === searched);
}

/** What a landing that ended without a doubt failed with. */
export function finalError(attempts: Attempts, error: unknown, stopped: boolean): unknown {
  if (!(error instanceof BudgetSpent)) return error;
  const { lastFailure, pushes, tip } = attempts;
  const what = stopped ? 'the job was stopped' : 'the time ran out';
  const why = lastFailure === undefined ? '' : `; at last: ${lastFailure.message}`;
  const remedy =
    lastFailure instanceof RemoteError ? `${lastFailure.remedy}; or raise timeout` : 'raise timeout';
  return new DeployError(
    'out-of-time',
    `Cannot finish the deploy${tip === undefined ? '' : ` to "${tip.branch}"`}: ${what} after ${pushes} pushes${why}`,
    `nothing was pushed: run it again; ${remedy}`,
    { cause: lastFailure },
  );
}
