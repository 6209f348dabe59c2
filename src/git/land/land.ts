// The landing: one commit on a branch, exactly once, whatever the network and other writers do.
import { toDeployError } from '../../errors.ts';
import { Attempts } from './attempts.ts';
import { BudgetSpent } from './budget.ts';
import { describeDoubts } from './doubt.ts';
import type { Landing, LandOptions } from './landing.ts';
import { lastLook } from './look.ts';
import { endReason, landingError } from './out-of-time.ts';
import { withRetries } from './retry.ts';
import { type LandWorld, landing, tryOnce } from './try-once.ts';
import { awaitTurn, LostRace } from './turn.ts';

/**
 * Lands one commit exactly once. The tip decides what a lost race is, not the server's words; a push without an answer
 * is looked for in every commit since the first tip before the next try, because a push goes on after its client is
 * gone, and a 502 can follow an applied one.
 * @param options what is to land
 * @param world where it lands, and how long it may take
 * @returns how it ended, where something of ours is in the branch, or may be
 * @throws {DeployError} any code, with what is known of the branch, when nothing of ours is in it and nothing in doubt
 */
export async function land(options: LandOptions, world: LandWorld): Promise<Landing> {
  const attempts = new Attempts(options.id);
  const { failures } = attempts;
  const { budget, log } = world;
  budget.graceWhile(() => attempts.doubts.length > 0);
  try {
    return await withRetries((number) => tryOnce(number, attempts, options, world), {
      failures,
      budget,
      backoffStep: () => Math.max(failures.inARow, attempts.pushes),
      ownWait: (error) => ownWait(error, attempts, world),
      log,
    });
  } catch (error) {
    return await endOf(attempts, error, world);
  }
}

/** Where a push takes long, a lost race is followed by a wait for a turn. */
function ownWait(error: Error, attempts: Attempts, world: LandWorld): Promise<void> | undefined {
  const { tip, pace } = attempts;
  if (!(error instanceof LostRace) || tip === undefined || !pace.isSlow) return undefined;
  world.log(`${error.message}; waiting for a turn`);
  return awaitTurn(tip, pace, world).then((seen) => {
    attempts.turn = seen;
  });
}

/** How a landing ends that did not go through: unknown where a push is in doubt, else it throws. */
async function endOf(attempts: Attempts, error: unknown, world: LandWorld): Promise<Landing> {
  const { budget, log } = world;
  // Nobody has looked since where the time was over, or where the run ends by the answer to its push.
  const isUnseen = error instanceof BudgetSpent || error === attempts.doubts.at(-1)?.refusal;
  const landed = isUnseen ? await lastLook(attempts, world) : undefined;
  const { doubts, known, tip, looks, failures } = attempts;
  if (landed !== undefined && tip !== undefined) return landing('pushed', tip, landed, attempts);
  const doubt = doubts.at(-1)?.prepared;
  if (doubt === undefined || tip === undefined)
    throw toDeployError(landingError(attempts, error, budget.stopSignal.aborted)).withKnown(known);
  if (error instanceof Error && !(error instanceof BudgetSpent)) log(error.message);
  const inDoubt = [...new Set(doubts.map(({ prepared }) => prepared.commit))];
  const unknown = landing('unknown', tip, doubt.commit, attempts);
  const end =
    error instanceof BudgetSpent ? `; then ${endReason(error, failures, budget.stopSignal.aborted)}` : '';
  return { ...unknown, inDoubt, doubt: `${describeDoubts(doubts, looks, failures)}${end}` };
}
