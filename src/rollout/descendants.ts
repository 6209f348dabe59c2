// The commits of a branch that have ours among their ancestors: an agent skips commits, and what it says of a later one is about ours too.

/** As much of a commit as is looked at. */
export interface CommitParents {
  readonly id: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** Where our commit is among the last ones of a branch. */
export interface CommitPlace {
  /** Ours and all that contain it and do not take it back, the oldest first; `undefined`: ours is not among those that were read. */
  readonly descendants: readonly string[] | undefined;
  /** Those before ours, the newest first, as far as they were read. */
  readonly before: readonly string[];
  /** The commit that took ours back, where the newest one has no longer what ours brought. */
  readonly takenBackBy: string | undefined;
}

/**
 * Finds our commit and what contains it.
 * @param own object id of our commit
 * @param commits of the branch, the newest first, no parent before its child
 * @param mayBeReverted whether a commit that takes ours back ends what contains it
 * @returns where it is
 */
export function placeOfCommit(
  own: string,
  commits: readonly CommitParents[],
  mayBeReverted: boolean,
): CommitPlace {
  if (!commits.some(({ id }) => id === own))
    return { descendants: undefined, before: [], takenBackBy: undefined };
  const known = new Map(commits.map(({ id, parents }) => [id, parents]));
  return {
    ...descendantsOf(own, commits, mayBeReverted),
    before: ancestorsOf(own, known).filter((id) => known.has(id)),
  };
}

/**
 * What follows a commit that takes ours back has no longer what ours has, until that one is taken back itself; so says a rollback,
 * and git-revert(1). Where ours is a merge, a rollback names the commit of the deploy, which came by it.
 */
function descendantsOf(
  own: string,
  commits: readonly CommitParents[],
  mayBeReverted: boolean,
): Pick<CommitPlace, 'descendants' | 'takenBackBy'> {
  const found = new Set([own]);
  const lost = new Map<string, string>();
  const [, ...merged] = commits.find(({ id }) => id === own)?.parents ?? [];
  for (const { id, parents, message } of commits.toReversed()) {
    const by = parents.map((each) => lost.get(each)).find((each) => each !== undefined);
    const contains = parents.some((each) => found.has(each));
    const takesBack = mayBeReverted && contains && isRevertOf(message, [own, ...merged]);
    if (by !== undefined ? !isRevertOf(message, [by]) : takesBack) lost.set(id, by ?? id);
    else if (by !== undefined || contains) found.add(id);
  }
  return { descendants: [...found], takenBackBy: lost.get(commits[0]?.id ?? '') };
}

function isRevertOf(message: string, names: readonly string[]): boolean {
  const says = '^[\\s*+-]*(?:Deploy-Reverts:|This reverts commit)';
  return new RegExp(`${says} (?:${names.join('|')})`, 'm').test(message);
}

/** The nearest first. */
function ancestorsOf(own: string, known: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const ahead = [...(known.get(own) ?? [])];
  for (let id = ahead.shift(); id !== undefined; id = ahead.shift()) {
    if (found.has(id)) continue;
    found.add(id);
    ahead.push(...(known.get(id) ?? []));
  }
  return [...found];
}
