// Where a rollback goes back to, as the history has it.
import { splitReference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import { type DeployTarget, touches } from './deploy-target.ts';
import { deploysInEffect } from './deploys-in-effect.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';
import { type Meaning, meaningsOf } from './rollback-meanings.ts';

/** What is to go back, and where to. */
export interface WantedRollback {
  /** Files as they are now. */
  readonly paths: ReadonlySet<string>;
  /** Names without tags; none: every image of the deploy. */
  readonly images: readonly string[];
  /** `previous`, a tag, the start of a commit's id. */
  readonly to: string;
  /** The same as a time, milliseconds since 1970; `undefined` where it can be none. */
  readonly time: number | undefined;
}

/** A state of the branch to go back to. */
export interface FoundGoal {
  readonly is: 'found';
  /** The commit whose files hold the old values. */
  readonly commit: string;
  /** The deploys that are taken back, the newest first. */
  readonly taken: readonly Deploy[];
  readonly places: readonly DeployTarget[];
  /** The deploy that brought the old values, where one did. */
  readonly before: Deploy | undefined;
  /** The last deploy of these places, a rollback too. */
  readonly last: Deploy;
}

/** What the history says of the goal of a rollback. */
export type RollbackGoal =
  | FoundGoal
  | { readonly is: 'ambiguous'; readonly meanings: readonly string[] }
  | { readonly is: 'unknown'; readonly known: readonly Deploy[] };

/**
 * Finds the state that a rollback goes back to.
 * @param commits the history, the newest first
 * @returns the state; why it is none where the history does not tell
 */
export function rollbackGoal(commits: readonly BranchCommit[], wanted: WantedRollback): RollbackGoal {
  const isWanted = ({ file, what }: DeployTarget): boolean =>
    wanted.paths.has(file) &&
    !what.startsWith('.') &&
    (wanted.images.length === 0 || wanted.images.some((name) => sameName(name, what)));
  const all = commits.flatMap((commit) => readDeploys(commit).toReversed());
  const known = all.filter(
    ({ places, references }) => references.length > 0 && (places.isCut || places.targets.some(isWanted)),
  );
  const { deploys } = deploysInEffect(commits, isWanted);
  const effective = deploys.filter((deploy) => known.some(({ id }) => id === deploy.id));
  const [first, ...others] = meaningsOf(commits, known, effective, wanted);
  const [last] = known;
  if (first === undefined || last === undefined) return { is: 'unknown', known };
  if (others.some(({ commit }) => commit !== first.commit))
    return { is: 'ambiguous', meanings: [first, ...others].map(({ words }) => words) };
  const newer = takenBack(commits, effective, first);
  const places = placesOf(first.deploys ?? (newer.length > 0 ? newer : [last]), isWanted, wanted);
  if (places.length === 0) return { is: 'unknown', known };
  const own = effective.filter((deploy) => touches(deploy.places, places));
  const taken = own.filter((deploy) => newer.includes(deploy));
  const before = own.find((deploy) => !newer.includes(deploy));
  return { is: 'found', commit: first.commit, taken, places, before, last };
}

/** Those that count, and are newer than the goal. */
function takenBack(
  commits: readonly BranchCommit[],
  effective: readonly Deploy[],
  { commit }: Meaning,
): readonly Deploy[] {
  const at = new Map(commits.map(({ id }, index) => [id, index]));
  const goal = at.get(commit) ?? commits.length;
  return effective.filter((deploy) => (at.get(deploy.commit) ?? goal) < goal);
}

/** Of many places some are not listed: any of the files may hold an image of the deploy. */
function placesOf(
  deploys: readonly Deploy[],
  isWanted: (place: DeployTarget) => boolean,
  { paths }: WantedRollback,
): readonly DeployTarget[] {
  const places = deploys.flatMap(({ places: { targets, isCut }, references }) => {
    const names = references.map((text) => splitReference(text).name);
    const unlisted = isCut ? [...paths].flatMap((file) => names.map((what) => ({ file, what }))) : [];
    return [...targets, ...unlisted].filter(isWanted);
  });
  return [...new Map(places.map((place) => [`${place.file}#${place.what}`, place])).values()];
}
