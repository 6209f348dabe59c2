// Whether there is a rollout to wait for.
import type { RolloutConfig } from '../config/rollout-config.ts';
import { type LiveVersion, pagePattern } from '../rollout/page-match.ts';
import type { Outcome } from './outcome.ts';

/** What there is to wait for. */
type RolloutNeed =
  | { readonly is: 'wait'; readonly commit: string; readonly branch: string }
  /** `why` is `undefined` where the outcome says it already. */
  | { readonly is: 'idle'; readonly why: string | undefined };

const notMerged = 'the pull request is not merged yet';

/**
 * Says whether there is a rollout to wait for.
 * @param wanted what is waited for
 * @param live what the version is called
 * @returns the commit, or why there is none
 */
export function rolloutNeed(
  { result, commit, branch, pullRequestUrl, unchangedReason }: Outcome,
  wanted: RolloutConfig,
  live: LiveVersion,
): RolloutNeed {
  if (commit === undefined || branch === undefined)
    return { is: 'idle', why: result === 'failed' ? undefined : 'nothing has landed' };
  const wait = { is: 'wait', commit, branch } as const;
  switch (result) {
    case 'pushed':
    case 'merged':
      return wait;
    case 'unchanged': {
      // An open request that holds the change already, or a version that has to wait, is live nowhere.
      const why = pullRequestUrl === undefined ? (unchangedReason ?? withoutName(wanted, live)) : notMerged;
      return why === undefined ? wait : { is: 'idle', why };
    }
    case 'proposed':
      return { is: 'idle', why: notMerged };
    case 'superseded':
      return { is: 'idle', why: 'a newer run has deployed there already' };
    case 'dry-run':
    case 'edited':
    case 'failed':
    case 'unknown':
      return { is: 'idle', why: undefined };
  }
}

/** A promotion that changes nothing may be of several versions. */
function withoutName({ statuses, page }: RolloutConfig, live: LiveVersion): string | undefined {
  if (statuses !== undefined || page === undefined || pagePattern(page.match, live) !== undefined)
    return undefined;
  return `nothing has changed, and no one version is there that ${page.match} stands for`;
}
