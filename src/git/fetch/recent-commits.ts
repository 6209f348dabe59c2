// The last commits of a branch, on their way beside the trees of its tip.
import type { ObjectStore } from '../objects/objects.ts';
import type { Transport } from '../transport/transport.ts';
import { namingDamage } from './damage.ts';
import type { Fetcher } from './fetcher.ts';
import { commitsSince, type LogEntry } from './history.ts';
import type { ObjectSource } from './object-source.ts';

/** The commits that lead to a tip. They are fetched once; what comes later comes with the tips. */
export class RecentCommits {
  readonly #source: ObjectSource;
  readonly #fetcher: Fetcher;
  readonly #store: ObjectStore;
  readonly #transport: Pick<Transport, 'prepare'>;
  #isPrepared = false;
  #fetched: { readonly tip: string; readonly depth: number; readonly coming: Promise<void> } | undefined;

  /**
   * @param source has the commits since the first tip
   * @param fetcher fetches into the store
   * @param store has commits alone: beside trees they would pass for a tip that has come whole
   */
  constructor(
    source: ObjectSource,
    fetcher: Fetcher,
    store: ObjectStore,
    transport: Pick<Transport, 'prepare'>,
  ) {
    this.#transport = transport;
    this.#source = source;
    this.#fetcher = fetcher;
    this.#store = store;
  }

  /** Makes ready what the first reading takes, while the tip is asked for. */
  prepare(): void {
    if (!this.#isPrepared) this.#transport.prepare('git-upload-pack');
    this.#isPrepared = true;
  }

  /**
   * Reads the last commits up to a tip. Those that have come are not asked for again.
   * @param depth how many at least, from the first tip back, where there are as many and they are of usual size
   * @returns the commits, in any order, the tip's own among them
   * @throws {DeployError} what reading them throws
   */
  async upTo(branch: string, tip: string, depth: number): Promise<readonly LogEntry[]> {
    if (this.#fetched === undefined || this.#fetched.depth < depth)
      this.#fetched = { tip, depth, coming: this.#fetcher.recent(tip, depth) };
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
