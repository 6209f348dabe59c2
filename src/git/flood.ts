import { cheap, type Fetcher, plenty } from './fetcher.ts';

/** All trees of a commit, on their way beside the walk from tree to tree. */
export interface Flood {
  /** Whether they arrived. Never rejects: the walk meets the same errors. */
  readonly arrived: Promise<boolean>;
  stop(): void;
}

/** @param everything whether all trees are needed in any case, however many they are */
export function startFlood(fetcher: Fetcher, commit: string, everything: boolean): Flood {
  const stop = new AbortController();
  const limits = everything ? plenty : cheap;
  const arrived = fetcher
    .fetch({ wants: [commit], shallow: true, filter: 'blob:none', limits, signal: stop.signal })
    .catch(() => false);
  return { arrived, stop: () => stop.abort() };
}
