// Merges a pull request of GitHub now: https://docs.github.com/rest/pulls/pulls#merge-a-pull-request

import { fieldOf } from '../json-field.ts';
import { strangeError } from './api-error.ts';
import type { GitHubAnswer } from './github-answer.ts';
import type { GitHubClient, GitHubTask } from './github-client.ts';
import { enqueue, takesQueue } from './github-merge-queue.ts';
import { noWayToMerge } from './no-way-to-merge.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';

const task: GitHubTask = { action: 'merge the pull request', right: 'Contents: write' };

/** In the order in which they are tried: a merge keeps our commit as it is. */
const methods = ['merge', 'rebase', 'squash'] as const;

/** How GitHub says that a method is not for this repository or branch. */
const otherMethod =
  /(?:merge commits|squash merges|rebase merges) are not allowed|linear history|merge method/i;

/**
 * Tries to merge a request. Its state is read first: the merge of a try before may have gone through without an answer.
 * @param commit that is meant: the request at another commit is not merged
 * @returns what became of it; `in-queue` where the branch has a merge queue
 * @throws {DeployError} push-refused where no method is allowed
 * @throws {RemoteError} for what the host says of the token, and where it gives no answer
 */
export async function mergeNow(
  client: GitHubClient,
  open: PullRequest,
  commit: string,
): Promise<MergeAnswer> {
  const { number, url } = open;
  const where = { pull_number: number };
  const state = await client.send('GET /pulls/{pull_number}', where, task);
  const settled = settledState(state.data, commit);
  if (settled !== undefined) return settled;
  for (const method of methods) {
    const wanted = { ...where, sha: commit, merge_method: method };
    const answer = await client.send('PUT /pulls/{pull_number}/merge', wanted, task, [405, 409]);
    if (answer.status === 405 && takesQueue.test(answer.text)) return enqueue(client, open, commit);
    if (answer.status === 405 && otherMethod.test(answer.text)) continue;
    if (answer.status === 200 && typeof fieldOf(answer.data, 'sha') !== 'string')
      throw strangeError(client.taskOf(task), answer.status);
    return meaningOf(answer, state);
  }
  throw noWayToMerge(
    url,
    'allow a merge method under Settings > General > Pull Requests that the rules of the branch allow too',
  );
}

/** What the request's own state says, where that is the end of it. */
function settledState(data: unknown, commit: string): MergeAnswer | undefined {
  const isMerged = fieldOf(data, 'merged') === true;
  if (fieldOf(data, 'state') === 'closed' && !isMerged) return { is: 'closed' };
  if (fieldOf(fieldOf(data, 'head'), 'sha') !== commit) return { is: 'overtaken' };
  if (isMerged) return { is: 'merged', commit: String(fieldOf(data, 'merge_commit_sha') ?? commit) };
  return fieldOf(data, 'mergeable_state') === 'dirty' ? { is: 'conflict' } : undefined;
}

function meaningOf({ status, data, text }: GitHubAnswer, state: GitHubAnswer): MergeAnswer {
  if (status === 409) return { is: 'overtaken' };
  if (status === 405) {
    const is = String(fieldOf(state.data, 'mergeable_state') ?? '');
    return { is: 'not-yet', why: `${text}${is === '' ? '' : ` (${is})`}` };
  }
  return { is: 'merged', commit: String(fieldOf(data, 'sha')) };
}
