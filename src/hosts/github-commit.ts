// A commit that GitHub is to make, and what its refusals mean.
import { RemoteError } from '../http/remote-error.ts';
import { strangeError } from './api-error.ts';
import type { GraphqlError } from './github-answer.ts';
import type { GitHubClient, GitHubTask } from './github-client.ts';
import { rightMeaning } from './github-rights.ts';
import { seeStatusPage } from './host.ts';

/** A commit that GitHub is to make. */
export interface GitHubCommit {
  readonly branch: string;
  /** Where the branch has to be; 40 zeros: it must not be there. */
  readonly old: string;
  readonly parent: string;
  /** Id of the parent's tree. */
  readonly parentTree: string;
  /** Id of the tree that the result has to have. */
  readonly tree: string;
  readonly message: string;
  readonly files: readonly { readonly path: string; readonly mode: string; readonly bytes: Uint8Array }[];
}

/** Why GitHub has made no commit. */
interface CommitRefusal {
  /** `moved`: the branch is not where it has to be. */
  readonly is: 'moved' | 'refused';
  readonly said: string;
}

/** What GitHub answered. */
export type GitHubCommitAnswer = { readonly is: 'made'; readonly commit: string } | CommitRefusal;

export const commitTask: GitHubTask = { action: 'commit', right: 'Contents: write' };

/** GitHub's words for a failure in the middle of its work. */
const isHalfDone = /something went wrong|timed? ?out|internal (?:server )?error/i;

function halfDone(repository: string, said: string): RemoteError {
  const message = `Cannot commit on "${repository}": the server failed; it says "${said}"`;
  return new RemoteError('out-of-time', 'later', message, seeStatusPage, { applied: 'maybe' });
}

/**
 * Says what errors of GraphQL mean to a commit.
 * @returns why there is none
 * @throws {RemoteError} permission-denied; out-of-time where the commit may have been made
 */
export function commitRefusal(errors: readonly GraphqlError[], { repository }: GitHubClient): CommitRefusal {
  const said = errors
    .map(({ message }) => message)
    .join('; ')
    .replace(/\s+/g, ' ')
    .slice(0, 1000);
  const isStale = errors.some(({ type }) => type === 'STALE_DATA');
  if (isStale || /expected branch to point to/i.test(said)) return { is: 'moved', said };
  const status = missingRight(errors);
  // A refusal that is final has a type, and quotes paths and rules that may hold any words.
  const isHalf = errors.some(({ type, message }) => type === '' && isHalfDone.test(message));
  if (status === undefined && isHalf) throw halfDone(repository, said);
  if (status === undefined) return { is: 'refused', said };
  const { code, retry, what, remedy } = rightMeaning(status, '', commitTask.right, repository);
  throw new RemoteError(code, retry, `Cannot commit on "${repository}": ${what}; it says "${said}"`, remedy);
}

/** The status that the REST API has for the same; what a token may not see is answered as if it were not there. */
function missingRight(errors: readonly GraphqlError[]): 403 | 404 | undefined {
  const isForbidden = ({ type, message }: GraphqlError) =>
    type === 'FORBIDDEN' || /not accessible by|must have push/i.test(message);
  if (errors.some(isForbidden)) return 403;
  return errors.some(({ type }) => type === 'NOT_FOUND') ? 404 : undefined;
}

/**
 * Reads the id of a commit.
 * @param value of an answer
 * @returns 40 hex digits
 * @throws {RemoteError} not-a-git-server for what is none
 */
export function commitId(value: unknown, client: GitHubClient): string {
  if (typeof value === 'string' && /^[0-9a-f]{40}$/.test(value)) return value;
  throw strangeError(client.taskOf(commitTask), 200);
}
