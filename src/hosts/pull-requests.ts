// The port behind which each host keeps its pull requests, or what it calls them.

/** A request that is open. */
export interface PullRequest {
  readonly number: number;
  /** Its page. */
  readonly url: string;
  /** How the host's programs call it, where that is not the number. */
  readonly id: string;
  /** The commit at the tip of its branch, as far as the host knows by now; some say twelve digits of it. */
  readonly commit: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Users and teams whose review is asked for and has not come. */
  readonly reviewers: readonly string[];
}

/** What a request is to be. */
export interface RequestDraft {
  /** Our branch. */
  readonly head: string;
  /** The branch that the change is for. */
  readonly base: string;
  readonly title: string;
  /** In Markdown. */
  readonly body: string;
  readonly isDraft: boolean;
}

/** Names that are put on a request. */
export interface Annotation {
  readonly kind: 'labels' | 'reviewers' | 'assignees';
  /** Of labels or users; a team of reviewers as `team:platform`. */
  readonly names: readonly string[];
}

/** What became of a try to merge. */
export type MergeAnswer =
  | { readonly is: 'merged'; readonly commit: string }
  /** The host merges by itself when its rules allow it. */
  | { readonly is: 'queued' }
  /** A merge queue has it, and merges it when its checks have succeeded; `leave` takes it out, and says whether it is out. */
  | { readonly is: 'in-queue'; readonly leave: () => Promise<boolean> }
  /** The host has begun to merge it: nobody can stop that, and it may fail all the same. */
  | { readonly is: 'merging'; readonly why: string }
  /** Another try may succeed. */
  | { readonly is: 'not-yet'; readonly why: string }
  /** The base has changed where our branch has: the branch is to be made again. */
  | { readonly is: 'conflict' }
  /** The host knows the branch at another commit: it has moved, or the host has not seen our push yet. */
  | { readonly is: 'overtaken' }
  /** Somebody has closed the request without merging it. */
  | { readonly is: 'closed' };

/** The requests of a repository. Each method may be called again after a failure: what is there already is not made twice. */
interface PullRequests {
  /** Finds the open request of a branch. */
  find(head: string, base: string): Promise<PullRequest | undefined>;
  /** Opens a request, or gives the one that is open the title and the body of the draft. */
  save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest>;
  /** Closes a request, with a comment that says why. */
  close(open: PullRequest, comment: string): Promise<void>;
}

/** What follows once a request is open. */
export interface RequestFollowUp {
  /**
   * Puts names on it; those that are there stay.
   * @param isNewCommit whether the reviews that it has are of a commit before
   */
  annotate(open: PullRequest, annotation: Annotation, isNewCommit: boolean): Promise<void>;
  /**
   * Tries to merge it.
   * @param commit that is meant: the request at another commit is not merged
   * @param how `auto`: the host merges when its rules allow it
   */
  merge(open: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer>;
}

/** The pull requests of one repository on its host. */
export interface RequestHost extends PullRequests {
  readonly followUp: RequestFollowUp;
}
