// What the stand-in for Gitea does with a call that fits its description.
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, knownHead, mergeInto, mergeStateOf } from './github-pull.ts';

export interface GiteaCall {
  /** As in the description: `POST /pulls`. */
  readonly operation: string;
  readonly index: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
}

interface GiteaLabel {
  readonly id: number;
  readonly name: string;
}

/** What the server keeps, and how it is set up. */
export interface GiteaHub {
  readonly requests: HeldRequest[];
  /** What was wrong with calls, by the description. */
  readonly faults: string[];
  labels: readonly GiteaLabel[];
  organizationLabels: readonly GiteaLabel[];
  /** What a rule of the base waits for before anything is merged; empty: nothing. */
  blockedBy: string;
  /** For so many looks the server still checks a request for conflicts. */
  checkingFor: number;
  mayMerge: boolean;
  /** Whom the token belongs to. */
  account: string;
  /** Requests that the server has made out of pushes. */
  pushed: () => readonly Pick<HeldRequest, 'number' | 'base' | 'title' | 'body' | 'author'>[];
  /** The ways to merge that the repository allows. */
  styles: readonly string[];
}

interface Result {
  readonly status: number;
  readonly data: unknown;
}

const refused = (status: number, message: string): Result => ({ status, data: { message } });

/** Does what was asked, and answers as Gitea does: https://gitea.com/api/swagger */
export async function giteaAnswer(
  call: GiteaCall,
  hub: GiteaHub,
  repository: BareRepository,
): Promise<Result> {
  for (const made of hub.pushed().slice(hub.requests.length))
    hub.requests.push({ ...newRequest, ...made, head: `refs/pull/${made.number}/head`, ...noNames() });
  const page = Number(call.query.get('page') ?? 1);
  const paged = <T>(all: readonly T[]): T[] => all.slice((page - 1) * 2, page * 2);
  switch (call.operation) {
    case 'GET /user':
      return { status: 200, data: { id: 3, login: hub.account } };
    case 'GET /labels':
      return { status: 200, data: paged(hub.labels) };
    case 'GET /orgs/{org}/labels':
      return { status: 200, data: paged(hub.organizationLabels) };
    case 'GET /pulls': {
      const open = hub.requests.filter(({ state }) => state === call.query.get('state')).reverse();
      return {
        status: 200,
        data: await Promise.all(paged(open).map((held) => show(held, hub, repository))),
      };
    }
    case 'POST /pulls':
      return create(call.body, hub, repository);
  }
  const held = hub.requests.find(({ number }) => number === call.index);
  return held === undefined ? refused(404, 'Not Found') : change(call, held, hub, repository);
}

const newRequest = { draft: false, state: 'open', mergeCommit: undefined, autoMerge: false };
const noNames = () => ({ labels: [], assignees: [], reviewers: [], teams: [], comments: [] });

async function create(body: GiteaCall['body'], hub: GiteaHub, repository: BareRepository): Promise<Result> {
  const { head = '', base = '', title = '', body: text = '' } = body as Record<string, string>;
  // Nothing is awaited between the look for another one and the request.
  const tip = await repository.tip(head);
  const same = hub.requests.find((held) => held.state === 'open' && held.head === head && held.base === base);
  if (same !== undefined)
    return refused(
      409,
      `pull request already exists for these targets [id: ${same.number}, issue_id: ${same.number}, head_branch: ${head}, base_branch: ${base}]`,
    );
  if (tip === '') return refused(404, 'Not Found');
  const held: HeldRequest = {
    number: hub.requests.length + 1,
    ...{ ...newRequest, head, base, title, body: text, ...noNames() },
  };
  hub.requests.push(held);
  return { status: 201, data: await show(held, hub, repository) };
}

const isDraft = ({ title }: HeldRequest): boolean => /^(?:WIP:|\[WIP\])/i.test(title);

