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
export function openSnapshot(tip: Tip, source: ObjectSource, recent: RecentCommits): Snapshot {
  const reader = new TipReader(tip, source, recent);
  return {
    branch: tip.branch,
    commit: tip.commit,
    read: (patterns) => reader.read(patterns),
    readIfThere: (paths) => reader.readIfThere(paths),
    history: (depth) => reader.history(depth),
    proposed: [],
  };
}

/** Reads one tip. */
class TipReader {
  readonly #tip: Tip;
  readonly #source: ObjectSource;
  readonly #recent: RecentCommits;
  /** So many commits are wanted too. */
  #depthWanted: number | undefined;
  #reading: Promise<unknown> | undefined;

  constructor(tip: Tip, source: ObjectSource, recent: RecentCommits) {
    this.#tip = tip;
    this.#source = source;
    this.#recent = recent;
  }

  read(patterns: readonly string[]): Promise<readonly SnapshotFile[]> {
    const files = this.#namingDamage(async () => {
      const levels = levelsTo(patterns);
      const found = await findFiles(await this.#root(levels), patterns, this.#treesOf(levels));
      this.#source.stopPrefetch();
      return this.#contentsOf(found);
    });
    this.#reading = files;
    files.catch(() => {
      this.#reading = undefined;
    });
    return files;
  }

  readIfThere(paths: readonly string[]): Promise<readonly SnapshotFile[]> {
    const levels = Math.max(...paths.map((path) => path.split('/').length));
    return this.#namingDamage(async () =>
      this.#contentsOf(await findIfThere(await this.#root(levels), paths, this.#treesOf(levels))),
    );
  }

  async history(depth: number): Promise<readonly LogEntry[]> {
    const { branch, commit } = this.#tip;
    this.#depthWanted = depth;
    // The files may be asked for after it, in this turn.
    await Promise.resolve();
    if (this.#recent.comesAlong()) await this.#reading;
    return this.#recent.upTo(branch, commit, depth);
  }

  async #root(levels: number): Promise<string> {
    await this.#source.bringTip(this.#tip.commit, levels);
    return rootOf(this.#source, this.#tip.commit);
  }

  #treesOf(levels: number): ReadTrees {
    let left = levels;
    return async (oids) => {
      left -= 1;
      await this.#source.bring(oids, left);
      return oids.map((oid) => dataOf(this.#source.store, oid, 'tree'));
    };
  }

  async #contentsOf(found: readonly FoundFile[]): Promise<readonly SnapshotFile[]> {
    const oids = found.map(({ oid }) => oid);
    const depth = this.#depthWanted;
    await (depth === undefined
      ? this.#source.bring(oids, 0)
      : this.#recent.bringWith(oids, this.#tip.commit, depth));
    return found.map(({ path, oid }) => ({ path, bytes: dataOf(this.#source.store, oid, 'blob') }));
  }

  #namingDamage<T>(job: () => Promise<T>): Promise<T> {
    return namingDamage(this.#source.repository, this.#tip.branch, job);
  }
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
