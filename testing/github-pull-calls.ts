// What the stand-in for GitHub does with pull requests, a call at a time.
import type { BareRepository } from './bare-repository.ts';
import type { GitHubCommitsFake } from './github-commits.ts';
import { dequeue, enqueue, queueOfBase } from './github-merge-queue.ts';
import {
  type HeldRequest,
  issueJson,
  knownHead,
  listedJson,
  mergeInto,
  mergeStateOf,
  requestJson,
} from './github-pull.ts';

/** The repository's requests and rules, as the stand-in keeps them. */
export interface PullRequestState {
  readonly requests: HeldRequest[];
  readonly commits: GitHubCommitsFake;
  /** What a rule of the base waits for before anything is merged; empty: nothing. */
  blockedBy: string;
  autoMergeAllowed: boolean;
  /** The branch takes its changes from a merge queue alone; `waits`: what is in there is merged when the test says so. */
  mergeQueue: 'none' | 'at-once' | 'waits';
  /** Waited before every answer, as a network far away would, milliseconds. */
  latencyMs: number;
  /** For so many looks the host still checks a request for conflicts. */
  checkingFor: number;
  /** The ways to merge that the repository allows. */
  methods: readonly string[];
}

/** A call of GitHub's API. */
export interface Call {
  /** As in the description: `POST /pulls`. */
  readonly operation: string;
  readonly number: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
  /** Of a branch, where it is asked for. */
  readonly ref?: string | undefined;
}

/** Letters that GitHub takes. */
const longestTitle = 256;

/** What a call is answered with. */
export interface Result {
  readonly status: number;
  readonly data: unknown;
}

/** An answer that says what is wrong. */
export const refused = (status: number, message: string, errors: readonly object[] = []): Result => ({
  status,
  data: { message, errors },
});

/** Does what a call asks for. */
export async function act(call: Call, hub: PullRequestState, repository: BareRepository): Promise<Result> {
  if (call.operation === 'POST enablePullRequestAutoMerge') return autoMerge(call, hub, repository);
  if (call.operation === 'POST enqueuePullRequest') return enqueue(call, hub, repository);
  if (call.operation === 'POST dequeuePullRequest') return dequeue(call, hub);
  if (call.operation === 'POST node') return queueOfBase(hub);
  const mutation = /^POST (\w+)$/.exec(call.operation)?.[1];
  if (mutation !== undefined) return hub.commits.graphql(mutation, call.body.variables as object);
  switch (call.operation) {
    case 'POST /git/trees':
      return hub.commits.tree(call.body as never);
    case 'POST /git/commits':
      return hub.commits.commit(call.body as never);
    case 'GET /git/ref/{ref}':
      return hub.commits.ref(call.ref ?? '');
  }
  if (call.operation === 'GET /pulls') return list(call, hub, repository);
  if (call.operation === 'POST /pulls') return create(call, hub, repository);
  const held = hub.requests.find(({ number }) => number === call.number);
  return held === undefined ? refused(404, 'Not Found') : change(call, held, hub, repository);
}

async function show(held: HeldRequest, hub: PullRequestState, repository: BareRepository): Promise<object> {
  const isChecking = hub.checkingFor > 0;
  if (isChecking) hub.checkingFor -= 1;
  const shown = await requestJson(held, hub.blockedBy, repository);
  return isChecking ? { ...shown, mergeable_state: 'unknown' } : shown;
}

async function list({ query }: Call, hub: PullRequestState, repository: BareRepository): Promise<Result> {
  const found = hub.requests.filter(
    (held) =>
      held.state === (query.get('state') ?? 'open') &&
      `acme:${held.head}` === query.get('head') &&
      held.base === query.get('base'),
  );
  return { status: 200, data: await Promise.all(found.map((held) => listedJson(held, repository))) };
}

async function create({ body }: Call, hub: PullRequestState, repository: BareRepository): Promise<Result> {
  const {
    head,
    base,
    title,
    body: text = '',
    draft = false,
  } = body as Record<string, string> & { draft?: boolean };
  const invalid = (message: string) =>
    refused(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }]);
  if ((title ?? '').length > longestTitle) return invalid('title is too long (maximum is 256 characters)');
  const tip = await repository.tip(head);
  const own = tip === '' ? '' : await repository.git('log', '--format=%H', `${base}..${head}`);
  // Nothing is awaited between the look for another one and the request.
  if (hub.requests.some((held) => held.state === 'open' && held.head === head && held.base === base))
    return invalid(`A pull request already exists for acme:${head}.`);
  if (tip === '') return refused(422, 'Validation Failed', [{ field: 'head', code: 'invalid' }]);
  if (own === '') return invalid(`No commits between ${base} and ${head}`);
  const held: HeldRequest = {
    number: hub.requests.length + 1,
    ...{ head: head ?? '', base: base ?? '', title: title ?? '', body: text, draft },
    ...{ state: 'open', mergeCommit: undefined, autoMerge: false },
    ...{ labels: [], assignees: [], reviewers: [], teams: [], comments: [] },
  };
  hub.requests.push(held);
  return { status: 201, data: await show(held, hub, repository) };
}

