// What a command makes: a report except for its time.
import { type DeployError, toDeployError } from '../errors.ts';
import type { Change } from '../manifest/edit-manifests.ts';
import type { NotifiedPlace, Report, ReportedChange } from '../report/report.ts';

export type Outcome = Omit<Report, 'durationMs'>;

/** How a command ended, and what is left to do once that is reported: telling people may take seconds. */
export interface Ended {
  readonly outcome: Outcome;
  /** Gives everybody who was to be told. */
  readonly afterwards: (() => Promise<readonly NotifiedPlace[]>) | undefined;
}

/** What a command prints that reports nothing. */
export interface Printed {
  readonly text: string;
}

/**
 * Says whether a run has changed the branch: what is proposed may still be refused.
 * @returns whether its commit is on the branch
 */
export const hasLanded = (result: Outcome['result']): boolean => result === 'pushed' || result === 'merged';

/** Nothing is known of a branch and of a deploy to it. */
export const noDeploy = {
  purpose: undefined,
  headline: undefined,
  repository: undefined,
  branch: undefined,
  commit: undefined,
  commitUrl: undefined,
  pullRequestUrl: undefined,
  pullRequestNumber: undefined,
  attempts: undefined,
  remote: undefined,
  supersededBy: undefined,
  previousSource: undefined,
  rollout: undefined,
  unchangedReason: undefined,
  changes: [],
  diff: '',
} as const satisfies Omit<Outcome, 'result' | 'error'>;

/**
 * Makes the outcome of a run that ended badly, with what is known of the branch.
 * @param error whatever was thrown
 * @returns an outcome without changes
 */
export function failedOutcome(error: unknown): Outcome {
  const failure = toDeployError(error);
  return {
    ...noDeploy,
    result: failure.code === 'outcome-unknown' ? 'unknown' : 'failed',
    branch: failure.known?.branch,
    commit: failure.known?.commit,
    attempts: failure.known?.attempts,
    error: reportedError(failure),
  };
}

/**
 * Gives the fields of an error that are reported.
 * @returns code, message and remedy; names of inputs are marked in them
 */
export function reportedError({ code, marked }: DeployError): NonNullable<Report['error']> {
  return { code, ...marked };
}

/**
 * Gives the fields of changes that are reported.
 * @param fileUrlOf makes the address of the page of a changed file
 * @returns the changes without what belongs to the edit alone
 */
export function reportedChanges(
  changes: readonly Change[],
  fileUrlOf: (change: Change) => string | undefined,
): readonly ReportedChange[] {
  return changes.map((change) => {
    const { file, line, path, resource, image, variable, from, to } = change;
    return {
      file,
      fileUrl: fileUrlOf(change),
      line,
      path,
      kind: resource.kind,
      name: resource.name,
      namespace: resource.namespace,
      image,
      variable,
      from,
      to,
    };
  });
}
