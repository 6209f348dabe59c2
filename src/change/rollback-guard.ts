// The guard of a rollback: what somebody has changed after it was decided on is not taken back with it.
import { DeployError } from '../errors.ts';
import { formatReference } from '../image/reference.ts';
import { type BranchHistory, commitsBetween } from '../ledger/branch-history.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { deployedSince } from '../ledger/deployed-since.ts';
import { type BranchCommit, type Deploy, readDeploys } from '../ledger/read-deploys.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';
import type { Selector } from '../manifest/target.ts';
import type { Trailer } from './commit-message.ts';
import type { BranchState } from './config-repository.ts';
import { type EarlierImage, imageAt } from './earlier-images.ts';
import type { EditPlan, LandingWatcher, RollbackPlan } from './edit-plan.ts';
import { requestLine, requestOf } from './request-trailer.ts';

/** What a rollback would follow. */
type Followed = Pick<BranchState, 'commit' | 'proposed'>;

/** What somebody has changed meanwhile. */
export interface Overtaken {
  readonly place: EarlierImage;
  /** The deploy that did it; `undefined`: it was no deploy. */
  readonly by: Deploy | undefined;
}

/**
 * Refuses a rollback that takes back what somebody has changed since it was decided on; who is told, is told in the threads of that deploy.
 * @param commits the history, in any order
 * @param state what the rollback would follow
 * @param files as they are there
 * @throws {DeployError} superseded; deploy-not-found, image-ambiguous
 */
export function refuseOvertaken(
  { target, trailers }: Pick<EditPlan, 'target' | 'trailers'>,
  rollback: RollbackPlan,
  commits: readonly BranchCommit[],
  state: Followed,
  files: readonly ManifestFile[],
  watcher: LandingWatcher,
): void {
  const newer = overtakenBy(rollback, commits, state, files, target.select, trailers);
  if (newer === undefined) return;
  watcher.compared({ source: undefined, threads: newer.by?.threads ?? [], willCommit: false });
  throw overtaken(newer);
}

/**
 * Finds what has changed since a rollback was decided on.
 * @param commits the history, in any order
 * @param state what the rollback would follow
 * @param files as they are there
 * @param trailers of the rollback: what is only proposed by the same request makes room for it, and one of its commits that holds
 * is an earlier proposal of it
 * @returns a place that holds another value now; `undefined` where all hold what they held
 * @throws {DeployError} deploy-not-found, image-ambiguous
 */
export function overtakenBy(
  { decidedAt, found }: RollbackPlan,
  commits: readonly BranchCommit[],
  { commit: tip, proposed }: Followed,
  files: readonly ManifestFile[],
  select: Selector,
  trailers: readonly Trailer[],
): Overtaken | undefined {
  const place = found.find(({ file, image }) => {
    const now = imageAt(files, { file, what: image.name }, select, tip);
    return now === undefined || formatReference(now.image) !== formatReference(image);
  });
  if (place === undefined) return undefined;
  const request = requestOf(trailers);
  // A deploy of the same files and images has the same request, and holds nothing: once merged, it counts.
  const isOurs = (commit: BranchCommit): boolean =>
    request !== undefined &&
    commit.message.split('\n').includes(requestLine(request.value)) &&
    (proposed.includes(commit.id) || readDeploys(commit).some(({ hold }) => hold !== undefined));
  const since = commitsBetween(commits, decidedAt, tip);
  if (since.some(isOurs)) return undefined;
  return { place, by: deployedSince(since, [{ file: place.file, what: place.image.name }]) };
}

/**
 * Lists where a newer run may have deployed. Whoever takes back an own deploy has passed by what was there before it already.
 * @param commits the history, in any order
 * @returns the commits; of an own deploy those that follow it, and what is only proposed
 */
export function comparedCommits(
  { own }: RollbackPlan,
  commits: readonly BranchCommit[],
  { commit, proposed }: Followed,
): readonly BranchCommit[] {
  if (own === undefined) return commits;
  return [...commitsBetween(commits, own, commit), ...commits.filter(({ id }) => proposed.includes(id))];
}

/**
 * Makes the error for a rollback that was overtaken.
 * @returns superseded
 */
export function overtaken({ place: { file, image }, by }: Overtaken): DeployError {
  return supersededRollback(
    image.name,
    by === undefined ? `somebody has changed ${file} meanwhile` : whose(by),
  );
}

/**
 * Refuses to take back what a run has deployed itself, where somebody has deployed there since.
 * @param own what it has deployed
 * @param history of the branch, as it is now
 * @throws {DeployError} superseded
 */
export function refuseDeployedSince(
  { commit, places }: { readonly commit: string; readonly places: readonly DeployTarget[] },
  { commits, byId, tip }: BranchHistory,
): void {
  const what = [...new Set(places.map((place) => place.what))].slice(0, 3).join(', ');
  if (!byId.has(commit))
    throw supersededRollback(what, `the branch holds commit ${commit.slice(0, 8)} no longer`);
  const by = deployedSince(commitsBetween(commits, commit, tip), places);
  if (by !== undefined) throw supersededRollback(what, whose(by));
}

function whose({ references, author, commit }: Deploy): string {
  const values = references.slice(0, 3).join(', ') || 'another value';
  return `${author} has deployed ${values} meanwhile, with commit ${commit.slice(0, 8)}`;
}

function supersededRollback(what: string, why: string): DeployError {
  return new DeployError(
    'superseded',
    `Cannot roll back "${what}": ${why}`,
    'look at what is there now, and run the rollback again if it is still needed',
  );
}
