// How a repository is opened.
import type { SshKey } from '../remote/ssh/ssh-key.ts';
import type { CommitService } from './commit-service.ts';
import type { TransportOptions } from './open-transport.ts';

/** How a repository is opened: parsed values, each named. */
export interface RepositoryOptions extends TransportOptions {
  /** Commits are signed with it. */
  readonly signingKey: SshKey | undefined;
  /** Go along with every push. */
  readonly pushOptions: readonly string[];
  /** Aborts when the process is told to stop: nothing new is begun, a push on its way is waited for. */
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Opens what has the server make the commits; `undefined`: they are made here, and pushed. */
  readonly openCommits: ((endSignal: AbortSignal) => CommitService) | undefined;
}
