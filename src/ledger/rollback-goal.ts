// Where a rollback goes back to, place by place, as the history has it.
import { isTag, type Reference } from '../image/reference.ts';
import { ancestorsOf, type BranchHistory } from './branch-history.ts';
import type { DeployTarget } from './deploy-target.ts';
import { deploysOfPlace, imageDeploys, inEffectAt, lists, type PlaceDeploys } from './place-deploys.ts';
import type { Deploy } from './read-deploys.ts';
import { candidatesOf, othersOf, type WantedRollback } from './rollback-candidates.ts';
import { meaningsOf } from './rollback-meanings.ts';
import type { PlaceState } from './tag-states.ts';

/** Where one place goes back to. */
export interface PlaceGoal {
  readonly place: DeployTarget;
  /** The commit whose file holds the old value. */
  readonly commit: string;
  /** What stands there, where a deploy says it. */
  readonly expected: Reference | undefined;
  /** The deploys that are taken back, the newest first. */
  readonly taken: readonly Deploy[];
  /** The deploy that brought the old value, where one did. */
  readonly before: Deploy | undefined;
  /** The last deploy of the place, a rollback too. */
  readonly last: Deploy;
  /** The last deploy lists the place; else it may have changed it, among many. */
  readonly isListed: boolean;
  /** The variables that have changed since, and with the old value. */
  readonly versionEnv: readonly string[];
}

/** A state to go back to. */
export interface FoundGoal {
  readonly is: 'found';
  readonly places: readonly PlaceGoal[];
  /** The commits that are taken back, the newest first; none where that does not lead to this state. */
  readonly reverts: readonly string[];
  /** Older commits may show that the words are a tag. */
  readonly isSure: boolean;
}

/** What the history says of the goal of a rollback. */
export type RollbackGoal =
  | FoundGoal
  | { readonly is: 'ambiguous'; readonly meanings: readonly string[] }
  /** Only some places of an image know the tag. */
  | { readonly is: 'partial'; readonly without: readonly DeployTarget[] }
  | { readonly is: 'unknown'; readonly known: readonly Deploy[] };

/**
 * Finds the state that a rollback goes back to.
 * @returns the state; why it is none where the history does not tell
 */
export function rollbackGoal(history: BranchHistory, wanted: WantedRollback): RollbackGoal {
  const deploys = imageDeploys(history);
  const candidates = candidatesOf(deploys, wanted);
  const places = candidates.flatMap((place) => deploysOfPlace(deploys, place) ?? []);
  const ofPlaces = new Set(places.flatMap(({ known }) => known));
  const unknown = { is: 'unknown', known: deploys.filter((deploy) => ofPlaces.has(deploy)) } as const;
  const [first, ...others] = meaningsOf(history, places, wanted);
  if (first === undefined || first.states.length === 0) return unknown;
  if (others.some(({ key }) => key !== first.key))
    return { is: 'ambiguous', meanings: [first, ...others].map(({ words }) => words) };
  const deployed = history.isWhole ? places.map(({ place }) => place) : candidates;
  const without = first.key === 'tag' ? othersOf(first.states, deployed) : [];
  if (without.length > 0) return { is: 'partial', without };
  const reached = new Map<string, ReadonlySet<string>>();
  const goals = first.states.map((state) => {
    const before = reached.get(state.commit) ?? ancestorsOf(history.byId, state.commit);
    reached.set(state.commit, before);
    return placeGoal(history, state, before);
  });
  const isSure = first.key === 'tag' || history.isWhole || !mayBeTag(wanted.to);
  return { is: 'found', places: goals, reverts: revertsOf(history, first.states, goals), isSure };
}

/** `2h`, and hex digits with a letter among them, are most likely what they look like. */
function mayBeTag(to: string): boolean {
  const isOther = /^(?:previous|\d+[a-z]|(?=\d*[a-f])[\da-f]{7,}|\d{40})$/i.test(to);
  return isTag(to) && !isOther;
}

function placeGoal(
  history: BranchHistory,
  { of, commit, expected }: PlaceState,
  reached: ReadonlySet<string>,
): PlaceGoal {
  const { place, known } = of;
  const [last] = known;
  const before = inEffectAt(history, of, commit).deploys[0];
  const since = known.filter(
    (deploy) => !reached.has(deploy.commit) || [commit, before?.commit].includes(deploy.commit),
  );
  return {
    ...{ place, commit, expected, before, last },
    taken: takenBack(history, of, reached),
    isListed: lists(last, place),
    versionEnv: [...new Set(since.flatMap(({ versionEnv }) => versionEnv))],
  };
}

/** Those that count, and that the goal does not follow. */
function takenBack(
  history: BranchHistory,
  of: PlaceDeploys,
  reached: ReadonlySet<string>,
): readonly Deploy[] {
  const taken: Deploy[] = [];
  let { deploys, at } = inEffectAt(history, of, history.tip);
  while (deploys.length > 0 && !reached.has(at)) {
    taken.push(...deploys);
    ({ deploys, at } = inEffectAt(history, of, history.byId.get(at)?.parents[0]));
  }
  return taken;
}

/** Whoever reads them takes everything back since the last one: that has to be the state of each place. */
function revertsOf(
  history: BranchHistory,
  states: readonly PlaceState[],
  goals: readonly PlaceGoal[],
): readonly string[] {
  const { positions, byId } = history;
  const at = (id: string): number => positions.get(id) ?? 0;
  const commits = [...new Set(goals.flatMap(({ taken }) => taken.map(({ commit }) => commit)))].toSorted(
    (one, other) => at(one) - at(other),
  );
  const base = byId.get(commits.at(-1) ?? '')?.parents[0];
  const isState = states.every(
    ({ of, commit }) => inEffectAt(history, of, base).at === inEffectAt(history, of, commit).at,
  );
  return isState ? commits : [];
}
