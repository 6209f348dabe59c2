// The files of a branch at one commit.
import { parseCommit } from '../objects/commit.ts';
import { findFiles } from './find-files.ts';
import { levelsTo } from './glob.ts';
import type { ObjectSource } from './object-source.ts';
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
   * submodule is on the way
   */
  read(patterns: readonly string[]): Promise<readonly SnapshotFile[]>;
}

/**
 * Opens the tree of a tip; nothing of it is fetched before it is read.
 * @param tip where the branch stands
 * @param source brings what is missing
 * @returns the snapshot
 */
export function openSnapshot({ branch, commit }: Tip, source: ObjectSource): Snapshot {
  return {
    branch,
    commit,
    async read(patterns) {
      let levels = levelsTo(patterns);
      await source.bringTip(commit, levels);
      const readTrees = async (oids: readonly string[]) => {
        levels -= 1;
        await source.bring(oids, levels);
        return oids.map((oid) => dataOf(source, oid));
      };
      const found = await findFiles(rootOf(source, commit), patterns, readTrees);
      source.stopPrefetch();
      await source.bring(
        found.map(({ oid }) => oid),
        0,
      );
      return found.map(({ path, oid }): SnapshotFile => ({ path, bytes: dataOf(source, oid) }));
    },
  };
}

/**
 * Gives the id of the tree of a commit that was brought.
 * @param commit its id
 * @returns the id of its root tree
 * @throws {Error} where it was not brought
 */
export function rootOf({ store }: ObjectSource, commit: string): string {
  const object = store.get(commit);
  if (object?.type !== 'commit') throw new Error(`Commit ${commit} is not there`);
  return parseCommit(object).tree;
}

function dataOf({ store }: ObjectSource, oid: string): Buffer {
  const object = store.get(oid);
  if (object === undefined) throw new Error(`Object ${oid} is not there`);
  return object.data;
}
