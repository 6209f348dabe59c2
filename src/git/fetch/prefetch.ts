// All trees of a commit, on their way beside the walk from tree to tree.
import type { ObjectStore } from '../objects/objects.ts';
import type { Fetcher } from './fetcher.ts';
import { cheap, plenty } from './pack-room.ts';

/** A fetch of all trees that goes on while others ask for some of them. */
export interface Prefetch {
  /** True as soon as all of these have come, false when nothing more comes. Never rejects: the walk meets the same errors. */
  brings(oids: readonly string[]): Promise<boolean>;
  stop(): void;
}

/**
 * Begins to fetch all trees of a commit.
 * @param store takes them
 * @param commit its id
 * @param everything whether all trees are needed in any case, however many they are
 * @returns the fetch that goes on
 */
export function startPrefetch(
  fetcher: Fetcher,
  store: ObjectStore,
  commit: string,
  everything: boolean,
): Prefetch {
  const stop = new AbortController();
  const watchers = new Set<() => void>();
  const ended = fetcher
    .fetch({
      wants: [commit],
      haves: [],
      depth: 1,
      filter: 'blob:none',
      limits: everything ? plenty : cheap,
      signal: stop.signal,
      commits: undefined,
      onArrival: () => {
        for (const look of watchers) look();
      },
    })
    .catch(() => undefined);

  async function brings(oids: readonly string[]): Promise<boolean> {
    let there = 0;
    const areThere = () => {
      for (; there < oids.length; there += 1) if (!store.has(oids[there] ?? '')) return false;
      return true;
    };
    let look = () => {};
    const seen = new Promise<void>((resolve) => {
      look = () => {
        if (areThere()) resolve();
      };
    });
    watchers.add(look);
    look();
    await Promise.race([seen, ended]);
    watchers.delete(look);
    return areThere();
  }

  return { brings, stop: () => stop.abort() };
}
