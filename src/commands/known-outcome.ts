// How a deploy stands, as far as it is known when people are told.
import type { DeployState } from '../notify/notification.ts';
import type { ReportedRollback, ReportedRollout } from '../report/report.ts';
import { hasLanded, type Outcome } from './outcome.ts';

/** How a deploy stands, as far as it is known. */
export interface KnownOutcome
  extends Pick<
    Outcome,
    'error' | 'commit' | 'commitUrl' | 'changes' | 'pullRequestUrl' | 'repository' | 'supersededBy'
  > {
  readonly state: DeployState;
  /** The page of what takes the deploy back, where its rollout failed. */
  readonly rollbackUrl: string | undefined;
}

/** A deploy that goes on: of how it ends nothing is known. */
export const underWay: KnownOutcome = {
  state: 'deploying',
  error: undefined,
  commit: undefined,
  commitUrl: undefined,
  changes: [],
  pullRequestUrl: undefined,
  repository: undefined,
  supersededBy: undefined,
  rollbackUrl: undefined,
};

/**
 * Says whether an outcome concerns the deploys before: it replaces them, or one of them superseded it.
 * @returns whether it is said in their threads
 */
export function answersEarlier({ state, error }: Pick<KnownOutcome, 'state' | 'error'>): boolean {
  switch (state) {
    case 'pushed':
    case 'merged':
    case 'rolled-out':
    case 'rollout-failed':
    case 'rolled-back':
    case 'rollout-timed-out':
    case 'superseded':
      return true;
    case 'failed':
      return error?.code === 'superseded';
    case 'deploying':
    case 'landed':
    case 'proposed':
    case 'unchanged':
    case 'unknown':
      return false;
  }
}

/** The results of runs of which people are told. */
type ToldResult = Exclude<Outcome['result'], 'dry-run' | 'edited'>;

/** How a wait ended, and what became of taking the deploy back, where that was tried. */
interface EndedRollout extends Pick<ReportedRollout, 'state'> {
  readonly rollback: Pick<ReportedRollback, 'result'> | undefined;
}

/**
 * Says how a deploy stands once it is over: where the run has waited for the rollout, that decides.
 * @param rollout how the wait ended
 * @returns the state
 */
export function stateAtEnd(result: ToldResult, rollout: EndedRollout | undefined): DeployState {
  switch (rollout?.state) {
    case undefined:
    case 'none':
      return result;
    case 'succeeded':
      return result === 'unchanged' ? result : 'rolled-out';
    case 'failed':
      return rollout.rollback && hasLanded(rollout.rollback.result) ? 'rolled-back' : 'rollout-failed';
    case 'timed-out':
      return 'rollout-timed-out';
  }
}

/**
 * Says what is known of a deploy once it is over.
 * @returns `undefined` where people are not told of such a result
 */
export function knownAtEnd(outcome: Outcome): KnownOutcome | undefined {
  const { result, rollout } = outcome;
  if (result === 'dry-run' || result === 'edited') return undefined;
  const rollbackUrl = rollout?.rollback?.pullRequestUrl ?? rollout?.rollback?.commitUrl;
  return { ...outcome, state: stateAtEnd(result, rollout), rollbackUrl };
}
