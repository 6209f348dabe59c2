import { DeployError } from '../../errors.ts';
import { RemoteError, type Retry } from '../../http/remote-error.ts';
import { hasDeployId } from '../objects/commit.ts';
import type { PastCommit, Prepared } from '../remote.ts';
import type { Snapshot } from '../types.ts';
import { BudgetSpent } from './budget.ts';

/** What is known so far of a landing. */
export interface Attempts {
  /** The first tip that was read: nothing of ours can stand before it. */
  base: string | undefined;
  /** The last tip that was read. */
  tip: Snapshot | undefined;
  /** Pushes so far. */
  pushes: number;
  /** Every commit that was pushed: one that was clearly refused may have been applied from a copy of the request. */
  readonly pushed: Set<string>;
  /** Those of them that may have been applied, or may still be. */
  doubts: readonly Prepared[];
  /** Failures in a row while the tip stood still. */
  failures: number;
  /** By how many of them are borne; somebody's push makes an outage another one, and a refusal no other. */
  readonly failuresOf: Map<Retry, number>;
  /** Refusals in a row while the tip moved, that were no lost race by their words. */
  refusals: number;
  lastFailure: Error | undefined;
}

export const noAttempts = (): Attempts => ({
  base: undefined,
  tip: undefined,
  pushes: 0,
  pushed: new Set(),
  doubts: [],
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
    attempts.failuresOf.delete('a-while');
  }
  attempts.base ??= tip.commit;
  attempts.tip = tip;
  return moved;
}

/** A lost race can read like a rule of the server's; said again and again it is one, however often the branch moves. */
export function isRule(attempts: Attempts, { retry }: RemoteError): boolean {
  attempts.refusals = retry === 'later' ? 0 : attempts.refusals + 1;
  return attempts.refusals > Math.max(1, patience[retry]);
}

/** Our commit among those that landed, by its id or its hash. */
export function findOurs(
  { pushed }: Attempts,
  history: readonly PastCommit[],
  id: string,
): string | undefined {
  return history.find((past) => pushed.has(past.commit) || hasDeployId(past, id))?.commit;
}

/**
 * Settles the pushes that are not in this history and cannot come any more: the branch went on from their parents. A
 * history that does not reach a parent, as of a copy that is some seconds old, says nothing.
 */
export function settle(attempts: Attempts, history: readonly PastCommit[]): void {
  const behind = new Set(history.flatMap(({ parents }) => parents));
  attempts.doubts = attempts.doubts.filter(({ parent }) => !behind.has(parent));
}

/** What a landing that ended without a doubt failed with. */
export function finalError(attempts: Attempts, error: unknown, stopped: boolean): unknown {
  if (!(error instanceof BudgetSpent)) return error;
  const { lastFailure, pushes, tip } = attempts;
  const what = stopped ? 'the job was stopped' : 'the time ran out';
  const why = lastFailure === undefined ? '' : `; at last: ${lastFailure.message}`;
  const own = lastFailure instanceof RemoteError ? [lastFailure.remedy] : [];
  const remedies = [
    ...(own.some((remedy) => remedy.includes('run it again')) ? [] : ['run it again']),
    ...own,
    ...(stopped ? [] : ['or raise timeout']),
  ];
  return new DeployError(
    'out-of-time',
    `Cannot finish the deploy${tip === undefined ? '' : ` to "${tip.branch}"`}: ${what} after ${pushes} pushes${why}`,
    `nothing was pushed: ${remedies.join('; ')}`,
    { cause: lastFailure },
  );
}
