// The port to a server that makes commits itself, so that it signs them: what it is to commit, and what it answers.

/** A file as it is to be. */
interface WantedFile {
  /** From the root. */
  readonly path: string;
  /** As git writes it: `100644`, `100755`. */
  readonly mode: string;
  readonly bytes: Uint8Array;
}

/** What the server is to commit. */
interface WantedCommit {
  readonly branch: string;
  /** Where the branch has to be, else nothing is done; 40 zeros: it must not be there. */
  readonly old: string;
  readonly parent: string;
  /** Id of the parent's tree. */
  readonly parentTree: string;
  /** Id of the tree that the result has to have. */
  readonly tree: string;
  readonly message: string;
  readonly files: readonly WantedFile[];
}

/** What the server answered. */
type CommitAnswer =
  | { readonly is: 'made'; readonly commit: string }
  /** The branch is not where it has to be. */
  | { readonly is: 'moved'; readonly said: string }
  /** A rule of the branch, or of the server, is against it. */
  | { readonly is: 'refused'; readonly said: string };

/** A server that makes commits. */
export interface CommitService {
  /**
   * Commits, if the branch is at its old value.
   * @param onFirstByte hears that what moves the branch goes out: from now on it may be done
   * @throws {RemoteError} where there is no answer, or none to this
   */
  commit(wanted: WantedCommit, onFirstByte: () => void): Promise<CommitAnswer>;
}
