// The last commits of a tip, which come along with a request for files.
import { type ObjectStore, OversizeError } from '../objects/objects.ts';

/** Which commits come along, and where they go. */
export interface CommitWindow {
  /** Id of the last one. */
  readonly tip: string;
  /** So many, from the tip back. */
  readonly depth: number;
  /** Takes the commits. */
  readonly store: ObjectStore;
}

/** Commits that take more than this, unpacked, are asked for apart, bytes: files wait behind them. */
const mostAlong = 4 * 2 ** 20;

/**
 * Opens a store for a pack of commits and files.
 * @param files takes all that is no commit
 * @param commits takes the commits
 * @returns a store that takes both; it throws OversizeError for commits of many bytes
 */
export function withCommitsApart(files: ObjectStore, commits: ObjectStore): ObjectStore {
  let room = mostAlong;
  return {
    has: (oid) => files.has(oid) || commits.has(oid),
    get: (oid) => files.get(oid) ?? commits.get(oid),
    set: (oid, object) => {
      if (object.type !== 'commit') return files.set(oid, object);
      room -= object.data.length;
      if (room < 0) throw new OversizeError('the last commits are large');
      return commits.set(oid, object);
    },
  };
}
