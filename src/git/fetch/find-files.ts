// The files of a tree that match paths and globs.
import { isForbiddenName } from '../../remote/file-path.ts';
import { isFolder, isPlainFile, parseTree, type TreeEntry } from '../objects/tree.ts';
import { WorkSlices } from '../objects/work-slices.ts';
import { type Pattern, parsePatterns } from './glob.ts';
import {
  allExcluded,
  forbiddenName,
  joinPath,
  notEditable,
  notFound,
  pathTooLong,
  tooWide,
} from './search-error.ts';

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

/** What a search visits at most: trees may share their branches, and then a few of them hold more paths than there is time for. */
const searchLimits = { folders: 100_000, entries: 2_000_000, files: 50_000, path: 4096 } as const;

/**
 * Finds the files that match, level by level, entering only folders that can hold one.
 * @param root id of the root tree
 * @param texts paths and globs; those that begin with `!` exclude
 * @param readTrees gives trees by their ids
 * @returns in the order of the tree
 * @throws {DeployError} file-not-found where nothing matches
 * @throws {DeployError} not-editable for a symlink or a submodule on the way
 * @throws {DeployError} unsupported-repository for a tree that git itself refuses, and for more than `searchLimits`
 */
export async function findFiles(
  root: string,
  texts: readonly string[],
  readTrees: ReadTrees,
): Promise<readonly FoundFile[]> {
  const { wanted, excluded } = parsePatterns(texts);
  const search = new FileSearch(wanted, excluded);
  let level: readonly Folder[] = [{ path: '', oid: root }];
  while (level.length > 0) level = await search.visit(level, await readTrees(level.map(({ oid }) => oid)));
  return search.result();
}

/** One search, level by level. */
class FileSearch {
  readonly #wanted: readonly Pattern[];
  readonly #excluded: readonly Pattern[];
  readonly #slices = new WorkSlices();
  readonly #found: FoundFile[] = [];
  /** Patterns that matched a file, and those that matched one that is not excluded. */
  readonly #matched = new Set<Pattern>();
  readonly #meant = new Set<Pattern>();
  /** Trees on the way to written paths, by their own paths. */
  readonly #onTheWay = new Map<string, Buffer>();
  #folders = 0;
  #entries = 0;

  constructor(wanted: readonly Pattern[], excluded: readonly Pattern[]) {
    this.#wanted = wanted;
    this.#excluded = excluded;
  }

  /** Looks through the folders of a level; gives those of the next one. */
  async visit(level: readonly Folder[], trees: readonly Buffer[]): Promise<readonly Folder[]> {
    this.#folders += level.length;
    if (this.#folders > searchLimits.folders) throw tooWide(this.#wanted, 'folders', searchLimits.folders);
    const next: Folder[] = [];
    for (const [index, folder] of level.entries()) {
      const tree = trees[index] ?? Buffer.alloc(0);
      if (folder.path === '' || this.#wanted.some(({ text }) => text.startsWith(`${folder.path}/`)))
        this.#onTheWay.set(folder.path, tree);
      for (const entry of parseTree(tree)) {
        this.#look(entry, folder.path, next);
        await this.#slices.after(0.2);
      }
    }
    return next;
  }

  result(): readonly FoundFile[] {
    for (const pattern of this.#wanted) {
      if (!this.#matched.has(pattern)) throw notFound(pattern, this.#onTheWay);
      if (!this.#meant.has(pattern)) throw allExcluded(pattern);
    }
    const keyed = this.#found.map((file) => ({ file, key: Buffer.from(file.path) }));
    return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ file }) => file);
  }

  #look(entry: TreeEntry, folder: string, next: Folder[]): void {
    this.#entries += 1;
    if (this.#entries > searchLimits.entries) throw tooWide(this.#wanted, 'entries', searchLimits.entries);
    const { name, oid } = entry;
    // Git refuses such names in a checkout; a server that lets them pass is not to be trusted further.
    if (isForbiddenName(name) || name.includes('/')) throw forbiddenName(folder, name);
    const path = joinPath(folder, name);
    if (path.length > searchLimits.path) throw pathTooLong(folder, searchLimits.path);
    if (isFolder(entry)) {
      if (this.#wanted.some((pattern) => pattern.mayMatchIn(path))) next.push({ path, oid });
    } else if (isPlainFile(entry)) this.#take({ path, oid });
    else if (this.#wanted.some(({ text }) => text === path || text.startsWith(`${path}/`)))
      throw notEditable(entry, path);
  }

  #take(file: FoundFile): void {
    const matching = this.#wanted.filter((pattern) => pattern.matches(file.path));
    if (matching.length === 0) return;
    const isExcluded = this.#excluded.some((pattern) => pattern.matches(file.path));
    for (const pattern of matching) {
      this.#matched.add(pattern);
      if (!isExcluded) this.#meant.add(pattern);
    }
    if (isExcluded) return;
    this.#found.push(file);
    if (this.#found.length > searchLimits.files) throw tooWide(this.#wanted, 'files', searchLimits.files);
  }
}
