// Commits read out of the store: those between two tips, and the last ones of a branch.
import { type Identity, parseCommit } from '../objects/commit.ts';
import { dataOf } from '../objects/damaged-object.ts';
import type { ObjectStore } from '../objects/objects.ts';

/** A commit of a branch. */
export interface LogEntry {
  /** Object id, 40 hex digits. */
  readonly id: string;
  /** Object ids. */
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Identity;
  /** When it was written first, milliseconds since 1970; an amended commit keeps it. */
  readonly authorDate: number;
  /** When it was committed, milliseconds since 1970. */
  readonly date: number;
}

/**
 * Lists every commit that is reachable from the tip without passing the base. The store holds all of base..tip, because
 * each tip was fetched with the one before as what is there already; parents that are missing lie before it.
 * @param base id of a commit; empty: none is passed by
 * @param tip id of a commit
 * @returns the commits, in any order
 * @throws {DamagedObjectError} where one of them cannot be read
 */
export function commitsSince(base: string, tip: string, store: Pick<ObjectStore, 'get'>): LogEntry[] {
  const commits: LogEntry[] = [];
  const seen = new Set([base]);
  const ahead = [tip];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const entry = entryOf(id, store);
    if (entry === undefined) continue;
    commits.push(entry);
    for (const parent of entry.parents) ahead.push(parent);
  }
  return commits;
}

/**
 * Lists every commit of a branch that another one does not have, as `git log base..tip`, as far as the store tells.
 * @param base id of the other branch's tip
 * @param tip id of a commit
 * @returns the commits, in any order
 * @throws {DamagedObjectError} where one of them cannot be read
 */
export function commitsBeyond(base: string, tip: string, store: ObjectStore): LogEntry[] {
  const ofBase = new Set([base, ...commitsSince('', base, store).map(({ id }) => id)]);
  return commitsSince(base, tip, store).filter(({ id }) => !ofBase.has(id));
}

/**
 * Lists the last commits of a branch, as `git log --max-count` does: the newest first, no parent before its child.
 * @param tip id of a commit
 * @param depth how many at most
 * @returns the commits; fewer where the store has no more
 * @throws {DamagedObjectError} where the tip, or a commit on the way, is none that can be read
 */
export function lastCommits(tip: string, depth: number, store: ObjectStore): LogEntry[] {
  const commits: LogEntry[] = [];
  const seen = new Set<string>();
  const ahead: LogEntry[] = [];
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      const entry = seen.has(id) ? undefined : entryOf(id, store);
      seen.add(id);
      if (entry === undefined) continue;
      const older = ahead.findIndex(({ date }) => date < entry.date);
      ahead.splice(older < 0 ? ahead.length : older, 0, entry);
    }
  };
  dataOf(store, tip, 'commit');
  visit([tip]);
  while (commits.length < depth) {
    const next = ahead.shift();
    if (next === undefined) break;
    commits.push(next);
    visit(next.parents);
  }
  return commits;
}

/**
 * Says whether commits of a branch may be missing among its last ones, because not all of an answer was read.
 * @param commits what was read
 * @param depth how many were wanted
 * @returns `false` where there are as many, or no parent is missing
 */
export function mayBeCut(commits: readonly LogEntry[], depth: number): boolean {
  const ids = new Set(commits.map(({ id }) => id));
  return commits.length < depth && commits.some(({ parents }) => parents.some((id) => !ids.has(id)));
}

function entryOf(id: string, store: Pick<ObjectStore, 'get'>): LogEntry | undefined {
  const object = store.get(id);
  if (object?.type !== 'commit') return undefined;
  const { parents, message, author, authorDate, date } = parseCommit(object);
  return { id, parents, message, author, authorDate, date };
}
