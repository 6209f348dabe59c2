/** A file of a snapshot. */
export interface SnapshotFile {
  /** Path from the repository's root, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The tree of one commit, fetched as far as it is asked for. */
export interface Snapshot {
  readonly branch: string;
  /** The commit's object id, 40 hex digits. */
  readonly commit: string;
  /**
   * The files that match the paths or globs, in the order of the tree.
   * A path or glob that matches nothing is the error `file-not-found`; a symlink or submodule on the way `not-editable`.
   */
  read(patterns: readonly string[]): Promise<readonly SnapshotFile[]>;
}

/** Who commits; the time comes from the clock. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** What one attempt wants to commit on top of its snapshot. Modes of the files stay as they are. */
export interface Draft {
  readonly files: readonly SnapshotFile[];
  readonly message: string;
}

/** Makes the commit's content from the branch as it is now; `undefined`: nothing to change. May throw DeployError. */
type Prepare = (snapshot: Snapshot, attempt: number) => Promise<Draft | undefined>;

export interface LandOptions {
  /** Unique in all the world; `message` of every draft holds it as the trailer `Deploy-Id: <id>`. */
  readonly id: string;
  readonly author: Identity;
  readonly prepare: Prepare;
  /** Everything but the push. */
  readonly dryRun?: boolean;
}

/** How a landing ended when it did not throw; it throws DeployError `out-of-time` where nothing is in doubt. */
export interface Landing {
  readonly result: 'pushed' | 'unchanged' | 'dry-run' | 'unknown';
  readonly branch: string;
  /** Ours, or the tip where nothing was to change. */
  readonly commit: string;
  /** Where the result is unknown: the commits of which one may have landed, or may still land. */
  readonly inDoubt?: readonly string[];
  /** Pushes that were tried. */
  readonly attempts: number;
}
