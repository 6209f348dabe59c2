// One way through the landing: tip, edit, commit, push.
import { RemoteError } from '../../http/remote-error.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import type { Attempts } from './attempts.ts';
import type { Budget } from './budget.ts';
import type { Landing, LandOptions } from './landing.ts';
import { look } from './look.ts';
import type { PrepareCommit, PreparedCommit, PushOutcome, RemoteBranch } from './remote-branch.ts';
import { LostRace } from './turn.ts';

/** What the landing needs of the world. */
export interface LandWorld {
  readonly budget: Budget;
  readonly branch: RemoteBranch;
  readonly prepareCommit: PrepareCommit;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Goes one way through: tip, edit, commit, push.
 * @param number counts from 1
 * @returns how it ended, where something of ours is in the branch, or nothing is to push
 * @throws {DeployError} a RemoteError where another try may help
 */
export async function tryOnce(
  number: number,
  attempts: Attempts,
  { prepare, dryRun }: LandOptions,
  world: LandWorld,
): Promise<Landing> {
  const { tip, landed } = await look(attempts, world);
  if (landed !== undefined) return landing('pushed', tip, landed, attempts);
  // A look is made after a stop too, where something is in doubt; what comes behind it is not.
  const draft = await world.budget.untilStop(() => prepare(tip, number));
  if (draft === undefined) return landing('unchanged', tip, tip.commit, attempts);
  if (dryRun) return landing('dry-run', tip, tip.commit, attempts);
  world.budget.mustGoOn();
  // One in doubt is pushed again as it is, not made again: whichever push lands, the commit's id is known.
  const inDoubt = attempts.doubts.find(({ prepared }) => prepared.old === tip.commit)?.prepared;
  const prepared = inDoubt ?? (await world.prepareCommit(tip, draft));
  if (attempts.pace.isSlow) {
    const known = await lookAgain(tip, attempts, world);
    if (known !== undefined) return landing('pushed', tip, known, attempts);
  }
  const outcome = await push(prepared, attempts, world);
  if (outcome.result === 'ok') return landing('pushed', tip, outcome.commit, attempts);
  return afterRefusal(outcome.refusal, tip, attempts, world);
}

/** A push takes long here, and would be in vain where the branch has moved since the commit was made. */
async function lookAgain(
  { commit }: Snapshot,
  attempts: Attempts,
  world: LandWorld,
): Promise<string | undefined> {
  const { tip, landed } = await look(attempts, world);
  if (landed !== undefined || tip.commit === commit) return landed;
  attempts.pace.rivals.noteMove();
  throw new LostRace(tip.branch, undefined);
}

/**
 * Pushes; what may have been applied counts as refused. From the first byte on
 * the push is in doubt until a tip was read: any answer may be the one to a second copy, whose first one was applied.
 */
async function push(
  prepared: PreparedCommit,
  attempts: Attempts,
  { branch, budget }: LandWorld,
): Promise<PushOutcome> {
  let begun = false;
  try {
    const outcome = await branch.push(prepared, {
      onReady: () => {
        budget.mustGoOn();
        attempts.pace.noteBegun(budget.monotonicNow());
      },
      onFirstByte: () => {
        begun = true;
        attempts.beginPush(prepared);
      },
    });
    if (outcome.result === 'ok') return outcome;
    attempts.pace.noteRefused(budget.monotonicNow());
    if (outcome.refusal.applied === 'no') attempts.noteRefusal(outcome.refusal);
    return outcome;
  } catch (error) {
    if (!(error instanceof RemoteError) || !begun) throw error;
    // What may have been applied is looked for, however final it sounds: a page in place of the report.
    if (error.applied === 'maybe') return { result: 'rejected', refusal: error };
    attempts.noteRefusal(error);
    throw error;
  }
}

/** The tip decides: where it is ours, the push has landed; where it moved, somebody else won, whatever the words were. */
async function afterRefusal(
  refusal: RemoteError,
  { commit }: Snapshot,
  attempts: Attempts,
  world: LandWorld,
): Promise<Landing> {
  const isRule = attempts.isRule(refusal);
  // A server that nobody reaches is left alone for a while.
  if (refusal.retry === 'later' && refusal.applied === 'maybe') throw refusal;
  const { tip, landed } = await look(attempts, world);
  if (landed !== undefined) return landing('pushed', tip, landed, attempts);
  if (tip.commit === commit || isRule) throw refusal;
  attempts.pace.rivals.noteLoss();
  throw new LostRace(tip.branch, refusal);
}

/**
 * Makes the result of a landing in which nothing is in doubt.
 * @param commit ours, or the tip where nothing was to change
 * @returns the result
 */
export function landing(
  result: Landing['result'],
  { branch }: Snapshot,
  commit: string,
  { pushes }: Attempts,
): Landing {
  return { result, branch, commit, inDoubt: undefined, doubt: undefined, attempts: pushes };
}
