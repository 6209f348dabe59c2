// Waiting for a turn, where many push to one branch of a slow server.
import { RemoteError } from '../../http/remote-error.ts';
import { inputName } from '../../wording.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import type { Budget } from './budget.ts';
import type { Pace } from './pace.ts';
import type { RemoteBranch } from './remote-branch.ts';

/** Another push came first. */
export class LostRace extends RemoteError {
  /** @param cause the refusal; `undefined`: the branch moved before the push left */
  constructor(branch: string, cause: RemoteError | undefined) {
    const came = `another push to "${branch}" came first`;
    const message = cause === undefined ? `Cannot push to "${branch}": ${came}` : `${cause.message}; ${came}`;
    const remedy = `many pipelines push to this branch: raise ${inputName('timeout')}`;
    super('out-of-time', 'later', message, remedy, { cause });
  }
}

/** Where the turn is waited for. */
interface TurnWorld {
  readonly branch: Pick<RemoteBranch, 'tip'>;
  readonly budget: Budget;
}

/**
 * Waits until it is our turn to push: a look finds the branch moved, or idle, and the lots are for us.
 * @param tip as it was just read
 * @returns the tip as it is then; `undefined` where it cannot be read, which the next try will say
 * @throws {BudgetSpent} when the time is over, or when told to stop
 */
export async function awaitTurn(tip: Snapshot, pace: Pace, world: TurnWorld): Promise<Snapshot | undefined> {
  let current = tip;
  while (world.budget.random() >= pace.rivals.chanceToPush) {
    const next = await nextMove(current, pace, world);
    if (next === undefined) return undefined;
    if (next.commit === current.commit) pace.rivals.noteIdle();
    else pace.rivals.noteMove();
    current = next;
  }
  return current;
}

/** Looks for the next move of the branch; the same tip: it stood still for longer than a push takes. */
async function nextMove(
  { commit }: Snapshot,
  pace: Pace,
  { branch, budget }: TurnWorld,
): Promise<Snapshot | undefined> {
  const { first, next, idle } = pace.waits;
  const end = budget.monotonicNow() + idle;
  await budget.pause(first);
  for (;;) {
    const started = budget.monotonicNow();
    const tip = await branch.tip().catch(() => undefined);
    const now = budget.monotonicNow();
    pace.noteLook(now - started);
    if (tip === undefined || tip.commit !== commit || now >= end) return tip;
    await budget.pause(next);
  }
}
