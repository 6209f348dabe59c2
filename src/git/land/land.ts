// The landing: one commit on a branch, exactly once, whatever the network and other writers do.
import { toDeployError } from '../../errors.ts';
import { RemoteError } from '../../http/remote-error.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import { Attempts } from './attempts.ts';
import { type Budget, BudgetSpent } from './budget.ts';
import { describeDoubts } from './doubt.ts';
import type { Landing, LandOptions } from './landing.ts';
import { lastLook, look } from './look.ts';
import { landingError } from './out-of-time.ts';
import type { PrepareCommit, PreparedCommit, RemoteBranch } from './remote-branch.ts';
import { withRetries } from './retry.ts';

/** What the landing needs of the world. */
export interface LandWorld {
  readonly budget: Budget;
  readonly branch: RemoteBranch;
  readonly prepareCommit: PrepareCommit;
  readonly log: (line: string) => void;
}

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
  try {
    return await withRetries((number) => tryOnce(number, attempts, options, world), {
      failures,
      budget,
      backoffStep: () => Math.max(failures.inARow, attempts.pushes),
      log,
    });
  } catch (error) {
    return await endOf(attempts, error, world);
  }
}

/** One way through: tip, edit, commit, push. Rejects with RemoteError where another try may help. */
async function tryOnce(
  number: number,
  attempts: Attempts,
  { prepare, dryRun }: LandOptions,
  world: LandWorld,
): Promise<Landing> {
  const { tip, landed } = await look(attempts, world);
  if (landed !== undefined) return landing('pushed', tip, landed, attempts);
  const draft = await prepare(tip, number);
  if (draft === undefined) return landing('unchanged', tip, tip.commit, attempts);
  if (dryRun) return landing('dry-run', tip, tip.commit, attempts);
  world.budget.mustGoOn();
  // One in doubt is pushed again as it is, not made anew: whichever push lands, the commit's id is known.
  const inDoubt = attempts.doubts.find(({ prepared }) => prepared.parent === tip.commit)?.prepared;
  const prepared = inDoubt ?? (await world.prepareCommit(tip, draft));
  const refusal = await push(prepared, attempts, world);
  if (refusal === undefined) return landing('pushed', tip, prepared.commit, attempts);
  return afterRefusal(refusal, tip, attempts, world);
}

/** Pushes, and gives back the refusal where there is one; what may have been applied counts as one. */
async function push(
  prepared: PreparedCommit,
  attempts: Attempts,
  { branch, budget }: LandWorld,
): Promise<RemoteError | undefined> {
  let begun = false;
  try {
    const outcome = await branch.push(prepared, {
      onReady: () => budget.mustGoOn(),
      onFirstByte: () => {
        begun = true;
        attempts.beginPush(prepared);
      },
    });
    if (outcome.result === 'ok') return undefined;
    if (outcome.refusal.applied === 'no') attempts.noteRefusal(outcome.refusal);
    return outcome.refusal;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    // What may have been applied is looked for, however final it sounds: a page in place of the report.
    if (error.applied === 'maybe') return error;
    if (begun) attempts.takeBackPush();
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
  throw tip.commit !== commit && !isRule ? lostRace(tip.branch, refusal) : refusal;
}

function lostRace(branch: string, cause: RemoteError): RemoteError {
  const message = `${cause.message}; another push to "${branch}" came first`;
  const remedy = 'many pipelines push to this branch: raise timeout';
  return new RemoteError('out-of-time', 'later', message, remedy, { cause });
}

/** How a landing ends that did not go through: unknown where a push is in doubt, else it throws. */
async function endOf(attempts: Attempts, error: unknown, world: LandWorld): Promise<Landing> {
  const { budget, log } = world;
  const landed = error instanceof BudgetSpent ? await lastLook(attempts, budget, world) : undefined;
  const { doubts, known, tip, looks } = attempts;
  if (landed !== undefined && tip !== undefined) return landing('pushed', tip, landed, attempts);
  const doubt = doubts.at(-1)?.prepared;
  if (doubt === undefined || tip === undefined)
    throw toDeployError(landingError(attempts, error, budget.stopSignal.aborted)).withKnown(known);
  if (error instanceof Error && !(error instanceof BudgetSpent)) log(error.message);
  const inDoubt = [...new Set(doubts.map(({ prepared }) => prepared.commit))];
  const unknown = landing('unknown', tip, doubt.commit, attempts);
  return { ...unknown, inDoubt, doubt: describeDoubts(doubts, looks) };
}

function landing(
  result: Landing['result'],
  { branch }: Snapshot,
  commit: string,
  { pushes }: Attempts,
): Landing {
  return { result, branch, commit, inDoubt: undefined, doubt: undefined, attempts: pushes };
}
