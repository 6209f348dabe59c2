// Looking for what was pushed: the tip, and the history since the first one.
import { DeployError } from '../../errors.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import type { Attempts } from './attempts.ts';
import type { Budget } from './budget.ts';
import type { RemoteBranch } from './remote-branch.ts';

/** Where to look. */
interface LookWorld {
  readonly branch: RemoteBranch;
  readonly log: (line: string) => void;
}

/**
 * Reads the tip, and looks for a commit of ours in what is new since the first one.
 * @returns the tip, and the id of what has landed
 * @throws {DeployError} where the branch cannot be read
 */
export async function look(
  attempts: Attempts,
  { branch, log }: LookWorld,
): Promise<{ readonly tip: Snapshot; readonly landed: string | undefined }> {
  try {
    const tip = await branch.tip();
    if (attempts.noteTip(tip)) log(`Branch "${tip.branch}" moved to ${tip.commit.slice(0, 8)} meanwhile`);
    const landed = await attempts.findLanded(tip, branch);
    attempts.looks.noteDone();
    return { tip, landed };
  } catch (error) {
    if (error instanceof DeployError && error.code === 'branch-not-found') attempts.noteNoBranch();
    attempts.looks.noteFailed(error);
    throw error;
  }
}

/**
 * Takes one look more, where the run ends with a push in doubt, in what time is left.
 * @returns the id of what has landed; `undefined` too where the look failed
 */
export async function lastLook(
  attempts: Attempts,
  budget: Budget,
  world: LookWorld,
): Promise<string | undefined> {
  if (attempts.doubts.length === 0) return undefined;
  return budget
    .untilEnd(() => look(attempts, world))
    .then(
      ({ landed }) => landed,
      () => undefined,
    );
}
