// Objects of one repository in memory, fetched when they are missed.
import type { ObjectStore } from '../objects/objects.ts';
import type { Transport } from '../transport/transport.ts';
import { damagedRepositoryError } from '../wire/wire-error.ts';
import type { CommitWindow } from './commit-window.ts';
import { type FetchOptions, plainRequest } from './fetch-options.ts';
import type { Fetcher } from './fetcher.ts';
import type { Reach } from './older-commit.ts';
import { plenty } from './pack-room.ts';
import { type Prefetch, startPrefetch } from './prefetch.ts';

/** Levels of trees that are asked for at once where not all are needed: near the root are the fewest folders. */
const levelsAtOnce = { fromTheTop: 3, furtherDown: 1 };

/**
 * Objects of one repository in memory, each fetched once. Two ways lead to the trees on a path, and which is faster shows
 * only when they are gone: all trees at once (`blob:none`, one round trip), or some levels at a time (`tree:3`; on servers
 * that know only `tree:0`, one round trip for each tree). So both start together where requests may overlap. A server
 * without filters sends everything at once.
 */
export class ObjectSource {
  readonly store: ObjectStore;
  /** What messages call the repository. */
  readonly repository: string;
  readonly #transport: Pick<Transport, 'name' | 'parallel'>;
  readonly #fetcher: Fetcher;
  readonly #reach: Reach | undefined;
  /** Tips that came with all that belongs to them; the commit alone may be there from an answer that was cut. */
  readonly #brought = new Set<string>();
  #bringing: { readonly commit: string; readonly done: Promise<void> } | undefined;
  #lastTip: string | undefined;
  #prefetch: Prefetch | undefined;

  /**
   * @param fetcher fetches into the store
   * @param reach how to get at the one commit that is asked for; `undefined`: by its id
   */
  constructor(
    transport: Pick<Transport, 'name' | 'parallel'>,
    fetcher: Fetcher,
    store: ObjectStore,
    reach: Reach | undefined,
  ) {
    this.#transport = transport;
    this.#reach = reach;
    this.repository = transport.name;
    this.#fetcher = fetcher;
    this.store = store;
  }

  /**
   * Brings a tip with every commit since the tip before; over and above that as many trees as come cheaply.
   * @param levels how many levels of trees will be needed, the root first; `Infinity`: all trees
   */
  async bringTip(commit: string, levels: number): Promise<void> {
    if (this.#brought.has(commit)) return;
    // The files of a tip and its history may be asked for at once.
    if (this.#bringing?.commit === commit) return this.#bringing.done;
    const done = this.#bringNew(commit, levels).finally(() => {
      this.#bringing = undefined;
    });
    this.#bringing = { commit, done };
    return done;
  }

  async #bringNew(commit: string, levels: number): Promise<void> {
    if (this.#lastTip !== undefined) await this.#fetcher.since(this.#lastTip, commit);
    // Of a branch that was set back nothing is new: its tip is an ancestor of the one before.
    if (this.#lastTip === undefined || !this.store.has(commit)) await this.#bringFirst(commit, levels);
    if (!this.store.has(commit))
      throw damagedRepositoryError(this.repository, `commit ${commit} did not come`);
    this.#brought.add(commit);
    this.#lastTip = commit;
  }

  /**
   * Brings every commit of a second branch that the first one does not have.
   * @param base a tip that was brought
   * @returns `false` where there is none: the second tip is a commit of the first branch
   */
  async bringBeside(base: string, commit: string): Promise<boolean> {
    await this.#fetcher.since(base, commit);
    if (!this.store.has(commit)) return false;
    this.#brought.add(commit);
    this.#lastTip = commit;
    return true;
  }

  /**
   * Brings objects by their ids, all that are missing in one request.
   * @param levels how many levels of trees will be needed below them
   */
  async bring(oids: readonly string[], levels: number): Promise<void> {
    const wants = this.#missing(oids);
    if (wants.length === 0) return;
    // An object that was there before the tips that are known, and is again: nobody sent it.
    if (!this.#fetcher.givesObjects() && this.#lastTip !== undefined)
      await this.#whole(this.#lastTip, new Set(oids));
    else await this.#besidePrefetch({ ...plainRequest, wants }, some(levels, levelsAtOnce.furtherDown));
    const missing = wants.find((oid) => !this.store.has(oid));
    if (missing !== undefined) throw this.#fetcher.missing(missing);
  }

  /** Tells whether the last commits of a tip can come along with files. */
  takesCommitsAlong(): boolean {
    return this.#fetcher.takesCommitsAlong();
  }

  /**
   * Brings files by their ids as far as that works with the last commits of a tip in the same request.
   * @returns whether the commits have come
   */
  async bringWithCommits(oids: readonly string[], { tip, depth, store }: CommitWindow): Promise<boolean> {
    const wants = this.#missing(oids);
    if (wants.length === 0) return false;
    const request = { ...plainRequest, wants: [...wants, tip], depth, filter: 'tree:0' } as const;
    return this.#fetcher.fetch({ ...request, limits: plenty, commits: store });
  }

  #missing(oids: readonly string[]): readonly string[] {
    return [...new Set(oids)].filter((oid) => !this.store.has(oid));
  }

  /** Stops what is still on its way, because nobody waits for it any more. */
  stopPrefetch(): void {
    this.#prefetch?.stop();
    this.#prefetch = undefined;
  }

  async #bringFirst(commit: string, levels: number): Promise<void> {
    if (!this.#fetcher.hasFilters()) return this.#whole(commit, new Set());
    this.stopPrefetch();
    this.#prefetch = startPrefetch(this.#fetcher, this.store, commit, levels === Infinity);
    const request = { ...plainRequest, wants: [commit], depth: 1 };
    await this.#besidePrefetch(request, some(levels, levelsAtOnce.fromTheTop));
  }

  #whole(commit: string, wanted: ReadonlySet<string>): Promise<void> {
    const { tip, depth } = this.#reach ?? { tip: commit, depth: 1 };
    return this.#fetcher.whole(tip, depth, undefined, wanted);
  }

  /** Takes what comes first: all trees with what is wanted among them, or the wanted alone. */
  async #besidePrefetch(request: FetchOptions, levels: number): Promise<void> {
    const coming = this.#prefetch?.brings(request.wants) ?? Promise.resolve(false);
    if ((this.#prefetch === undefined || !this.#transport.parallel) && (await coming)) return;
    const stop = new AbortController();
    const own = this.#fetcher.walk({ ...request, signal: stop.signal }, levels);
    if (!(await Promise.race([coming, own.then(() => false)]))) return void (await own);
    own.catch(() => undefined);
    stop.abort();
  }
}

const some = (levels: number, most: number): number => (levels === Infinity ? 0 : Math.min(levels, most));
