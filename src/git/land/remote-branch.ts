// The ports of the landing: one branch of a repository on a server, and what makes commits for it.
import type { RemoteError } from '../../http/remote-error.ts';
import type { LogEntry } from '../fetch/history.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import type { NamedObject, RevisedObject } from '../objects/objects.ts';
import type { Draft } from './landing.ts';

/** A commit made in memory, with the objects that the server lacks; not yet pushed. */
export interface PreparedCommit {
  readonly commit: string;
  readonly parent: string;
  /** The old value of the push; the parent, but where the commit takes the place of others. */
  readonly old: string;
  readonly branch: string;
  /** Id of its tree. */
  readonly tree: string;
  readonly message: string;
  /** The changed files, by path from the root. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly objects: readonly (NamedObject | RevisedObject)[];
  /** Push options for this commit, beside those of every push. */
  readonly pushOptions: readonly string[];
}

/** What became of a push that the server answered. */
export type PushOutcome =
  /** The commit is ours, or the one that the server made of it. */
  | { readonly result: 'ok'; readonly commit: string }
  | { readonly result: 'rejected'; readonly refusal: RemoteError };

/** Whoever pushes is told, and may stop it while nothing was sent. */
export interface PushWatch {
  /**
   * Hears that all is ready, and that the next thing is to send it.
   * @throws {BudgetSpent} where the push may not begin any more
   */
  onReady(): void;
  /** Hears that the first byte goes out: from now on the push may be applied. */
  onFirstByte(): void;
}

/**
 * One branch of a repository on a server. Methods reject with DeployError; a RemoteError says whether trying again can
 * help, and whether a push may have been applied.
 */
export interface RemoteBranch {
  /** Reads the branch as it is now. */
  tip(): Promise<Snapshot>;
  /** Lists every commit that is reachable from the tip and not from `base`, in any order. */
  history(base: string, tip: Snapshot): Promise<readonly LogEntry[]>;
  /** Pushes, if the branch is still at the old value: never forced onto another. */
  push(prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome>;
}

/** Makes the commit of a draft on top of its snapshot. */
export type PrepareCommit = (snapshot: Snapshot, draft: Draft) => Promise<PreparedCommit>;
