import pRetry, { AbortError } from 'p-retry';
import { toDeployError } from '../../errors.ts';
import { RemoteError } from '../../http/remote-error.ts';
import type { Commit, Prepared, Remote } from '../remote.ts';
import type { Landing, LandOptions, Snapshot } from '../types.ts';
import {
  type Attempts,
  finalError,
  findOurs,
  isFinal,
  isRule,
  noAttempts,
  noteTip,
  settle,
} from './attempts.ts';
import { BudgetSpent, backoffMs, type Clock, pause, withinBudget } from './budget.ts';

/** What the loop needs of the world. */
export interface LandWorld extends Clock {
  readonly remote: Remote;
  readonly commit: Commit;
  readonly log: (line: string) => void;
}

/**
 * Lands one commit exactly once. The tip decides what a lost race is, not the server's words; a push without an answer
 * is looked for in every commit since the first tip before the next try, because a push goes on after its client is
 * gone, and a 502 can follow an applied one.
 * @throws DeployError when nothing of ours is in the branch and nothing is in doubt
 */
export async function land(options: LandOptions, world: LandWorld): Promise<Landing> {
  const attempts = noAttempts();
  const attempt = async (number: number): Promise<Landing> => {
    try {
      return await tryOnce(number, attempts, options, world);
    } catch (error) {
      throw isFinal(attempts, error) ? new AbortError(error instanceof Error ? error : String(error)) : error;
    }
  };
  try {
    return await withinBudget(world, () =>
      pRetry(attempt, {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 0,
        onFailedAttempt: ({ error }) => waitAfter(error, attempts, world),
      }),
    );
  } catch (error) {
    const doubt = attempts.doubts.at(-1);
    if (doubt === undefined || attempts.tip === undefined)
      throw toDeployError(finalError(attempts, error, world.signal.aborted)).withKnown({
        branch: attempts.tip?.branch,
        commit: attempts.tip?.commit,
        attempts: attempts.pushes,
      });
    if (error instanceof Error && !(error instanceof BudgetSpent)) world.log(error.message);
    const inDoubt = [...new Set(attempts.doubts.map(({ commit }) => commit))];
    return { ...landing('unknown', attempts.tip, doubt.commit, attempts), inDoubt };
  }
}

/** One way through: tip, edit, commit, push. Rejects with RemoteError where another try may help. */
async function tryOnce(
  number: number,
  attempts: Attempts,
  { id, prepare, dryRun }: LandOptions,
  { remote, commit, log, signal }: LandWorld,
): Promise<Landing> {
  const tip = await remote.tip();
  if (noteTip(attempts, tip)) log(`Branch "${tip.branch}" moved to ${tip.commit.slice(0, 8)} meanwhile`);
  const ours = await lookForOurs(attempts, tip, id, remote);
  if (ours !== undefined) return landing('pushed', tip, ours, attempts);
  const draft = await prepare(tip, number);
  if (draft === undefined) return landing('unchanged', tip, tip.commit, attempts);
  if (dryRun) return landing('dry-run', tip, tip.commit, attempts);
  // One in doubt is pushed again as it is, not made anew: whichever push lands, the commit's id is known.
  const inDoubt = attempts.doubts.find(({ parent }) => parent === tip.commit);
  const prepared = inDoubt ?? (await commit(tip, draft));
  if (signal.aborted) throw new BudgetSpent();
  const refusal = await push(prepared, attempts, remote);
  if (refusal === undefined) return landing('pushed', tip, prepared.commit, attempts);
  const final = isRule(attempts, refusal);
  const moved = refusal.retry !== 'later' && (await remote.tip()).commit !== tip.commit;
  throw moved && !final ? lostRace(tip.branch, refusal) : refusal;
}

/** Doubtful from before the first byte goes out until the server clearly says no. Gives what is not a success. */
async function push(
  prepared: Prepared,
  attempts: Attempts,
  remote: Remote,
): Promise<RemoteError | undefined> {
  attempts.pushes += 1;
  attempts.pushed.add(prepared.commit);
  const before = attempts.doubts;
  attempts.doubts = [...before, prepared];
  const noted = (refusal: RemoteError): RemoteError => {
    if (refusal.applied === 'no') attempts.doubts = before;
    return refusal;
  };
  try {
    const outcome = await remote.push(prepared);
    return outcome.result === 'ok' ? undefined : noted(outcome.refusal);
  } catch (error) {
    // What may have been applied is looked for, however final it sounds: a page in place of the report.
    if (error instanceof RemoteError && noted(error).applied === 'maybe') return error;
    throw error;
  }
}

/** The tip decides: where it moved, somebody else won, whatever the words were. */
function lostRace(branch: string, cause: RemoteError): RemoteError {
  const message = `${cause.message}; another push to "${branch}" came first`;
  const remedy = 'many pipelines push to this branch: raise timeout';
  return new RemoteError('out-of-time', 'later', message, remedy, { cause });
}

async function lookForOurs(
  attempts: Attempts,
  tip: Snapshot,
  id: string,
  remote: Remote,
): Promise<string | undefined> {
  const { base, pushed } = attempts;
  if (pushed.size === 0 || base === undefined || base === tip.commit) return undefined;
  if (pushed.has(tip.commit)) return tip.commit;
  const history = await remote.history(base, tip);
  const ours = findOurs(attempts, history, id);
  if (ours === undefined) settle(attempts, history);
  return ours;
}

/** As long as the server asks, else with full jitter; where tries are counted, half of it is sure to be waited. */
async function waitAfter(error: Error, { failures, pushes }: Attempts, world: LandWorld): Promise<void> {
  const { retryAfterMs, retry } = error instanceof RemoteError ? error : {};
  const least = retry === 'a-while' ? 0.5 : 0;
  const ms = Math.max(retryAfterMs ?? 0, backoffMs(Math.max(failures, pushes), world, least));
  // The first, the second, the fourth, the eighth: enough to see that it goes on.
  const isOver = world.signal.aborted || world.over.aborted;
  if (!isOver && Number.isInteger(Math.log2(failures)))
    world.log(`${error.message}; trying again in ${(ms / 1000).toFixed(1)} s`);
  await pause(ms, world);
}

function landing(
  result: Landing['result'],
  { branch }: Snapshot,
  commit: string,
  { pushes }: Attempts,
): Landing {
  return { result, branch, commit, attempts: pushes };
}
