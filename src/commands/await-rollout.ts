// Waits until what has landed is live, where the user asks for it, and says in the outcome how that ended.
import type { Config } from '../config/config.ts';
import type { RolloutConfig } from '../config/rollout-config.ts';
import { toDeployError } from '../errors.ts';
import type { ReportedRollout } from '../report/report.ts';
import type { LiveVersion } from '../rollout/page-match.ts';
import type { RolloutEnd } from '../rollout/rollout-end.ts';
import { durationText, rolloutError } from '../rollout/rollout-error.ts';
import type { PageEnd } from '../rollout/watch-page.ts';
import type { LandedCommit } from './await-statuses.ts';
import type { CommandContext } from './command.ts';
import { deployedValues, liveVersion } from './deployed-version.ts';
import { type Outcome, reportedError } from './outcome.ts';
import { rolloutNeed } from './rollout-need.ts';

/** How a rollout went. */
interface AwaitedOutcome extends Pick<RolloutEnd, 'failedBefore' | 'takenBackBy'> {
  readonly outcome: Outcome;
}

/**
 * Waits for the rollout of an outcome, where there is one to wait for; what fails is in the outcome, because the commit has landed.
 * @param config what the deploy was made with
 * @param wanted what is waited for
 * @param deployed the images with their tags, and the commit of the application, as they are known by now
 * @returns the outcome, with how the rollout went; which statuses were failures on the commit before too; and who took it back
 */
export async function awaitRollout(
  config: Config,
  wanted: RolloutConfig,
  deployed: Pick<Config, 'target' | 'source'>,
  outcome: Outcome,
  context: CommandContext,
): Promise<AwaitedOutcome> {
  const live = liveVersion(deployed, deployedValues(outcome.changes));
  const need = rolloutNeed(outcome, wanted, live);
  if (need.is === 'idle') {
    if (need.why !== undefined) context.log(`Nothing to wait for: ${need.why}`);
    return { outcome, failedBefore: [], takenBackBy: undefined };
  }
  const { result } = outcome;
  const { commit, branch } = need;
  const where = `${commit.slice(0, 8)} is on ${branch}`;
  context.log(`${where}; waiting up to ${durationText(wanted.waitMs)} for ${whatFor(wanted)}`);
  const end = await watch(config, wanted, { commit, branch, result }, live, context).catch(unseen);
  const error = rolloutError(end, { commit, branch, waitMs: wanted.waitMs });
  const { failedBefore, takenBackBy } = end;
  return {
    outcome: { ...outcome, rollout: reportedRollout(end), error: error && reportedError(error) },
    ...{ failedBefore, takenBackBy },
  };
}

function whatFor({ statuses, page }: RolloutConfig): string {
  const names = statuses?.patterns ?? [];
  const said = statuses !== undefined && names.length === 0 ? ['what the agent says'] : names;
  return [...said, ...(page === undefined ? [] : [page.url])].join(', ');
}

/** Both tell it where both are asked for; a failure that the one tells ends the wait for the other. */
async function watch(
  config: Config,
  { waitMs, statuses, page }: RolloutConfig,
  landed: LandedCommit,
  live: LiveVersion,
  context: CommandContext,
): Promise<RolloutEnd> {
  const deadline = context.monotonicNow() + waitMs;
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const told = async (): Promise<RolloutEnd> => {
    if (statuses === undefined) return toldByNobody;
    const { awaitStatuses } = await import('./await-statuses.ts');
    const end = await awaitStatuses(config, statuses, landed, deadline, context).catch(unseen);
    if (end.is !== 'succeeded') stop.abort();
    return end;
  };
  const seen = async (): Promise<PageEnd | undefined> => {
    if (page === undefined) return undefined;
    const { awaitPage } = await import('./await-page.ts');
    return awaitPage(page, live, deadline, signal, context);
  };
  const [end, pageEnd] = await Promise.all([told(), seen()]);
  return page === undefined || pageEnd === undefined ? end : withPage(end, pageEnd, page.url, landed.commit);
}

/** Where only a page is asked for. */
const toldByNobody: RolloutEnd = {
  ...{ is: 'succeeded', statuses: [], missing: [] },
  ...{ takenBackBy: undefined, failedBefore: [], error: undefined },
};

/** The page is one more that has to say it. */
function withPage(end: RolloutEnd, page: PageEnd, address: string, commit: string): RolloutEnd {
  const { host, pathname } = new URL(address);
  const name = `${host}${pathname}`;
  if (page.is !== 'succeeded')
    return {
      ...end,
      is: end.is === 'succeeded' ? page.is : end.is,
      missing: [...end.missing, `${name}: ${page.why}`],
    };
  const said = {
    name,
    state: 'success' as const,
    commit,
    at: 0,
    description: 'names the version',
    url: address,
  };
  return { ...end, statuses: [...end.statuses, said] };
}

/** Whatever fails, the commit has landed. */
function unseen(error: unknown): RolloutEnd {
  return { ...toldByNobody, is: 'unseen', error: toDeployError(error) };
}

function stateOf(is: RolloutEnd['is']): ReportedRollout['state'] {
  switch (is) {
    case 'succeeded':
    case 'failed':
      return is;
    case 'taken-back':
      return 'failed';
    case 'timed-out':
    case 'stopped':
    case 'unseen':
      return 'timed-out';
  }
}

function reportedRollout({ is, statuses }: RolloutEnd): ReportedRollout {
  return {
    state: stateOf(is),
    statuses: statuses.map(({ name, state, commit, description, url }) => ({
      ...{ name, state, commit, description, url },
    })),
    rollback: undefined,
  };
}
