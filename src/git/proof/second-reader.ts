// isomorphic-git as the second reader of objects in memory: it shares no code with the rooms that made them.
import { type CommitObject, readCommit, readObject, readTree, type TreeEntry } from 'isomorphic-git';
import type { ObjectType } from '../objects/objects.ts';
import { type FindObject, gitdir, objectFiles } from './object-files.ts';

/** What isomorphic-git finds under an id; each method rejects where the bytes do not hash to that id. */
export interface SecondReader {
  commit(oid: string): Promise<CommitObject>;
  /** Entries by the order of their names, whatever their order in the tree; entries of one name keep theirs. */
  tree(oid: string): Promise<readonly TreeEntry[]>;
  /** The bytes of an object of this type. */
  bytes(oid: string, type: ObjectType): Promise<Uint8Array>;
}

/**
 * Opens isomorphic-git on objects in memory; it reads nothing else.
 * @param find gives the objects
 * @returns the reader; its methods reject with errors of isomorphic-git
 */
export function openSecondReader(find: FindObject): SecondReader {
  const where = { fs: objectFiles(find), gitdir };
  return {
    async commit(oid) {
      const read = await readCommit({ ...where, oid });
      return samePlace(oid, read.oid, read.commit);
    },
    async tree(oid) {
      const read = await readTree({ ...where, oid });
      return samePlace(oid, read.oid, read.tree);
    },
    async bytes(oid, type) {
      const read = await readObject({ ...where, oid, format: 'content' });
      if (read.format === 'content' && read.type === type) return read.object;
      throw new Error(`object ${oid} is a ${read.type}, not a ${type}`);
    },
  };
}

/** isomorphic-git follows a tag to its commit, and a commit to its tree: what it gives is of another object then. */
function samePlace<T>(asked: string, read: string, value: T): T {
  if (asked === read) return value;
  throw new Error(`object ${asked} leads on to ${read}`);
}
