// What git has to be told of the host that a repository is on.
import type { RefusalRule } from '../http/refusal-rule.ts';
import type { KnownHost } from '../remote/ssh/known-hosts.ts';

/** A host of repositories, as far as git needs to know it. */
export interface GitHost {
  /** The texts by which it refuses a push, in the order in which they are tried; git's own come after them. */
  readonly refusals: readonly RefusalRule[];
  /** How the credential gets the right to push, where a server refuses it and says no more. */
  readonly writeRemedy: string;
  /** The host keys that it publishes, for users who pin none. */
  readonly knownHosts: readonly KnownHost[];
  /**
   * Makes the header `Authorization`.
   * @param username the user's choice; `undefined`: the one that the host wants with such a token
   */
  authorization(token: string, username: string | undefined): string;
  /**
   * Tells whether a server takes filters of trees that are several levels deep, as git itself does (`tree:3`).
   * @param agent the server's capability `agent`, as `git/2.47.3`; '' where it says none
   */
  takesTreeDepth(agent: string): boolean;
}
