// What the stand-in for GitLab does with a call that fits its description: https://docs.gitlab.com/api/merge_requests/
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, knownHead, mergeInto, mergeStateOf } from './github-pull.ts';

export interface GitLabCall {
  /** As in the description: `POST /merge_requests`. */
  readonly operation: string;
  readonly iid: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
}

/** What the server keeps, and how it is set up. */
export interface GitLabHub {
  readonly requests: HeldRequest[];
  /** What was wrong with calls, by the description. */
  readonly faults: string[];
  /** Their ids are their places in the list, from 1. */
  users: readonly string[];
  /** The detailed status that a rule of the project gives; empty: nothing is waited for. */
  blockedBy: string;
  /** For so many looks the server still checks whether it can be merged. */
  checkingFor: number;
  mayMerge: boolean;
  /** Merges are fast-forwards alone. */
  isFastForward: boolean;
  /** Servers before 17.11 know the older name of the option alone. */
  knowsAutoMerge: boolean;
  /** Why a push option opens no request; empty: it does. */
  refusesCreation: string;
  /** The plan takes several reviewers and assignees. */
  isPaid: boolean;
}

export interface GitLabResult {
  readonly status: number;
  readonly data: unknown;
}

const refused = (status: number, message: unknown): GitLabResult => ({ status, data: { message } });

/** Does what was asked, and answers as GitLab does. */
export async function gitlabAnswer(
  call: GitLabCall,
  hub: GitLabHub,
  repository: BareRepository,
): Promise<GitLabResult> {
  const { operation, query, body, iid } = call;
  if (operation === 'GET /users') {
    const id = hub.users.indexOf(query.get('username') ?? '') + 1;
    return { status: 200, data: id === 0 ? [] : [{ id, username: query.get('username'), state: 'active' }] };
  }
  if (operation === 'GET /merge_requests') {
    const [head, base] = [query.get('source_branch'), query.get('target_branch')];
    const found = hub.requests.filter(
      (held) => held.state === 'open' && held.head === head && held.base === base,
    );
    return { status: 200, data: await Promise.all(found.map((held) => show(held, hub, repository))) };
  }
  if (operation === 'POST /merge_requests') {
    const {
      source_branch: head = '',
      target_branch: base = '',
      title = '',
      description = '',
    } = body as Record<string, string>;
    const opened = await openRequest({ head, base, title, body: description }, hub, repository);
    return 'number' in opened ? { status: 201, data: await show(opened, hub, repository) } : opened;
  }
  const held = hub.requests.find(({ number }) => number === iid);
  return held === undefined ? refused(404, '404 Not found') : change(call, held, hub, repository);
}

/** Opens a request, by whichever way it was asked for. */
export async function openRequest(
  {
    head = '',
    base = '',
    title = '',
    body = '',
  }: Partial<Pick<HeldRequest, 'head' | 'base' | 'title' | 'body'>>,
  hub: GitLabHub,
  repository: BareRepository,
): Promise<HeldRequest | GitLabResult> {
  const tips = [await repository.tip(head), await repository.tip(base)];
  // Nothing is awaited between the look for another one and the request.
  const same = hub.requests.find((held) => held.state === 'open' && held.head === head && held.base === base);
  if (same !== undefined)
    return refused(409, [
      `Another open merge request already exists for this source branch: !${same.number}`,
    ]);
  if (tips[0] === '') return refused(400, { source_branch: ['does not exist'] });
  if (tips[1] === '') return refused(400, { target_branch: ['does not exist'] });
  if (title.length > 255) return refused(400, { title: ['is too long (maximum is 255 characters)'] });
  const held: HeldRequest = {
    number: hub.requests.length + 1,
    ...{ head, base, title, body, draft: false, state: 'open', mergeCommit: undefined, autoMerge: false },
    ...{ labels: [], assignees: [], reviewers: [], teams: [], comments: [] },
  };
  hub.requests.push(held);
  return held;
}

