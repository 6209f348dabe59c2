// Looking for what was pushed: the tip, and the history since the first one.
import { DeployError } from '../../errors.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import type { Attempts } from './attempts.ts';
import type { Budget } from './budget.ts';
import { FailureCount } from './failure-count.ts';
import type { RemoteBranch } from './remote-branch.ts';
import { withRetries } from './retry.ts';

/** Where to look. */
interface LookWorld {
  readonly branch: RemoteBranch;
  readonly budget: Budget;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Reads the tip, and looks for a commit of ours in what is new since the first one.
 * @returns the tip, and the id of what has landed
 * @throws {DeployError} where the branch cannot be read
 */
export async function look(
  attempts: Attempts,
  world: LookWorld,
): Promise<{ readonly tip: Snapshot; readonly landed: string | undefined }> {
  const { branch, budget, log, now } = world;
  try {
    const tip = await readTip(attempts, world);
    if (attempts.noteTip(tip)) {
      attempts.pace.noteMoved(budget.monotonicNow());
      log(`Branch "${tip.branch}" moved to ${tip.commit.slice(0, 8)} meanwhile`);
    }
    const landed = await attempts.findLanded(tip, branch);
    attempts.looks.noteDone(now());
    return { tip, landed };
  } catch (error) {
    if (error instanceof DeployError && error.code === 'branch-not-found') attempts.noteNoBranch();
    attempts.looks.noteFailed(error);
    throw error;
  }
}

/** The wait for a turn ends with a tip that was just read. */
async function readTip(attempts: Attempts, { branch, budget }: LookWorld): Promise<Snapshot> {
  const { turn, pace } = attempts;
  attempts.turn = undefined;
  if (turn !== undefined) return turn;
  const started = budget.monotonicNow();
  const tip = await branch.tip();
  pace.noteLook(budget.monotonicNow() - started);
  return tip;
}

/**
 * Takes one look more, where the run ends with a push in doubt, and tries again as long as that may help.
 * @returns the id of what has landed; `undefined` too where the look failed
 */
export async function lastLook(attempts: Attempts, world: LookWorld): Promise<string | undefined> {
  if (attempts.doubts.length === 0) return undefined;
  const { budget, log } = world;
  const failures = new FailureCount();
  const again = { failures, budget, backoffStep: () => failures.inARow, ownWait: () => undefined, log };
  const seen = budget.mayGoOn
    ? withRetries(() => look(attempts, world), again)
    : budget.untilEnd(() => look(attempts, world));
  return seen.then(
    ({ landed }) => landed,
    () => undefined,
  );
}
