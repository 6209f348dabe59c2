// How a kind of failure is explained.

/** How a kind of failure is explained: the process's exit code, why it happens, what helps. See docs/errors.md. */
export interface Explanation {
  /**
   * 1 internal, 2 bad input, 3 target not found, ambiguous or not editable, 4 authentication or permission,
   * 5 refused by the server's rules, 6 out of time, 7 unknown (the push may still land), 8 landed and not live.
   */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  readonly cause: string;
  readonly remedy: string;
}