async function change(
  { operation, body }: GitLabCall,
  held: HeldRequest,
  hub: GitLabHub,
  repository: BareRepository,
): Promise<GitLabResult> {
  switch (operation) {
    case 'GET /merge_requests/{iid}/notes':
      return { status: 200, data: held.comments.map((text, id) => ({ id, body: text })) };
    case 'POST /merge_requests/{iid}/notes':
      held.comments.push(String(body.body));
      return { status: 201, data: { id: 1, body: body.body } };
    case 'PUT /merge_requests/{iid}/merge':
      return merge(body, held, hub, repository);
    case 'PUT /merge_requests/{iid}': {
      const {
        title = held.title,
        description = held.body,
        add_labels: labels = '',
      } = body as Record<string, string>;
      if (title.length > 255) return refused(400, { title: ['is too long (maximum is 255 characters)'] });
      Object.assign(held, { title, body: description });
      held.labels.push(...labels.split(',').filter(Boolean));
      if (body.state_event === 'close') held.state = 'closed';
      for (const [field, list] of [
        ['assignee_ids', held.assignees],
        ['reviewer_ids', held.reviewers],
      ] as const) {
        const ids = body[field] as readonly number[] | undefined;
        if (ids !== undefined)
          list.splice(
            0,
            list.length,
            ...ids.slice(0, hub.isPaid ? 9 : 1).map((id) => hub.users[id - 1] ?? ''),
          );
      }
    }
  }
  return { status: 200, data: await show(held, hub, repository) };
}

async function merge(
  body: GitLabCall['body'],
  held: HeldRequest,
  hub: GitLabHub,
  repository: BareRepository,
): Promise<GitLabResult> {
  if (!hub.mayMerge) return refused(401, '401 Unauthorized');
  const status = await statusOf(held, hub, repository);
  const byHost =
    body.merge_when_pipeline_succeeds === true || (hub.knowsAutoMerge && body.auto_merge === true);
  const waits = byHost && ['ci_still_running', 'not_approved'].includes(status);
  if (status !== 'mergeable' && !waits) return refused(405, '405 Method Not Allowed');
  const head = await knownHead(held, repository);
  if (body.sha !== undefined && body.sha !== head)
    return refused(409, `SHA does not match HEAD of source branch: ${head}`);
  if (waits) held.autoMerge = true;
  else if (!(await mergeInto(repository, held))) return refused(422, 'Branch cannot be merged');
  return { status: 200, data: await show(held, hub, repository) };
}

async function statusOf(held: HeldRequest, hub: GitLabHub, repository: BareRepository): Promise<string> {
  if (held.state !== 'open') return 'not_open';
  if (hub.checkingFor > 0) return 'checking';
  if (/^draft:/i.test(held.title)) return 'draft_status';
  if ((await mergeStateOf(held, '', repository)) !== 'clean') return 'conflict';
  const base = await repository.tip(held.base);
  const isBehind = async () => (await repository.git('merge-base', held.base, held.head)).trim() !== base;
  if (hub.isFastForward && (await isBehind())) return 'need_rebase';
  return hub.blockedBy === '' ? 'mergeable' : hub.blockedBy;
}

async function show(held: HeldRequest, hub: GitLabHub, repository: BareRepository): Promise<object> {
  const { number, head, base, title, body, mergeCommit, labels, autoMerge } = held;
  const status = await statusOf(held, hub, repository);
  if (hub.checkingFor > 0) hub.checkingFor -= 1;
  const users = (names: readonly string[]) =>
    names.map((username) => ({ id: hub.users.indexOf(username) + 1, username }));
  return {
    ...{ id: number + 100, iid: number, project_id: 7, source_project_id: 7, target_project_id: 7 },
    ...{ title, description: body, source_branch: head, target_branch: base, labels },
    state: mergeCommit !== undefined ? 'merged' : held.state === 'open' ? 'opened' : 'closed',
    ...{
      sha: await knownHead(held, repository),
      merge_commit_sha: mergeCommit ?? null,
      squash_commit_sha: null,
    },
    ...{ detailed_merge_status: status, merge_when_pipeline_succeeds: autoMerge },
    web_url: requestUrl(number),
    ...{ assignees: users(held.assignees), reviewers: users(held.reviewers) },
  };
}

/** The page of a request. */
export function requestUrl(number: number): string {
  return `https://gitlab.example.com/acme/config/-/merge_requests/${number}`;
}
