// The proof of a commit before it leaves: a second implementation of git reads it, and finds what is meant.
import { DeployError } from '../../errors.ts';
import type { NamedObject } from '../objects/objects.ts';
import { WorkSlices } from '../objects/work-slices.ts';
import { checkCommit, type IntendedCommit } from './check-commit.ts';
import { compareTrees, namesByFolder, type TreeWalk } from './compare-trees.ts';
import type { FindObject } from './object-files.ts';
import { openSecondReader, type SecondReader } from './second-reader.ts';

/** A commit that was made and not yet pushed. */
export interface MadeCommit {
  /** Id of the commit. */
  readonly commit: string;
  /** All that will be sent. */
  readonly objects: readonly NamedObject[];
}

/** What the commit is to be. */
export interface Intended extends IntendedCommit {
  /** The bytes that are meant, by path from the root; every other file stays as it is in the parent. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Proves that a commit is what is meant: parent, author, message and signature; the intended files alone differ from
 * the parent, with the intended bytes and the modes they had; every object that will be sent belongs to it and hashes
 * to its name.
 * @param find gives the parent, and its trees on the way to the files
 * @throws {DeployError} proof-failed
 */
export async function proveCommit(made: MadeCommit, intended: Intended, find: FindObject): Promise<void> {
  try {
    await prove(made, intended, find);
  } catch (cause) {
    throw new DeployError(
      'proof-failed',
      `Cannot prove commit "${made.commit.slice(0, 8)}": ${cause instanceof Error ? cause.message : cause}`,
      'report it; nothing was pushed',
      { cause },
    );
  }
}

/** The proof, as whoever loads it lazily knows it. */
export type Prove = typeof proveCommit;

async function prove({ commit, objects }: MadeCommit, intended: Intended, known: FindObject): Promise<void> {
  const sent = new Map(objects.map((object) => [object.oid, object]));
  const find: FindObject = (oid) => sent.get(oid) ?? known(oid);
  const reader = openSecondReader(find);
  const read = await reader.commit(commit);
  checkCommit(read, find(commit)?.data ?? Buffer.alloc(0), intended);
  const { files } = intended;
  const walk: TreeWalk = {
    reader,
    find,
    files,
    names: namesByFolder(files.keys()),
    slices: new WorkSlices(),
    found: new Set(),
    proven: new Set([commit]),
  };
  const before = await treeOf(intended.parent, reader);
  if (files.size > 0) await compareTrees({ path: '', before, after: read.tree }, walk);
  else if (read.tree !== before) throw new Error('it changes files, and none was meant to');
  const lost = [...files.keys()].find((path) => !walk.found.has(path));
  if (lost !== undefined) throw new Error(`"${lost}" is not in it`);
  const absent = [...walk.proven].find((oid) => !sent.has(oid));
  if (absent !== undefined) throw new Error(`object ${absent} would not be sent`);
  const stray = [...sent.keys()].find((oid) => !walk.proven.has(oid));
  if (stray !== undefined) throw new Error(`object ${stray} does not belong to it`);
}

/**
 * The tree of a commit of anybody's. isomorphic-git cannot read some authors that git can; the tree stands in the first
 * line of every commit.
 */
async function treeOf(oid: string, reader: SecondReader): Promise<string> {
  const read = await reader.commit(oid).catch(() => undefined);
  if (read !== undefined) return read.tree;
  const [, tree] =
    /^tree ([0-9a-f]{40})\n/.exec(Buffer.from(await reader.bytes(oid, 'commit')).toString('latin1')) ?? [];
  if (tree === undefined) throw new Error(`commit ${oid} has no tree`);
  return tree;
}
