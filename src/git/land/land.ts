// The landing: one commit on a branch, exactly once, whatever the network and other writers do.
import { toDeployError } from '../../errors.ts';
import { RemoteError } from '../../http/remote-error.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import { Attempts } from './attempts.ts';
import type { PrepareCommit, PreparedCommit, RemoteBranch } from './branch-port.ts';
import { type Budget, BudgetSpent } from './budget.ts';
import type { Landing, LandOptions } from './landing.ts';
import { landingError } from './out-of-time.ts';
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
    return endOf(attempts, error, world);
  }
}

/** One way through: tip, edit, commit, push. Rejects with RemoteError where another try may help. */
async function tryOnce(
  number: number,
  attempts: Attempts,
  { prepare, dryRun }: LandOptions,
  { branch, prepareCommit, log, budget }: LandWorld,
): Promise<Landing> {
  const tip = await branch.tip();
  if (attempts.noteTip(tip)) log(`Branch "${tip.branch}" moved to ${tip.commit.slice(0, 8)} meanwhile`);
  const landed = await attempts.findLanded(tip, branch);
  if (landed !== undefined) return landing('pushed', tip, landed, attempts);
  const draft = await prepare(tip, number);
  if (draft === undefined) return landing('unchanged', tip, tip.commit, attempts);
  if (dryRun) return landing('dry-run', tip, tip.commit, attempts);
  // One in doubt is pushed again as it is, not made anew: whichever push lands, the commit's id is known.
  const inDoubt = attempts.doubts.find(({ parent }) => parent === tip.commit);
  const prepared = inDoubt ?? (await prepareCommit(tip, draft));
  if (budget.stopSignal.aborted) throw new BudgetSpent();
  const refusal = await push(prepared, attempts, branch);
  if (refusal === undefined) return landing('pushed', tip, prepared.commit, attempts);
  const isRule = attempts.isRule(refusal);
  const moved = refusal.retry !== 'later' && (await branch.tip()).commit !== tip.commit;
  throw moved && !isRule ? lostRace(tip.branch, refusal) : refusal;
}

/** Pushes, and gives back the refusal where there is one; what may have been applied counts as one. */
async function push(
  prepared: PreparedCommit,
  attempts: Attempts,
  branch: RemoteBranch,
): Promise<RemoteError | undefined> {
  const takeDoubtBack = attempts.beginPush(prepared);
  try {
    const outcome = await branch.push(prepared);
    if (outcome.result === 'ok') return undefined;
    if (outcome.refusal.applied === 'no') takeDoubtBack();
    return outcome.refusal;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    // What may have been applied is looked for, however final it sounds: a page in place of the report.
    if (error.applied === 'maybe') return error;
    takeDoubtBack();
    throw error;
  }
}

/** The tip decides: where it moved, somebody else won, whatever the words were. */
function lostRace(branch: string, cause: RemoteError): RemoteError {
  const message = `${cause.message}; another push to "${branch}" came first`;
  const remedy = 'many pipelines push to this branch: raise timeout';
  return new RemoteError('out-of-time', 'later', message, remedy, { cause });
}

/** How a landing ends that did not go through: unknown where a push is in doubt, else it throws. */
function endOf(attempts: Attempts, error: unknown, { budget, log }: LandWorld): Landing {
  const { doubts, known, tip } = attempts;
  const doubt = doubts.at(-1);
  if (doubt === undefined || tip === undefined)
    throw toDeployError(landingError(attempts, error, budget.stopSignal.aborted)).withKnown(known);
  if (error instanceof Error && !(error instanceof BudgetSpent)) log(error.message);
  const inDoubt = [...new Set(doubts.map(({ commit }) => commit))];
  return { ...landing('unknown', tip, doubt.commit, attempts), inDoubt };
}

function landing(
  result: Landing['result'],
  { branch }: Snapshot,
  commit: string,
  { pushes }: Attempts,
): Landing {
  return { result, branch, commit, inDoubt: undefined, attempts: pushes };
}
