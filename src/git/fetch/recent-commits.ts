// The last commits of a branch, on their way with the files of its tip.
import type { ObjectStore } from '../objects/objects.ts';
import { namingDamage } from './damage.ts';
import type { Fetcher } from './fetcher.ts';
import { commitsSince, type LogEntry } from './history.ts';
import type { ObjectSource } from './object-source.ts';
import { commitsFirst } from './pack-room.ts';

/** The commits that lead to a tip. They are fetched once; what comes later comes with the tips. */
export class RecentCommits {
  readonly #source: ObjectSource;
  readonly #fetcher: Fetcher;
  readonly #store: ObjectStore;
  #fetched: { readonly tip: string; readonly depth: number; readonly coming: Promise<unknown> } | undefined;

  /**
   * @param source has the commits since the first tip
   * @param fetcher fetches into the store
   * @param store has commits alone: beside trees they would pass for a tip that has come whole
   */
  constructor(source: ObjectSource, fetcher: Fetcher, store: ObjectStore) {
    this.#source = source;
    this.#fetcher = fetcher;
    this.#store = store;
  }

  /** Tells whether the next request for files brings them: servers without filters send too much beside them. */
  comesAlong(): boolean {
    return this.#fetched === undefined && this.#source.takesCommitsAlong();
  }

  /**
   * Brings files by their ids, and in the same request the last commits, where both can come together.
   * @param tip id of the commit that the files are of
   * @param depth how many commits
   */
  async bringWith(oids: readonly string[], tip: string, depth: number): Promise<void> {
    if (this.comesAlong()) {
      const coming = this.#source.bringWithCommits(oids, { tip, depth, store: this.#store });
      if (await coming) this.#fetched = { tip, depth, coming };
    }
    await this.#source.bring(oids, 0);
  }

  /**
   * Reads the last commits up to a tip. Those that have come are not asked for again.
   * @param depth how many at least, from the first tip back, where there are as many and they are of usual size
   * @returns the commits, in any order, the tip's own among them
   * @throws {DeployError} what reading them throws
   */
  async upTo(branch: string, tip: string, depth: number): Promise<readonly LogEntry[]> {
    if (this.#fetched === undefined || this.#fetched.depth < depth)
      this.#fetched = { tip, depth, coming: this.#fetcher.commits(tip, depth, commitsFirst(depth)) };
    const { coming, tip: from } = this.#fetched;
    await coming.catch((error: unknown) => {
      this.#fetched = undefined;
      throw error;
    });
    if (tip !== from) await this.#source.bringTip(tip, 0);
    const { store } = this.#source;
    const both: Pick<ObjectStore, 'get'> = { get: (oid) => this.#store.get(oid) ?? store.get(oid) };
    return namingDamage(this.#source.repository, branch, () => commitsSince('', tip, both));
  }
}
