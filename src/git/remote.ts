import type { RemoteError } from '../http/remote-error.ts';
import type { Draft, Snapshot } from './types.ts';
import type { PackEntry } from './wire/pack-writer.ts';

/** What became of a push that the server answered. */
export type PushOutcome =
  | { readonly result: 'ok' }
  | { readonly result: 'rejected'; readonly refusal: RemoteError };

/** A commit made in memory, with the objects that the server lacks; not yet pushed. */
export interface Prepared {
  readonly commit: string;
  /** The old value of the push: the snapshot that it was made on. */
  readonly parent: string;
  readonly branch: string;
  readonly objects: readonly PackEntry[];
}

/** A commit between the base and the tip. */
export interface PastCommit {
  readonly commit: string;
  readonly message: string;
  readonly parents: readonly string[];
}

/**
 * One branch of a repository on a server, as the landing sees it. Methods reject with DeployError; a RemoteError
 * (failure.ts) says whether trying again can help, and whether a push may have been applied.
 */
export interface Remote {
  /** The branch as it is now. */
  tip(): Promise<Snapshot>;
  /** Every commit that is reachable from the tip and not from `base`, in any order. */
  history(base: string, tip: Snapshot): Promise<readonly PastCommit[]>;
  /** Pushes with the parent as the old value: never forced. */
  push(prepared: Prepared): Promise<PushOutcome>;
}

/** Makes the commit of a draft on top of its snapshot. */
export type Commit = (snapshot: Snapshot, draft: Draft) => Promise<Prepared>;
