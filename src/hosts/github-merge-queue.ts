// Puts a pull request of GitHub into the merge queue of its branch: https://docs.github.com/graphql/reference/mutations#enqueuepullrequest

import { fieldOf } from '../json-field.ts';
import type { GitHubClient, GitHubTask } from './github-client.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';

const task: GitHubTask = { action: 'put the pull request into the merge queue', right: 'Contents: write' };

const leaveTask: GitHubTask = {
  action: 'take the pull request out of the merge queue',
  right: 'Contents: write',
};

const enqueuePullRequest =
  'mutation($input: EnqueuePullRequestInput!) { enqueuePullRequest(input: $input) { clientMutationId } }';

/** Its `id` is that of the pull request: https://docs.github.com/graphql/reference/mutations#dequeuepullrequest */
const dequeuePullRequest =
  'mutation($input: DequeuePullRequestInput!) { dequeuePullRequest(input: $input) { clientMutationId } }';

/** https://docs.github.com/graphql/reference/objects#pullrequest */
const queueOfBase = 'query($id: ID!) { node(id: $id) { ... on PullRequest { isMergeQueueEnabled } } }';

/** How GitHub says that a branch takes its changes from a merge queue alone. */
export const takesQueue = /merge queue/i;

/**
 * Puts a request into the queue, which merges it when its checks have succeeded.
 * @param commit that is meant: the request at another commit is not taken
 * @returns `in-queue`, also where it is there already; else why not yet
 * @throws {RemoteError} for what the host says of the token, and where it gives no answer
 */
export async function enqueue(
  client: GitHubClient,
  { id }: PullRequest,
  commit: string,
): Promise<MergeAnswer> {
  const input = { pullRequestId: id, expectedHeadOid: commit };
  const { errors } = await client.graphql(enqueuePullRequest, 'enqueuePullRequest', { input }, task);
  const said = errors.map(({ message }) => message).join('; ');
  return said === '' || /already/i.test(said)
    ? { is: 'in-queue', leave: () => dequeue(client, id) }
    : { is: 'not-yet', why: said };
}

async function dequeue(client: GitHubClient, id: string): Promise<boolean> {
  const { errors } = await client.graphql(
    dequeuePullRequest,
    'dequeuePullRequest',
    { input: { id } },
    leaveTask,
  );
  return errors.length === 0;
}

/**
 * Asks whether the branch that a request is for has a merge queue.
 * @returns `true`: what the queue does not take yet, it may take later
 * @throws {RemoteError} for what the host says of the token, and where it gives no answer
 */
export async function hasQueue(client: GitHubClient, { id }: PullRequest): Promise<boolean> {
  const { field } = await client.graphql(queueOfBase, 'node', { id }, task);
  return fieldOf(field, 'isMergeQueueEnabled') === true;
}
