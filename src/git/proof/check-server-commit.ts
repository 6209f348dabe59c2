// Compares a commit that the server has made with what it was asked for.
import type { FindObject } from './object-files.ts';
import { openSecondReader } from './second-reader.ts';

/** What the server was asked for. Its tree was proven: the same id is the same files, with the same bytes and modes. */
export interface AskedCommit {
  readonly parent: string;
  readonly tree: string;
  readonly message: string;
}

/**
 * Finds whether a commit is what the server was asked for. Who makes it, when, and the signature are the server's own.
 * @param commit its id
 * @param asked by parent
 * @param find gives the commit
 * @throws {Error} for the first difference
 */
export async function checkServerCommit(
  commit: string,
  asked: ReadonlyMap<string, AskedCommit>,
  find: FindObject,
): Promise<void> {
  const { parent, tree, message } = await openSecondReader(find).commit(commit);
  const meant = parent.length === 1 ? asked.get(parent[0] ?? '') : undefined;
  if (meant === undefined) throw new Error('its parent is another one');
  if (tree !== meant.tree) throw new Error('its files are not those that were meant');
  if (wordsOf(message) !== wordsOf(meant.message)) throw new Error('its message is another one');
}

/** A server may drop white space at the ends of lines, which says nothing. */
function wordsOf(message: string): string {
  return message.replaceAll('\0', '').replace(/\s+$/gm, '').trim();
}
