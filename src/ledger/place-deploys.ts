// The deploys of one place, and which of them counts at a commit.
import { type Reference, splitReference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { BranchHistory } from './branch-history.ts';
import { type DeployTarget, touches } from './deploy-target.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/** The deploys of one place, rollbacks among them. */
export interface PlaceDeploys {
  readonly place: DeployTarget;
  /** The newest first. */
  readonly known: readonly [Deploy, ...Deploy[]];
  /** The same by the id of their commit: a squash merge holds several, the newest first. */
  readonly byCommit: ReadonlyMap<string, readonly Deploy[]>;
}

/** What counts for a place at a commit. */
export interface InEffect {
  /** Of one commit, the newest first; none: nothing that is known. */
  readonly deploys: readonly Deploy[];
  /** Id of their commit, or of the one before all that was read. */
  readonly at: string;
}

/**
 * Lists the deploys of images of a history.
 * @returns the deploys, the newest first
 */
export function imageDeploys({ commits }: BranchHistory): readonly Deploy[] {
  return commits
    .flatMap((commit) => readDeploys(commit).toReversed())
    .filter(({ references }) => references.length > 0);
}

/**
 * Finds the deploys of a place. Of a deploy that does not list all places, any place that has one of its images may be one.
 * @param deploys the newest first
 * @returns `undefined` where there are none
 */
export function deploysOfPlace(deploys: readonly Deploy[], place: DeployTarget): PlaceDeploys | undefined {
  const [first, ...others] = deploys.filter((deploy) => mayHaveChanged(deploy, place));
  if (first === undefined) return undefined;
  const known = [first, ...others] as const;
  const byCommit = new Map<string, Deploy[]>();
  for (const deploy of known) byCommit.set(deploy.commit, [...(byCommit.get(deploy.commit) ?? []), deploy]);
  return { place, known, byCommit };
}

/**
 * Says whether a deploy may have changed a place.
 * @returns whether it lists the place; of a deploy that does not list all places, whether it has the image
 */
export function mayHaveChanged(deploy: Deploy, place: DeployTarget): boolean {
  return lists(deploy, place) || (deploy.places.isCut && referenceOf(deploy, place) !== undefined);
}

/**
 * Says whether a deploy lists a place.
 * @returns whether it does; of a deploy of very many places not all are listed
 */
export function lists({ places: { targets } }: Deploy, place: DeployTarget): boolean {
  return touches({ targets, isCut: false }, [place]);
}

/**
 * Gives what a deploy put to a place.
 * @returns the reference; `undefined` where it has none of that name
 */
export function referenceOf(
  { references }: Pick<Deploy, 'references'>,
  { what }: DeployTarget,
): Reference | undefined {
  return references.map(splitReference).find(({ name }) => sameName(name, what));
}

/**
 * Finds what counts for a place at a commit: the newest deploy that the commit follows. A rollback is none; what counts is what
 * counted before the oldest commit that it takes back. One that names no commit of the branch is a deploy like any other.
 * @param from id of the commit; `undefined`: before all others
 * @returns the deploys
 */
export function inEffectAt(
  history: BranchHistory,
  { byCommit }: PlaceDeploys,
  from: string | undefined,
): InEffect {
  const { byId, positions, isWhole } = history;
  let start = from;
  for (;;) {
    const { commit, missing } = newestOf(history, byCommit, start);
    if (commit === undefined) return { deploys: [], at: missing };
    const deploys = byCommit.get(commit.id) ?? [];
    const oldest = deploys[0]?.reverts.at(-1);
    if (oldest === undefined) return { deploys, at: commit.id };
    const position = positions.get(oldest);
    if (position === undefined && !isWhole) return { deploys: [], at: oldest };
    // Nothing takes back what is newer than itself.
    if ((position ?? -1) <= (positions.get(commit.id) ?? 0)) return { deploys, at: commit.id };
    start = byId.get(oldest)?.parents[0];
  }
}

/** The newest commit with a deploy of the place that a commit follows; `missing`: where the history ends, as far as it was read. */
function newestOf(
  { byId, positions }: BranchHistory,
  byCommit: ReadonlyMap<string, unknown>,
  start: string | undefined,
): { readonly commit: BranchCommit | undefined; readonly missing: string } {
  const seen = new Set<string>();
  const ahead: string[] = [];
  let missing = '';
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (!byId.has(id)) missing = id;
      else if (!seen.has(id)) ahead.push(id);
      seen.add(id);
    }
  };
  visit(start === undefined ? [] : [start]);
  const at = (id: string | undefined): number => positions.get(id ?? '') ?? 0;
  while (ahead.length > 0) {
    const next = ahead.reduce((best, id, index) => (at(id) < at(ahead[best]) ? index : best), 0);
    const commit = byId.get(ahead.splice(next, 1)[0] ?? '');
    if (commit === undefined || byCommit.has(commit.id)) return { commit, missing };
    visit(commit.parents);
  }
  return { commit: undefined, missing };
}
