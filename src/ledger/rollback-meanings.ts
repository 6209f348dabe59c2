// What `previous`, a tag, a commit or a time may mean in the history of a branch.
import { splitReference } from '../image/reference.ts';
import type { BranchCommit, Deploy } from './read-deploys.ts';

/** One thing that the words of the user may mean. */
export interface Meaning {
  /** The commit whose files hold the old values. */
  readonly commit: string;
  /** The deploys whose places go back; `undefined`: all that were deployed since. */
  readonly deploys: readonly Deploy[] | undefined;
  /** For people. */
  readonly words: string;
}

/**
 * Lists what the words of the user mean.
 * @param commits the history, the newest first
 * @param known the deploys of the places, the newest first
 * @param effective those of them that no rollback has taken back
 * @returns the meanings; none where the history has nothing of it
 */
export function meaningsOf(
  commits: readonly BranchCommit[],
  known: readonly Deploy[],
  effective: readonly Deploy[],
  { to, time }: { readonly to: string; readonly time: number | undefined },
): readonly Meaning[] {
  const byTag = tagMeanings(commits, known, to);
  if (to === 'previous' && byTag.length === 0) return previousMeanings(commits, effective);
  const named = [...byTag, ...commitMeanings(commits, to), ...sourceMeanings(known, to)];
  return named.length > 0 || time === undefined ? named : timeMeanings(commits, time);
}

/** The state before the last deploy that counts; a squash merge may hold several. */
function previousMeanings(
  commits: readonly BranchCommit[],
  effective: readonly Deploy[],
): readonly Meaning[] {
  const [last] = effective;
  const own = effective.filter(({ commit }) => commit === last?.commit);
  return beforeOf(commits, last, own);
}

function tagMeanings(
  commits: readonly BranchCommit[],
  known: readonly Deploy[],
  to: string,
): readonly Meaning[] {
  const hasTag = ({ references }: Deploy): boolean =>
    references.map(splitReference).some(({ tag, digest }) => tag === to || digest === to);
  const deploy = known.find(hasTag);
  if (deploy !== undefined)
    return [{ commit: deploy.commit, deploys: [deploy], words: `the tag of commit ${short(deploy.commit)}` }];
  // What was there before the first deploy is known by what that one replaced.
  const after = known.find(({ previous = '' }) => previous.split(/, | and /).includes(to));
  return beforeOf(commits, after, after === undefined ? [] : [after]);
}

function beforeOf(
  commits: readonly BranchCommit[],
  deploy: Deploy | undefined,
  deploys: readonly Deploy[],
): readonly Meaning[] {
  const parent = commits.find(({ id }) => id === deploy?.commit)?.parents[0];
  return parent === undefined
    ? []
    : [{ commit: parent, deploys, words: `the state before ${short(deploy?.commit ?? '')}` }];
}

const isId = (text: string): boolean => /^[0-9a-f]{4,40}$/i.test(text);

function commitMeanings(commits: readonly BranchCommit[], to: string): readonly Meaning[] {
  if (!isId(to)) return [];
  const found = commits.filter(({ id }) => id.startsWith(to.toLowerCase()));
  return found.map(({ id }) => ({
    commit: id,
    deploys: undefined,
    words: `commit ${short(id)} of this repository`,
  }));
}

/** The last deploy of each commit of an application whose id begins so. */
function sourceMeanings(known: readonly Deploy[], to: string): readonly Meaning[] {
  if (!isId(to)) return [];
  const bySource = new Map<string, Deploy>();
  for (const deploy of known) {
    const { source = '' } = deploy;
    const commit = source.slice(source.lastIndexOf('@') + 1);
    if (commit.startsWith(to.toLowerCase()) && !bySource.has(source)) bySource.set(source, deploy);
  }
  return [...bySource].map(([source, deploy]) => ({
    commit: deploy.commit,
    deploys: [deploy],
    words: `commit ${source}`,
  }));
}

/** The branch as it was then: merges are followed by their first parent, as `git log --first-parent` does. */
function timeMeanings(commits: readonly BranchCommit[], time: number): readonly Meaning[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  let commit = commits[0];
  while (commit !== undefined && commit.date > time) commit = byId.get(commit.parents[0] ?? '');
  return commit === undefined ? [] : [{ commit: commit.id, deploys: undefined, words: 'a time' }];
}

const short = (id: string): string => id.slice(0, 8);
