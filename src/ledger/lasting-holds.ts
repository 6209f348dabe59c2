// What makes a hold last, however many commits follow it: deploys say it again, and whoever reads goes on to the last deploy.
import { groupBy } from '../group-by.ts';
import type { DeployTarget } from './deploy-target.ts';
import { type HoldHistory, holdHistory, holdOf, holdsAt, isHolding, mayHold } from './hold-history.ts';
import { keptTrailers, type RecordedHold } from './kept-hold.ts';
import { newestFirst } from './newest-first.ts';
import { type BranchCommit, readDeploys } from './read-deploys.ts';

/** So many commits are read first. */
export const usualDepth = 200;
/** So many where the last deploy is further back, or was never made. */
export const greatestDepth = 5000;
/** A hold that no commit of these speaks of is said again by the next deploy. */
const freshDepth = 50;
/** Letters of what one commit says of earlier holds; what does not fit is left to the next one. */
const mostLetters = 16_000;

/**
 * Says whether holds may stand in commits that were not read. Every deploy has read holds as far back as it had to, and says
 * those again that would be further from it than `freshDepth`. A proposal, which may be merged late, says all holds of its base
 * again, and knows nothing of later ones.
 * @param commits the history as far as it was read, in any order
 * @returns `false` where a deploy is near enough, or the base of a proposal; or where there are no more commits
 */
export function mayHoldBefore(commits: readonly BranchCommit[]): boolean {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const followed = new Set(commits.flatMap(({ parents }) => parents));
  const seen = new Set<string>();
  let near = commits.filter(({ id }) => !followed.has(id));
  if (near.length > 0 && near.every((tip) => leadsToBase(tip, byId))) return false;
  let deployAt: number | undefined;
  for (let distance = 0; near.length > 0; distance += 1) {
    if (near.some((commit) => readDeploys(commit).some(({ isProposed }) => !isProposed)))
      deployAt ??= distance;
    if (near.some(({ parents }) => parents.some((id) => !byId.has(id))))
      return deployAt === undefined || distance < deployAt + freshDepth + 1;
    const next = new Set(near.flatMap(({ parents }) => parents).filter((id) => !seen.has(id)));
    for (const id of next) seen.add(id);
    near = [...next].flatMap((id) => byId.get(id) ?? []);
  }
  return false;
}

/** Says whether all that the branch itself got since the base of a proposal is among the commits. */
function leadsToBase(tip: BranchCommit, byId: ReadonlyMap<string, BranchCommit>): boolean {
  const proposals = [...byId.values()].flatMap(readDeploys);
  const bases = new Set(proposals.flatMap(({ base }) => base ?? []));
  let commit: BranchCommit | undefined = bases.size === 0 ? undefined : tip;
  while (commit !== undefined && !bases.has(commit.id)) commit = byId.get(commit.parents[0] ?? '');
  return commit !== undefined;
}

/**
 * Lists the holds that the next commit has to say again.
 * @param commits the history that it follows, in any order
 * @param message what it says, which may hold or release something, or end a hold
 * @param isProposed it waits for a merge, and may follow many more commits then
 * @returns the holds that count after it, each with what is left of it; the oldest first
 */
export function holdsToKeep(
  commits: readonly BranchCommit[],
  message: string,
  isProposed: boolean,
): readonly RecordedHold[] {
  if (holdHistory(commits).deploys.length === 0) return [];
  const parents = commits.map(({ id }) => id);
  const next = { id: 'next', message, parents, author: { name: '' }, date: Number.POSITIVE_INFINITY };
  const history = holdHistory([...commits, next]);
  const fresh = new Set(saidLately(isProposed ? [next] : [...commits, next]));
  const origins = new Map(
    [...history.kept, ...history.deploys.filter(isHolding).map(holdOf)]
      .filter(({ id }) => !fresh.has(id))
      .map((each) => [each.id, each]),
  );
  const left = [...origins.values()].map((each) => whatIsLeft(each, history));
  let letters = 0;
  return left
    .filter((each, index) => {
      letters += each
        .flatMap(keptTrailers)
        .reduce((sum, { key, value }) => sum + key.length + value.length, 0);
      return index === 0 || letters <= mostLetters;
    })
    .flat();
}

function saidLately(commits: readonly BranchCommit[]): readonly string[] {
  return newestFirst(commits)
    .slice(0, freshDepth)
    .flatMap(readDeploys)
    .flatMap(({ id, hold, keeps }) => [...(hold === undefined ? [] : [id]), ...keeps.map((each) => each.id)]);
}

/** Places that are left with several sets of orders make several holds of one origin. */
function whatIsLeft(origin: RecordedHold, history: HoldHistory): readonly RecordedHold[] {
  const { id, places } = origin;
  const said = history.kept.filter((each) => each.id === id);
  const all = [...places.targets, ...said.flatMap((each) => each.places.targets)];
  const leftAt = (place: DeployTarget): RecordedHold | undefined =>
    holdsAt(place, history).find((each) => each.id === id);
  const open = distinct(all).flatMap((place) => {
    const left = leftAt(place);
    return left === undefined ? [] : [{ place, left }];
  });
  const groups = [...groupBy(open, ({ left }) => JSON.stringify(left.hold)).values()];
  const whole = groups.flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first.left, places: { targets: [first, ...others].map(({ place }) => place), isCut: false } }],
  );
  const except = endedPlaces(id, history).filter((place) => leftAt(place) === undefined);
  const cut = places.isCut ? [{ ...origin, places: { targets: [], isCut: true } }] : [];
  return [...whole, ...cut].map((each) => ({
    ...each,
    except: except.filter((place) => mayHold({ ...each, except: [] }, place)),
  }));
}

/** Places that something may have ended a hold for; a hold of a whole file, or of very many places, does not list them. */
function endedPlaces(id: string, { deploys, kept }: HoldHistory): readonly DeployTarget[] {
  const named = deploys.filter(({ isRelease, order }) => isRelease || order !== undefined);
  const before = kept.filter((each) => each.id === id).flatMap(({ except }) => except);
  return distinct([...named.flatMap(({ places }) => places.targets), ...before]);
}

function distinct(places: readonly DeployTarget[]): readonly DeployTarget[] {
  return [...new Map(places.map((place) => [`${place.file}#${place.what}`, place])).values()];
}
