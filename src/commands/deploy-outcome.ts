// How a deploy ended, for the report.
import type { Landed } from '../change/land-edit.ts';
import type { Summary } from '../change/summary.ts';
import { headlineOf } from '../change/what-went-where.ts';
import type { Connection } from '../config/connection-config.ts';
import { DeployError } from '../errors.ts';
import { commitPage, filePage } from '../hosts/commit-page.ts';
import type { CiServer } from '../hosts/find-host.ts';
import type { Host } from '../hosts/host.ts';
import { formatOrder } from '../ledger/deploy-order.ts';
import type { Change } from '../manifest/edit-manifests.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { unifiedDiff } from '../report/diff.ts';
import { hostOf } from './host-of.ts';
import { orWarn } from './or-warn.ts';
import { failedOutcome, hasLanded, type Outcome, reportedChanges, reportedError } from './outcome.ts';

/**
 * Makes the outcome of a landing that did not throw; what cannot be shown of it is a warning, and no failure.
 * @param server the CI's own host
 * @param warn hears what cannot be shown
 * @returns the outcome, an unknown one too
 */
export function landedOutcome(
  landed: Landed<ProposalResult>,
  summary: Summary,
  config: Connection,
  server: CiServer,
  warn: (line: string) => void,
): Outcome {
  const { repository, url } = config;
  const { result, branch, attempts, remote, request, edit, newer } = landed;
  const isNamed = result !== 'unknown' || landed.inDoubt?.length !== 0;
  const commit = newer?.commit ?? (isNamed ? landed.commit : undefined);
  const host = () => hostOf(config, { kind: server.kind, serverUrl: server.url });
  const page = () => commit && commitPage(host(), url, commit, server);
  const isThere = hasLanded(result) || result === 'proposed';
  const filePages = () => filePagesOf(isThere ? host() : undefined, url, landed.commit, server);
  const fileUrlOf = orWarn(warn, 'tell the pages of the files', filePages, () => undefined);
  return {
    result,
    purpose: summary.purpose,
    headline: headlineOf(summary) || undefined,
    repository,
    branch,
    commit,
    commitUrl: orWarn(warn, 'tell the page of the commit', page, undefined),
    pullRequestUrl: request?.url,
    pullRequestNumber: request?.number,
    attempts,
    remote,
    supersededBy: newer && { order: formatOrder(newer.order), runUrl: newer.run },
    previousSource: undefined,
    rollout: { state: 'none', statuses: [], rollback: undefined },
    unchangedReason: result === 'unchanged' ? landed.unchangedReason : undefined,
    changes: reportedChanges(edit.changes, fileUrlOf),
    diff: orWarn(warn, 'show the diff', () => unifiedDiff(edit.files), ''),
    error: result === 'unknown' ? reportedError(unknownOutcome(landed)) : undefined,
  };
}

/** A file is as it was changed at a commit of ours alone. */
function filePagesOf(host: Host | undefined, url: RemoteUrl, commit: string, server: CiServer) {
  return (change: Change) => host && filePage(host, url, commit, change, server);
}

/**
 * Makes the outcome of a landing that threw. Before the branch was read, no more is known of it than the input says.
 * @param error whatever was thrown
 * @returns the outcome
 */
export function unlandedOutcome(
  error: unknown,
  summary: Summary,
  { repository, branch }: Connection,
): Outcome {
  const outcome = failedOutcome(error);
  const headline = headlineOf(summary) || undefined;
  const { purpose } = summary;
  return { ...outcome, purpose, headline, repository, branch: outcome.branch ?? branch };
}

function unknownOutcome({
  branch,
  commit,
  inDoubt = [commit],
  doubt = '',
}: Pick<ProposalResult, 'branch' | 'commit' | 'inDoubt' | 'doubt'>): DeployError {
  // Of a commit that the server makes, the id is not known before it is there.
  const which =
    inDoubt.length === 0 ? 'the commit' : `commit ${inDoubt.map((each) => `"${each}"`).join(' or ')}`;
  return new DeployError(
    'outcome-unknown',
    `Cannot tell whether ${which} landed on "${branch}": ${doubt}`,
    'look for it in the branch, or run the job again: it changes nothing if the commit is there',
  );
}
