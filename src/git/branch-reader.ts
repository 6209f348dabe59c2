// Reads a branch where nothing is to land: its files, or its last commits. What fails on the way is tried again.
import { namingDamage } from './fetch/damage.ts';
import type { Discovery } from './fetch/discovery.ts';
import { Fetcher } from './fetch/fetcher.ts';
import { type LogEntry, lastCommits, mayBeCut } from './fetch/history.ts';
import { ObjectSource } from './fetch/object-source.ts';
import { type Reach, reachOf } from './fetch/older-commit.ts';
import { historyFirst } from './fetch/pack-room.ts';
import { RecentCommits } from './fetch/recent-commits.ts';
import { openSnapshot, type Snapshot } from './fetch/snapshot.ts';
import type { GitHost } from './git-host.ts';
import type { Budget } from './land/budget.ts';
import { FailureCount } from './land/failure-count.ts';
import { readingError } from './land/out-of-time.ts';
import { withRetries } from './land/retry.ts';
import { ObjectMemory } from './objects/object-memory.ts';
import type { Transport } from './transport/transport.ts';

/** For all objects of one job, bytes: with this, a whole run stays under 300 MB. */
const storeRoom = 112 * 2 ** 20;
/** For recent commits, bytes; of a server without filters some of the last files come with them. */
const recentRoom = 64 * 2 ** 20;

/** What is read from, and how long it may take. */
export interface BranchReaderOptions {
  readonly transport: Transport;
  readonly discovery: Discovery;
  readonly takesTreeDepth: GitHost['takesTreeDepth'];
  readonly budget: Budget;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/** Reads the branches of one repository. */
export class BranchReader {
  readonly #options: BranchReaderOptions;
  /** What was read of the history last. */
  #logged: readonly LogEntry[] = [];

  constructor(options: BranchReaderOptions) {
    this.#options = options;
  }

  /**
   * Opens a source of objects, which knows none yet, and one of recent commits beside it.
   * @returns both
   */
  openSource(reach: Reach | undefined): { readonly source: ObjectSource; readonly recent: RecentCommits } {
    const { source } = this.#open(storeRoom, reach);
    const { fetcher, store } = this.#open(recentRoom, undefined);
    return { source, recent: new RecentCommits(source, fetcher, store) };
  }

  /**
   * Reads where a branch stands.
   * @param branch its name; `undefined`: the default branch
   * @param commit id of an older commit of it, in place of its tip
   * @returns the tip, and its files, which are fetched when they are read
   * @throws {DeployError} branch-not-found and others
   */
  async snapshot(branch: string | undefined, commit: string | undefined): Promise<Snapshot> {
    const { discovery } = this.#options;
    const tip = await this.#read(() => discovery.tip(branch));
    const asked = commit ?? tip.commit;
    const reach = reachOf(discovery.advertised(), this.#logged, tip.commit, asked);
    const { source, recent } = this.openSource(reach);
    const snapshot = openSnapshot({ branch: tip.branch, commit: asked }, source, recent);
    return {
      ...snapshot,
      read: (patterns) => this.#read(() => snapshot.read(patterns)),
      readIfThere: (paths) => this.#read(() => snapshot.readIfThere(paths)),
      history: (depth) => this.#read(() => snapshot.history(depth)),
    };
  }

  /**
   * Reads the last commits of a branch; no trees and files travel where the server can leave them out. Others send them behind the
   * commits, and there it is read on only where commits are missing.
   * @param branch its name; `undefined`: the default branch
   * @param depth how many commits at most, as `git log --max-count`
   * @returns the commits, the newest first
   * @throws {DeployError} branch-not-found and others
   */
  async log(branch: string | undefined, depth: number): Promise<readonly LogEntry[]> {
    this.#logged = await this.#log(branch, depth);
    return this.#logged;
  }

  #log(branch: string | undefined, depth: number): Promise<readonly LogEntry[]> {
    const { discovery } = this.#options;
    return this.#read(async () => {
      const tip = await discovery.tip(branch);
      const { source, fetcher } = this.#open(storeRoom, undefined);
      const last = (): Promise<readonly LogEntry[]> =>
        namingDamage(source.repository, tip.branch, () => lastCommits(tip.commit, depth, source.store));
      if (!fetcher.hasFilters()) {
        await fetcher.commits(tip.commit, depth, historyFirst(depth));
        const first = source.store.has(tip.commit) ? await last() : [];
        if (first.length > 0 && !mayBeCut(first, depth)) return first;
      }
      await fetcher.commits(tip.commit, depth, undefined);
      return last();
    });
  }

  #open(
    room: number,
    reach: Reach | undefined,
  ): {
    readonly source: ObjectSource;
    readonly fetcher: Fetcher;
    readonly store: ObjectMemory;
  } {
    const { transport, discovery, takesTreeDepth, random } = this.#options;
    const store = new ObjectMemory(room, Math.floor(random() * 2 ** 32));
    const fetcher = new Fetcher(transport, discovery.advertised, takesTreeDepth, store);
    return { source: new ObjectSource(transport, fetcher, store, reach), fetcher, store };
  }

  async #read<T>(job: () => Promise<T>): Promise<T> {
    const failures = new FailureCount();
    const { transport, budget, log } = this.#options;
    const backoffStep = (): number => failures.inARow;
    try {
      return await withRetries(job, { failures, budget, backoffStep, ownWait: () => undefined, log });
    } catch (error) {
      throw readingError(transport.name, failures, error, budget.stopSignal.aborted);
    }
  }
}