async function show(held: HeldRequest, hub: GiteaHub, repository: BareRepository): Promise<object> {
  const { number, head, base, title, body, state, mergeCommit } = held;
  const isChecking = hub.checkingFor > 0;
  const [headTip, baseTip] = [await knownHead(held, repository), await repository.tip(base)];
  const isClean = state === 'open' && (await mergeStateOf(held, '', repository)) === 'clean';
  const allows = (style: string) => hub.styles.includes(style);
  const repo = {
    full_name: 'acme/config',
    allow_merge_commits: allows('merge'),
    allow_rebase: allows('rebase'),
    allow_rebase_explicit: allows('rebase-merge'),
    allow_squash_merge: allows('squash'),
    allow_fast_forward_only_merge: allows('fast-forward-only'),
  };
  return {
    ...{ id: number + 100, number, title, body, state, draft: isDraft(held) },
    html_url: `https://gitea.example.com/acme/config/pulls/${number}`,
    user: { id: 3, login: held.author ?? hub.account },
    head: { label: head.startsWith('refs/') ? '' : head, ref: head, sha: headTip, repo_id: 7, repo },
    base: { label: base, ref: base, sha: baseTip, repo_id: 7, repo },
    merge_base: (await repository.git('merge-base', base, head)).trim(),
    mergeable: isClean && !isChecking && !isDraft(held),
    ...{ merged: mergeCommit !== undefined, merge_commit_sha: mergeCommit ?? null },
    labels: held.labels.map((name) => ({ name })),
    assignees: held.assignees.length === 0 ? null : held.assignees.map((login) => ({ login })),
    requested_reviewers: held.reviewers.map((login) => ({ login })),
    requested_reviewers_teams: held.teams.map((name) => ({ name })),
  };
}

async function change(
  { operation, body }: GiteaCall,
  held: HeldRequest,
  hub: GiteaHub,
  repository: BareRepository,
): Promise<Result> {
  const names = (field: string) => (body[field] ?? []) as string[];
  switch (operation) {
    case 'PATCH /pulls/{index}':
      Object.assign(held, body);
      return { status: 201, data: await show(held, hub, repository) };
    case 'POST /issues/{index}/labels': {
      const all = [...hub.labels, ...hub.organizationLabels];
      const added = ((body.labels ?? []) as number[]).flatMap((id) => all.filter((label) => label.id === id));
      held.labels.push(...added.map(({ name }) => name));
      return { status: 200, data: added };
    }
    case 'POST /pulls/{index}/requested_reviewers':
      held.reviewers.push(...names('reviewers'));
      held.teams.push(...names('team_reviewers'));
      return { status: 201, data: [] };
    case 'GET /pulls/{index}/reviews': {
      const asked = held.reviewers.map(() => 'REQUEST_REVIEW');
      return { status: 200, data: [...asked, ...(held.reviews ?? [])].map((state) => ({ state })) };
    }
    case 'GET /issues/{index}/comments':
      return { status: 200, data: held.comments.map((text) => ({ body: text })) };
    case 'POST /issues/{index}/comments':
      held.comments.push(String(body.body));
      return { status: 201, data: { body: body.body } };
    case 'POST /pulls/{index}/merge':
      return merge(body, held, hub, repository);
  }
  return { status: 200, data: await show(held, hub, repository) };
}

async function merge(
  body: GiteaCall['body'],
  held: HeldRequest,
  hub: GiteaHub,
  repository: BareRepository,
): Promise<Result> {
  const isAuto = body.merge_when_checks_succeed === true;
  if (held.state === 'closed') return refused(held.mergeCommit === undefined ? 404 : 405, '');
  if (!hub.mayMerge) return refused(405, 'User not allowed to merge PR');
  if (isDraft(held)) return refused(405, 'Work in progress PRs cannot be merged');
  if (hub.checkingFor > 0) {
    hub.checkingFor -= 1;
    return refused(405, 'Please try again later');
  }
  if ((await mergeStateOf(held, '', repository)) !== 'clean') return refused(405, 'Please try again later');
  if (isAuto && hub.blockedBy !== '') {
    if (held.autoMerge)
      return refused(409, 'pull request is already scheduled to auto merge when checks succeed [pull_id: 1]');
    held.autoMerge = true;
    return { status: 201, data: '' };
  }
  if (hub.blockedBy !== '') return refused(405, hub.blockedBy);
  if (!hub.styles.includes(String(body.Do)))
    return refused(405, `${body.Do} is not allowed an allowed merge style for this repository`);
  if (body.head_commit_id !== (await knownHead(held, repository))) return refused(409, 'head out of date');
  return (await mergeInto(repository, held))
    ? { status: 200, data: '' }
    : { status: 409, data: { Style: 'merge', StdOut: '', StdErr: 'CONFLICT (content)', Err: {} } };
}
