// What is to land on a branch, and how it ended.
import type { Snapshot, SnapshotFile } from '../fetch/snapshot.ts';
import type { Identity } from '../objects/commit.ts';

/** What one attempt wants to commit on top of its snapshot. Modes of the files stay as they are. */
export interface Draft {
  /** None where the commit is for its message alone. */
  readonly files: readonly SnapshotFile[];
  readonly message: string;
}

/** What is to land. */
export interface LandOptions {
  /** Unique in all the world; `message` of every draft holds it as the trailer `Deploy-Id: <id>`. */
  readonly id: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Makes the commit's content from the branch as it is now; `undefined`: nothing to change. May throw DeployError. */
  readonly prepare: (snapshot: Snapshot, attempt: number) => Promise<Draft | undefined>;
  /** Everything but the push. */
  readonly dryRun: boolean;
}

/** How a landing ended when it did not throw; it throws DeployError `out-of-time` where nothing is in doubt. */
export interface Landing {
  readonly result: 'pushed' | 'unchanged' | 'dry-run' | 'unknown';
  readonly branch: string;
  /** Ours, or the tip where nothing was to change. */
  readonly commit: string;
  /** Where the result is unknown: the commits of which one may have landed, or may still land. */
  readonly inDoubt: readonly string[] | undefined;
  /** Where the result is unknown: what happened, the end of a sentence. */
  readonly doubt: string | undefined;
  /** Pushes that were begun. */
  readonly attempts: number;
}
