// The port through which the use cases reach the config repository.
import type { BranchCommit } from '../ledger/read-deploys.ts';

/** A file of the repository. */
interface RepositoryFile {
  /** Path from the repository's root, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The branch at one commit. */
export interface BranchState {
  readonly branch: string;
  /** 40 hex digits. */
  readonly commit: string;
  /**
   * Reads the files that match the paths or globs.
   * @throws {DeployError} file-not-found, not-editable
   */
  read(patterns: readonly string[]): Promise<readonly RepositoryFile[]>;
  /**
   * Reads the files at paths where there may be none.
   * @returns those that are there
   */
  readIfThere(paths: readonly string[]): Promise<readonly RepositoryFile[]>;
  /** Reads so many of the last commits up to this one, or more, in any order; it travels beside the files. */
  history(depth: number): Promise<readonly BranchCommit[]>;
  /** Ids of commits in it that are only proposed: the branch that they are for has none of them. */
  readonly proposed: readonly string[];
}

/** Who makes a commit. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** What is to be committed on top of a state of the branch. */
export interface CommitContent {
  readonly files: readonly RepositoryFile[];
  readonly message: string;
}

/** How one commit is to land. */
export interface LandRequest {
  /** Unique in all the world; the message holds it as the trailer `Deploy-Id: <id>`. */
  readonly id: string;
  readonly author: Person;
  readonly committer: Person;
  /** Makes the content from the branch as it is now, again after every lost race; `undefined`: nothing to change. */
  readonly prepare: (state: BranchState) => Promise<CommitContent | undefined>;
  /** Says whether `prepare` gave nothing the last time because a newer run has deployed. */
  readonly isSuperseded: () => boolean;
  /** Everything but the push. */
  readonly dryRun: boolean;
}

/** How a landing ended when it did not throw. */
export interface LandResult {
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
  /** What the server said beside a success, in lines; `undefined`: nothing. */
  readonly remote: string | undefined;
}

/** Where the config repository is and how commits get there. */
export interface ConfigRepository<Result = LandResult> {
  /**
   * Lands one commit exactly once.
   * @param branch without it, the default branch
   * @throws {DeployError} any code, with what is known of the branch
   */
  land(branch: string | undefined, request: LandRequest): Promise<Result>;
}