async function change(
  { operation, body }: Call,
  held: HeldRequest,
  hub: PullRequestState,
  repository: BareRepository,
): Promise<Result> {
  const names = (field: string) => (body[field] ?? []) as string[];
  switch (operation) {
    case 'PATCH /pulls/{pull_number}':
      if (String(body.title ?? '').length > longestTitle) return refused(422, 'title is too long');
      Object.assign(held, body);
      break;
    case 'POST /issues/{issue_number}/labels':
      held.labels.push(...names('labels'));
      return { status: 200, data: held.labels.map((name) => ({ name })) };
    case 'POST /issues/{issue_number}/assignees':
      held.assignees.push(...names('assignees'));
      return { status: 201, data: issueJson(held) };
    case 'POST /pulls/{pull_number}/requested_reviewers':
      held.reviewers.push(...names('reviewers'));
      held.teams.push(...names('team_reviewers'));
      return { status: 201, data: await listedJson(held, repository) };
    case 'GET /pulls/{pull_number}/reviews':
      return { status: 200, data: (held.reviews ?? []).map((state) => ({ state })) };
    case 'GET /issues/{issue_number}/comments':
      return { status: 200, data: held.comments.map((text) => ({ body: text })) };
    case 'POST /issues/{issue_number}/comments':
      held.comments.push(String(body.body));
      return { status: 201, data: { body: body.body } };
    case 'PUT /pulls/{pull_number}/merge':
      return merge(body, held, hub, repository);
  }
  return { status: 200, data: await show(held, hub, repository) };
}

const notAllowed: Readonly<Record<string, string>> = {
  merge: 'Merge commits are not allowed on this repository.',
  rebase: 'Rebase merges are not allowed on this repository.',
  squash: 'Squash merges are not allowed on this repository.',
};

async function merge(
  body: Call['body'],
  held: HeldRequest,
  hub: PullRequestState,
  repository: BareRepository,
): Promise<Result> {
  if (body.sha !== (await knownHead(held, repository)))
    return refused(409, 'Head branch was modified. Review and try the merge again.');
  if (hub.mergeQueue !== 'none') return refused(405, 'Changes must be made through the merge queue');
  const method = String(body.merge_method ?? 'merge');
  if (!hub.methods.includes(method)) return refused(405, notAllowed[method] ?? '');
  if (hub.checkingFor > 0) return refused(405, 'Pull Request is not mergeable');
  if (held.draft) return refused(405, 'Pull Request is still a draft');
  if (hub.blockedBy !== '') return refused(405, hub.blockedBy);
  if (held.state === 'closed' || !(await mergeInto(repository, held)))
    return refused(405, 'Pull Request is not mergeable');
  return {
    status: 200,
    data: { sha: held.mergeCommit, merged: true, message: 'Pull Request successfully merged' },
  };
}

async function autoMerge({ body }: Call, hub: PullRequestState, repository: BareRepository): Promise<Result> {
  const { input } = body.variables as { input: { pullRequestId: string; expectedHeadOid: string } };
  const held = hub.requests.find(({ number }) => `PR_${number}` === input.pullRequestId);
  const failed = (message: string): Result => ({
    status: 200,
    data: { data: { enablePullRequestAutoMerge: null }, errors: [{ type: 'UNPROCESSABLE', message }] },
  });
  if (held === undefined) return failed('Could not resolve to a node with the global id');
  if (held.isQueued) return failed('Pull request is already in the queue');
  if (!hub.autoMergeAllowed) return failed('Auto merge is not allowed for this repository');
  if (input.expectedHeadOid !== (await knownHead(held, repository))) return failed('Head sha did not match');
  if ((await mergeStateOf(held, hub.blockedBy, repository)) === 'clean')
    return failed('Pull request Pull request is in clean status');
  held.autoMerge = true;
  return { status: 200, data: { data: { enablePullRequestAutoMerge: { clientMutationId: null } } } };
}
