// One pull request of the stand-in for GitHub, and the merge of its branches in a bare repository.
import type { BareRepository } from './bare-repository.ts';

/** A pull request as the stand-in keeps it. */
export interface HeldRequest {
  readonly number: number;
  /** Who has opened it; without one, the account of the token. */
  readonly author?: string | undefined;
  readonly head: string;
  readonly base: string;
  title: string;
  body: string;
  state: string;
  readonly draft: boolean;
  mergeCommit: string | undefined;
  autoMerge: boolean;
  /** It waits in the merge queue. */
  isQueued?: boolean;
  /** How GitLab is to merge it: as one commit, and with its branch deleted. */
  squash?: boolean;
  removesBranch?: boolean;
  readonly labels: string[];
  readonly assignees: string[];
  readonly reviewers: string[];
  readonly teams: string[];
  readonly comments: string[];
  /** For so many looks more, the host has not heard of the last push: it knows the branch at this commit. */
  late?: { readonly commit: string; looks: number };
  /** States of the reviews that have come. */
  reviews?: readonly string[];
}

/** What GitHub says of it in a list: https://docs.github.com/rest/pulls/pulls#list-pull-requests */
export async function listedJson(held: HeldRequest, repository: BareRepository): Promise<object> {
  const { number, head, base, title, body, state, draft, mergeCommit, labels, assignees, reviewers, teams } =
    held;
  const repo = { full_name: 'acme/config' };
  return {
    ...{ number, title, body, state, draft, node_id: `PR_${number}` },
    html_url: `https://github.example.com/acme/config/pull/${number}`,
    head: { ref: head, sha: await knownHead(held, repository), label: `acme:${head}`, repo },
    base: { ref: base, sha: await repository.tip(base), label: `acme:${base}`, repo },
    merge_commit_sha: mergeCommit ?? null,
    auto_merge: held.autoMerge ? { merge_method: 'merge' } : null,
    labels: labels.map((name) => ({ name })),
    assignees: assignees.map((login) => ({ login })),
    requested_reviewers: reviewers.map((login) => ({ login })),
    requested_teams: teams.map((slug) => ({ slug })),
  };
}

/** What GitHub says of it alone: https://docs.github.com/rest/pulls/pulls#get-a-pull-request */
export async function requestJson(
  held: HeldRequest,
  blockedBy: string,
  repository: BareRepository,
): Promise<object> {
  const isOpen = held.state === 'open';
  return {
    ...(await listedJson(held, repository)),
    merged: held.mergeCommit !== undefined,
    mergeable_state: isOpen ? await mergeStateOf(held, blockedBy, repository) : 'unknown',
  };
}

/** What GitHub says of it where it is asked as an issue: https://docs.github.com/rest/issues/issues#get-an-issue */
export function issueJson({ number, title, body, state, labels, assignees }: HeldRequest): object {
  return {
    ...{ number, title, body, state, labels: labels.map((name) => ({ name })) },
    html_url: `https://github.example.com/acme/config/pull/${number}`,
    assignees: assignees.map((login) => ({ login })),
  };
}

/** Whether it can be merged, in GitHub's words. */
export async function mergeStateOf(
  { head, base }: HeldRequest,
  blockedBy: string,
  repository: BareRepository,
): Promise<string> {
  if (blockedBy !== '') return 'blocked';
  return (await mergedTree(repository, base, head)) === undefined ? 'dirty' : 'clean';
}

/** Merges its branch; false: there is a conflict, or a branch has moved at this very moment. */
export async function mergeInto(repository: BareRepository, held: HeldRequest): Promise<boolean> {
  const { head, base, number } = held;
  const [onto, from] = [await repository.tip(base), await tipOf(repository, head)];
  const parents = [onto, from];
  const tree = await mergedTree(repository, onto, from);
  if (tree === undefined) return false;
  const message = `Merge pull request #${number} from acme/${head}`;
  const commit = await repository.git(
    'commit-tree',
    tree,
    ...parents.flatMap((id) => ['-p', id]),
    '-m',
    message,
  );
  if ((await tipOf(repository, head)) !== from) return false;
  const move = ['update-ref', `refs/heads/${base}`, commit.trim(), onto];
  if ((await repository.git(...move).catch(() => undefined)) === undefined) return false;
  Object.assign(held, { state: 'closed', mergeCommit: commit.trim() });
  return true;
}

/** The commit at the tip of a request's branch, as far as the host knows by now. */
export async function knownHead(held: HeldRequest, repository: BareRepository): Promise<string> {
  const { late, head } = held;
  if (late === undefined || late.looks === 0) return tipOf(repository, head);
  late.looks -= 1;
  return late.commit;
}

/** The head of a request is a branch, or a reference that the server has made. */
async function tipOf(repository: BareRepository, head: string): Promise<string> {
  return head.startsWith('refs/') ? (await repository.git('rev-parse', head)).trim() : repository.tip(head);
}

/** https://git-scm.com/docs/git-merge-tree: it ends with 1 where there is a conflict. */
async function mergedTree(
  repository: BareRepository,
  base: string,
  head: string,
): Promise<string | undefined> {
  const out = await repository.git('merge-tree', '--write-tree', base, head).catch(() => undefined);
  return out?.split('\n')[0];
}
