import { parseCommit } from '../objects/commit.ts';
import type { Tip } from '../tip.ts';
import type { Snapshot, SnapshotFile } from '../types.ts';
import { findFiles } from './find-files.ts';
import { levelsTo } from './glob.ts';
import type { ObjectSource } from './object-source.ts';

/** The tree of a tip; nothing of it is fetched before it is read. */
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
      source.settle();
      await source.bring(found.map(({ oid }) => oid));
      return found.map(({ path, oid }): SnapshotFile => ({ path, bytes: dataOf(source, oid) }));
    },
  };
}

/** The id of the tree of a commit that was brought. */
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
