// The files of a tree that match paths and globs.
import { DeployError } from '../../errors.ts';
import { isForbiddenName } from '../../remote/file-path.ts';
import { isFolder, isPlainFile, parseTree, type TreeEntry } from '../objects/tree.ts';
import { type Pattern, parsePatterns } from './glob.ts';

/** A file that matched, not yet read. */
export interface FoundFile {
  readonly path: string;
  readonly oid: string;
}

/** Gives the trees of these ids, in their order, fetching those that are missing all at once. */
export type ReadTrees = (oids: readonly string[]) => Promise<readonly Buffer[]>;

interface Folder {
  readonly path: string;
  readonly oid: string;
}

/**
 * Finds the files that match, level by level, entering only folders that can hold one.
 * @param root id of the root tree
 * @param texts paths and globs; those that begin with `!` exclude
 * @param readTrees gives trees by their ids
 * @returns in the order of the tree
 * @throws {DeployError} file-not-found where nothing matches
 * @throws {DeployError} not-editable for a symlink or a submodule on the way
 * @throws {DeployError} unsupported-repository for a tree that git itself refuses
 */
export async function findFiles(
  root: string,
  texts: readonly string[],
  readTrees: ReadTrees,
): Promise<readonly FoundFile[]> {
  const { wanted, excluded } = parsePatterns(texts);
  const found: FoundFile[] = [];
  const seen = new Map<string, readonly TreeEntry[]>();
  let level: Folder[] = [{ path: '', oid: root }];
  while (level.length > 0) {
    const trees = await readTrees(level.map(({ oid }) => oid));
    const next: Folder[] = [];
    for (const [index, folder] of level.entries()) {
      const entries = safeEntries(trees[index] ?? Buffer.alloc(0), folder.path);
      seen.set(folder.path, entries);
      for (const entry of entries) sort(entry, join(folder.path, entry.name), wanted, found, next);
    }
    level = next;
  }
  const meant = found.filter(({ path }) => !excluded.some((pattern) => pattern.matches(path)));
  for (const pattern of wanted) {
    if (!found.some(({ path }) => pattern.matches(path))) throw notFound(pattern, seen);
    if (!meant.some(({ path }) => pattern.matches(path))) throw allExcluded(pattern);
  }
  return meant.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

function sort(
  entry: TreeEntry,
  path: string,
  patterns: readonly Pattern[],
  found: FoundFile[],
  next: Folder[],
): void {
  if (isFolder(entry)) {
    if (patterns.some((pattern) => pattern.mayMatchIn(path))) next.push({ path, oid: entry.oid });
    return;
  }
  const named = patterns.find(({ text }) => text === path || text.startsWith(`${path}/`));
  if (!isPlainFile(entry)) {
    if (named) throw notEditable(entry, path);
    return;
  }
  if (patterns.some((pattern) => pattern.matches(path))) found.push({ path, oid: entry.oid });
}

/** Git refuses such names in a checkout; a server that lets them pass is not to be trusted further. */
function safeEntries(tree: Buffer, folder: string): TreeEntry[] {
  const entries = parseTree(tree);
  const bad = entries.find(({ name }) => isForbiddenName(name) || name.includes('/'));
  if (bad === undefined) return entries;
  throw new DeployError(
    'unsupported-repository',
    `Cannot read folder "${folder || '/'}": it has an entry named "${bad.name}", which git forbids`,
    'remove the entry from the branch; "git fsck" names it',
  );
}

function notEditable({ mode }: TreeEntry, path: string): DeployError {
  const what =
    mode === '160000' ? 'a submodule' : mode === '120000' ? 'a symlink' : `of the unknown mode ${mode}`;
  return new DeployError(
    'not-editable',
    `Cannot edit "${path}": it is ${what}`,
    'point "file" to the real file in its own repository',
  );
}

function allExcluded({ text }: Pattern): DeployError {
  return new DeployError(
    'file-not-found',
    `Cannot take a file of "${text}": the lines with "!" exclude all that match`,
    'exclude less, or leave that line out',
  );
}

/** Names what stands where the path ends to lead. */
function notFound(pattern: Pattern, seen: ReadonlyMap<string, readonly TreeEntry[]>): DeployError {
  if (pattern.isGlob) {
    return new DeployError(
      'file-not-found',
      `Cannot find "${pattern.text}": no file of the branch matches`,
      'check the glob and the branch; "**" stands for any number of folders',
    );
  }
  const folders = pattern.text.split('/').slice(0, -1);
  while (folders.length > 0 && !seen.has(folders.join('/'))) folders.pop();
  const folder = folders.join('/');
  const entries = seen.get(folder) ?? [];
  if (entries.some((entry) => isFolder(entry) && join(folder, entry.name) === pattern.text))
    return itIsAFolder(pattern);
  const names = entries.map((entry) => (isFolder(entry) ? `${entry.name}/` : entry.name));
  const list = names.length > 20 ? [...names.slice(0, 20), '...'] : names;
  return new DeployError(
    'file-not-found',
    `Cannot find "${pattern.text}": folder "${folder || '/'}" holds ${list.join(', ') || 'nothing'}`,
    'write the path from the root of the repository; check the branch',
  );
}

function itIsAFolder({ text }: Pattern): DeployError {
  return new DeployError(
    'file-not-found',
    `Cannot read "${text}": it is a folder`,
    `name its files, like "${text}/*.yaml"`,
  );
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
