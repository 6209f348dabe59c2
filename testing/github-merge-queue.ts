// The merge queue of the stand-in for GitHub: what is put into it, and taken out.
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, knownHead, mergeInto } from './github-pull.ts';

/** The requests of the repository, and its rules. */
interface Queue {
  readonly requests: readonly HeldRequest[];
  readonly mergeQueue: 'none' | 'at-once' | 'waits';
  readonly blockedBy: string;
}

/** A mutation that was sent. */
interface Mutation {
  readonly body: Readonly<Record<string, unknown>>;
}

const failed = (field: string, message: string) => ({
  status: 200,
  data: { data: { [field]: null }, errors: [{ type: 'UNPROCESSABLE', message }] },
});
const done = (field: string) => ({
  status: 200,
  data: { data: { [field]: { clientMutationId: null } } },
});

/** https://docs.github.com/graphql/reference/mutations#enqueuepullrequest */
export async function enqueue(
  { body }: Mutation,
  hub: Queue,
  repository: BareRepository,
): Promise<{ readonly status: number; readonly data: unknown }> {
  const { input } = body.variables as { input: { pullRequestId: string; expectedHeadOid: string } };
  const field = 'enqueuePullRequest';
  const held = hub.requests.find(({ number }) => `PR_${number}` === input.pullRequestId);
  if (held === undefined || hub.mergeQueue === 'none')
    return failed(field, 'The base branch has no merge queue');
  if (input.expectedHeadOid !== (await knownHead(held, repository)))
    return failed(field, 'Head sha did not match');
  if (hub.blockedBy !== '') return failed(field, hub.blockedBy);
  if (held.isQueued) return failed(field, 'Pull request is already in the queue');
  if (hub.mergeQueue === 'waits') held.isQueued = true;
  else await mergeInto(repository, held);
  return done(field);
}

/** https://docs.github.com/graphql/reference/mutations#dequeuepullrequest */
export function dequeue({ body }: Mutation, hub: Queue): { readonly status: number; readonly data: unknown } {
  const { input } = body.variables as { input: { id: string } };
  const field = 'dequeuePullRequest';
  const held = hub.requests.find(({ number }) => `PR_${number}` === input.id);
  if (!held?.isQueued) return failed(field, 'Pull request is not in the queue');
  held.isQueued = false;
  return done(field);
}

/** https://docs.github.com/graphql/reference/objects#pullrequest */
export function queueOfBase(hub: Queue): { readonly status: number; readonly data: unknown } {
  const node = { __typename: 'PullRequest', isMergeQueueEnabled: hub.mergeQueue !== 'none' };
  return { status: 200, data: { data: { node } } };
}
