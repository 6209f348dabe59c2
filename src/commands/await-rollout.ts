// Waits until what has landed is live, where the user asks for it, and says in the outcome how that ended.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import type { RolloutConfig } from '../config/rollout-config.ts';
import { toDeployError } from '../errors.ts';
import { openStatuses } from '../hosts/open-statuses.ts';
import type { ReportedRollout } from '../report/report.ts';
import { BranchFollower } from '../rollout/branch-follower.ts';
import type { RolloutEnd } from '../rollout/rollout-end.ts';
import { durationText, rolloutError } from '../rollout/rollout-error.ts';
import { RolloutWatch } from '../rollout/watch-rollout.ts';
import { apiAccess } from './api-access.ts';
import type { CommandContext } from './command.ts';
import { openConfigRepository } from './open-config-repository.ts';
import { type Outcome, reportedError } from './outcome.ts';

/** Where a commit is that has landed. */
interface LandedCommit {
  readonly commit: string;
  readonly branch: string;
  readonly result: Outcome['result'];
}

/**
 * Waits for the rollout of an outcome, where there is one to wait for; what fails is in the outcome, because the commit has landed.
 * @param config what the deploy was made with
 * @param wanted what is waited for
 * @returns the outcome, with how the rollout went
 */
export async function awaitRollout(
  config: Config,
  wanted: RolloutConfig,
  outcome: Outcome,
  context: CommandContext,
): Promise<Outcome> {
  const { result, commit, branch } = outcome;
  const idle = commit === undefined || branch === undefined ? 'nothing has landed' : idleReason(result);
  if (idle !== undefined || commit === undefined || branch === undefined) {
    if (idle !== '') context.log(`Nothing to wait for: ${idle}`);
    return outcome;
  }
  const patterns = wanted.patterns.length === 0 ? 'what the agent says' : wanted.patterns.join(', ');
  const where = `${commit.slice(0, 8)} is on ${branch}`;
  context.log(`${where}; waiting up to ${durationText(wanted.waitMs)} for ${patterns}`);
  const end = await watch(config, wanted, { commit, branch, result }, context).catch(unseen);
  const error = rolloutError(end, { commit, branch, waitMs: wanted.waitMs });
  return { ...outcome, rollout: reportedRollout(end), error: error && reportedError(error) };
}

/** Why there is no rollout to wait for; empty where the outcome says it already. */
function idleReason(result: Outcome['result']): string | undefined {
  switch (result) {
    case 'pushed':
    case 'merged':
    case 'unchanged':
      return undefined;
    case 'proposed':
      return 'the pull request is not merged yet';
    case 'superseded':
      return 'a newer run has deployed there already';
    case 'dry-run':
    case 'edited':
    case 'failed':
    case 'unknown':
      return '';
  }
}

async function watch(
  config: Config,
  { waitMs, patterns, graceMs }: RolloutConfig,
  { commit, branch, result }: LandedCommit,
  context: CommandContext,
): Promise<RolloutEnd> {
  const { monotonicNow, signal, log, warn } = context;
  const deadline = monotonicNow() + waitMs;
  const time = AbortSignal.any([signal, AbortSignal.timeout(waitMs + 1)]);
  const warnUnlessStopped = (line: string): void => (time.aborted ? undefined : warn(line));
  const open = await openConfigRepository(config, undefined, deadline, context, 'watch');
  try {
    const access = apiAccess(config, config.proposal, open.host, open.app, time, context);
    const opened = await openStatuses(open.host, config.url, access, warnUnlessStopped);
    try {
      const follower = new BranchFollower(branch, commit, open.repository, warnUnlessStopped);
      const watched = { patterns, graceMs, deadline, wasElsewhere: result === 'merged' };
      const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
      const { statuses } = opened;
      const { random } = Math;
      const world = { statuses, branch: follower, monotonicNow, pause, random, signal, log };
      return await new RolloutWatch(watched, world).end();
    } finally {
      opened.close();
    }
  } finally {
    open.close();
  }
}

/** Whatever fails, the commit has landed. */
function unseen(error: unknown): RolloutEnd {
  return { is: 'unseen', statuses: [], missing: [], error: toDeployError(error) };
}

function reportedRollout({ is, statuses }: RolloutEnd): ReportedRollout {
  const state = is === 'succeeded' || is === 'failed' ? is : 'timed-out';
  return {
    state,
    statuses: statuses.map(({ name, state, commit, description, url }) => ({
      ...{ name, state, commit, description, url },
    })),
  };
}
