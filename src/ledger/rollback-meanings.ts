// What `previous`, a tag, a commit or a time may mean in the history of a branch.
import { ancestorsOf, type BranchHistory } from './branch-history.ts';
import { inEffectAt, type PlaceDeploys, referenceOf } from './place-deploys.ts';
import { type PlaceState, tagStates } from './tag-states.ts';

/** One thing that the words of the user may mean. */
export interface Meaning {
  /** Two meanings with the same key are one. */
  readonly key: string;
  readonly states: readonly PlaceState[];
  /** For people. */
  readonly words: string;
}

/** The words of the user. */
export interface RollbackWords {
  /** `previous`, a tag, the start of a commit's id. */
  readonly to: string;
  /** The same as a time, milliseconds since 1970; `undefined` where it can be none. */
  readonly time: number | undefined;
}

/**
 * Lists what the words of the user mean; a tag is meant before all else.
 * @param places the places that may go back
 * @returns the meanings; none where the history has nothing of it
 */
export function meaningsOf(
  history: BranchHistory,
  places: readonly PlaceDeploys[],
  { to, time }: RollbackWords,
): readonly Meaning[] {
  const states = tagStates(history, places, to);
  if (states.length > 0) return [{ key: 'tag', states, words: `the tag ${to}` }];
  if (to === 'previous') return previousMeanings(history, places);
  const named = /^[0-9a-f]{7,40}$/i.test(to) ? commitMeanings(history, places, to.toLowerCase()) : [];
  return named.length > 0 || time === undefined ? named : timeMeanings(history, places, time);
}

/** The state before the last deploy that counts for any of the places. */
function previousMeanings(history: BranchHistory, places: readonly PlaceDeploys[]): readonly Meaning[] {
  const { byId, positions, tip } = history;
  const effective = places
    .map((of) => ({ of, state: inEffectAt(history, of, tip) }))
    .filter(({ state }) => state.deploys.length > 0);
  const last = Math.min(...effective.map(({ state }) => positions.get(state.at) ?? 0));
  const own = effective.filter(({ state }) => positions.get(state.at) === last);
  const commit = byId.get(own[0]?.state.at ?? '')?.parents[0];
  if (commit === undefined) return [];
  const states = own.map(({ of }) => ({ of, commit, expected: undefined }));
  return [{ key: commit, states, words: 'the state before the last deploy' }];
}

/** A commit of this repository, and the last deploy of each commit of an application whose id begins so. */
function commitMeanings(
  history: BranchHistory,
  places: readonly PlaceDeploys[],
  start: string,
): readonly Meaning[] {
  const bySource = new Map<string, PlaceState[]>();
  for (const of of places) {
    const deploy = of.known.find(({ source = '' }) => commitOf(source).startsWith(start));
    const { source } = deploy ?? {};
    if (deploy === undefined || source === undefined) continue;
    const state = { of, commit: deploy.commit, expected: referenceOf(deploy, of.place) };
    bySource.set(source, [...(bySource.get(source) ?? []), state]);
  }
  const sources = [...bySource].map(([key, states]) => ({ key, states, words: `commit ${key}` }));
  const own = history.commits.filter(({ id }) => id.startsWith(start));
  // Where one repository holds config and code, a commit is both: what was built from it is meant.
  const others = own.filter(({ id }) => !sources.some(({ key }) => id.startsWith(commitOf(key))));
  const commits = others.map(({ id }) => ({
    key: id,
    states: statesAt(history, places, id),
    words: `commit ${id.slice(0, 8)} of this repository`,
  }));
  return [...sources, ...commits];
}

const commitOf = (source: string): string => source.slice(source.lastIndexOf('@') + 1);

/** The branch as it was then: merges are followed by their first parent, as `git log --first-parent` does. */
function timeMeanings(
  history: BranchHistory,
  places: readonly PlaceDeploys[],
  time: number,
): readonly Meaning[] {
  const { byId, tip } = history;
  let commit = byId.get(tip);
  while (commit !== undefined && commit.date > time) commit = byId.get(commit.parents[0] ?? '');
  if (commit === undefined) return [];
  return [{ key: commit.id, states: statesAt(history, places, commit.id), words: 'a time' }];
}

/** All places that were deployed since; where none was, those of the last deploy: nothing changes there. */
function statesAt(
  { byId }: BranchHistory,
  places: readonly PlaceDeploys[],
  commit: string,
): readonly PlaceState[] {
  const before = ancestorsOf(byId, commit);
  const since = places.filter(({ known }) => known.some((deploy) => !before.has(deploy.commit)));
  return (since.length > 0 ? since : places).map((of) => ({ of, commit, expected: undefined }));
}
