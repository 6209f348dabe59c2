// What a wait for a rollout works with.
import type { CommitStatuses } from '../hosts/commit-statuses.ts';
import type { BranchFollower } from './branch-follower.ts';
import type { RolloutReading } from './verdict.ts';

/** Which rollout is waited for, and when it counts. */
export interface WatchedRollout extends Pick<RolloutReading, 'patterns'> {
  /** Whether our commit may have statuses that are older than its place on the branch: it was on another one before. */
  readonly wasElsewhere: boolean;
  /** The end of the wait, milliseconds of the monotonic clock. */
  readonly deadline: number;
  /** How long a failure has to stay, milliseconds. */
  readonly graceMs: number;
}

/** What is looked at, the clock and chance. */
export interface RolloutWorld {
  readonly statuses: CommitStatuses;
  readonly branch: BranchFollower;
  readonly monotonicNow: () => number;
  /** Waits so many milliseconds, or until the process is told to stop; never rejects. */
  readonly pause: (ms: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}
