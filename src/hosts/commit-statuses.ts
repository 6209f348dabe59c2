// The port behind which each host keeps what others say about a commit: statuses, and check runs where it has them.

/** What somebody, such as a GitOps agent, says about a commit. */
export interface CommitStatus {
  /** GitHub's and Gitea's context, GitLab's and Bitbucket's name: `kustomization/apps/0c9c2e41`. */
  readonly name: string;
  readonly state: 'pending' | 'success' | 'failure';
  /** Object id of the commit that it is about. */
  readonly commit: string;
  /** When it was written, by the host's clock, milliseconds since 1970. */
  readonly at: number;
  /** In the writer's words: `reconciliation succeeded`. */
  readonly description: string;
  /** A page of the writer's. */
  readonly url: string | undefined;
}

/** The statuses of the commits of one repository. */
export interface CommitStatuses {
  /**
   * Reads all that was said about a commit, earlier statuses of the same name included where the host keeps them.
   * @param commit object id
   * @returns the statuses, in any order
   */
  of(commit: string): Promise<readonly CommitStatus[]>;
}

/** A state in the words of a host; `undefined`: the status says nothing about how it went. */
export type StateWords = Readonly<Record<string, CommitStatus['state'] | undefined>>;

/**
 * Reads a time that a host gives as text.
 * @param value of a field: an ISO date
 * @returns milliseconds since 1970; 0 where it is none
 */
export function timeOf(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}

/**
 * Reads a text that a host gives.
 * @returns `undefined` for whatever is no text, and for an empty one
 */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
