// The files of a branch at one commit.
import { parseCommit } from '../objects/commit.ts';
import { dataOf } from '../objects/damaged-object.ts';
import { namingDamage } from './damage.ts';
import { findIfThere } from './find-beside.ts';
import { type FoundFile, findFiles, type ReadTrees } from './find-files.ts';
import { levelsTo } from './glob.ts';
import type { LogEntry } from './history.ts';
import type { ObjectSource } from './object-source.ts';
import type { RecentCommits } from './recent-commits.ts';
import type { Tip } from './tip.ts';

/** A file of a snapshot. */
export interface SnapshotFile {
  /** Path from the repository's root, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The tree of one commit, fetched as far as it is asked for. */
export interface Snapshot {
  readonly branch: string;
  /** The commit's object id, 40 hex digits. */
  readonly commit: string;
  /**
   * Reads the files that match the paths or globs.
   * @returns the files, in the order of the tree
   * @throws {DeployError} file-not-found where a path or glob matches nothing; not-editable where a symlink or
   * submodule is on the way; unsupported-repository where an object is damaged
   */
  read(patterns: readonly string[]): Promise<readonly SnapshotFile[]>;
  /**
   * Reads the files at paths where there may be none.
   * @returns those that are there
   */
  readIfThere(paths: readonly string[]): Promise<readonly SnapshotFile[]>;
  /**
   * Reads the last commits up to this one. Asked for in the same turn as files, they come with those.
   * @param depth how many at least, where there are as many and they are of usual size
   * @returns the commits, in any order
   */
  history(depth: number): Promise<readonly LogEntry[]>;
  /** Ids of commits in it that are only proposed: the branch that they are for has none of them. */
  readonly proposed: readonly string[];
}

/**
 * Opens the tree of a tip; nothing of it is fetched before it is read.
 * @param tip where the branch stands
 * @param source brings what is missing
 * @param recent brings the history
 * @returns the snapshot
 */
export function openSnapshot({ branch, commit }: Tip, source: ObjectSource, recent: RecentCommits): Snapshot {
  const treesOf = (levels: number): ReadTrees => {
    let left = levels;
    return async (oids) => {
      left -= 1;
      await source.bring(oids, left);
      return oids.map((oid) => dataOf(source.store, oid, 'tree'));
    };
  };
  /** So many commits are wanted too. */
  let depthWanted: number | undefined;
  let reading: Promise<unknown> | undefined;
  const contentsOf = async (found: readonly FoundFile[]): Promise<readonly SnapshotFile[]> => {
    const oids = found.map(({ oid }) => oid);
    await (depthWanted === undefined ? source.bring(oids, 0) : recent.bringWith(oids, commit, depthWanted));
    return found.map(({ path, oid }) => ({ path, bytes: dataOf(source.store, oid, 'blob') }));
  };
  const read = async (patterns: readonly string[]): Promise<readonly SnapshotFile[]> => {
    const levels = levelsTo(patterns);
    await source.bringTip(commit, levels);
    const found = await findFiles(rootOf(source, commit), patterns, treesOf(levels));
    source.stopPrefetch();
    return contentsOf(found);
  };
  const readIfThere = async (paths: readonly string[]): Promise<readonly SnapshotFile[]> => {
    const levels = Math.max(...paths.map((path) => path.split('/').length));
    await source.bringTip(commit, levels);
    return contentsOf(await findIfThere(rootOf(source, commit), paths, treesOf(levels)));
  };
  const history = async (depth: number): Promise<readonly LogEntry[]> => {
    depthWanted = depth;
    // The files may be asked for after it, in this turn.
    await Promise.resolve();
    if (recent.comesAlong()) await reading;
    return recent.upTo(branch, commit, depth);
  };
  return {
    branch,
    commit,
    read: (patterns) => {
      const files = namingDamage(source.repository, branch, () => read(patterns));
      reading = files;
      files.catch(() => {
        reading = undefined;
      });
      return files;
    },
    readIfThere: (paths) => namingDamage(source.repository, branch, () => readIfThere(paths)),
    history,
    proposed: [],
  };
}

/**
 * Gives the id of the tree of a commit that was brought.
 * @param commit its id
 * @returns the id of its root tree
 * @throws {DamagedObjectError} for what is no commit, or one that cannot be read
 */
export function rootOf({ store }: ObjectSource, commit: string): string {
  return parseCommit({ type: 'commit', data: dataOf(store, commit, 'commit') }).tree;
}
