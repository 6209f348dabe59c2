// Waits for what agents say about a commit on the host of the config repository.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import type { AwaitedStatuses } from '../config/rollout-config.ts';
import { openStatuses } from '../hosts/open-statuses.ts';
import { BranchFollower } from '../rollout/branch-follower.ts';
import type { RolloutEnd } from '../rollout/rollout-end.ts';
import { RolloutWatch } from '../rollout/watch-rollout.ts';
import { apiAccess } from './api-access.ts';
import type { CommandContext } from './command.ts';
import { openConfigRepository } from './open-config-repository.ts';
import { hasLanded, type Outcome } from './outcome.ts';
import { untilDeadline } from './until-deadline.ts';

/** Where a commit is that has landed. */
export interface LandedCommit {
  readonly commit: string;
  readonly branch: string;
  readonly result: Outcome['result'];
}

/**
 * Waits for statuses.
 * @param config what the deploy was made with
 * @param deadline the end of the wait, milliseconds of the monotonic clock
 * @returns how it ended
 * @throws {DeployError} invalid-input where they cannot be read
 */
export async function awaitStatuses(
  config: Config,
  { patterns, graceMs }: AwaitedStatuses,
  { commit, branch, result }: LandedCommit,
  deadline: number,
  context: CommandContext,
): Promise<RolloutEnd> {
  const { monotonicNow, signal, log, warn } = context;
  const time = AbortSignal.any([signal, untilDeadline(deadline, monotonicNow)]);
  const warnUnlessOver = (line: string): void => (time.aborted ? undefined : warn(line));
  // Where `api-token` reads the statuses, the App only follows the branch.
  const purpose = config.proposal.apiToken === undefined ? 'watch' : 'follow';
  const open = await openConfigRepository(config, undefined, deadline, context, purpose);
  try {
    const access = apiAccess(config, config.proposal, open.host, open.app, time, context);
    const opened = await openStatuses(open.host, config.url, access, warnUnlessOver);
    try {
      const isOurs = hasLanded(result);
      const follower = new BranchFollower(branch, commit, isOurs, open.repository, warnUnlessOver);
      const watched = { patterns, graceMs, deadline, wasElsewhere: result === 'merged' };
      const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
      const { random } = Math;
      const world = { statuses: opened.statuses, branch: follower, monotonicNow, pause, random, signal, log };
      return await new RolloutWatch(watched, world).end();
    } finally {
      opened.close();
    }
  } finally {
    open.close();
  }
}
