// Merges a merge request of GitLab: https://docs.gitlab.com/api/merge_requests/#merge-a-merge-request

import { fieldOf } from '../json-field.ts';
import { answeredError } from './api-error.ts';
import type { GitLabProject, GitLabTask } from './gitlab-client.ts';
import { mayNotMerge } from './gitlab-rights.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';
import type { RestAnswer } from './rest-client.ts';

const task: GitLabTask = { action: 'merge the merge request', right: 'write' };

/** A rebase is another word for making our branch again: it is on the base as it was. */
const conflicts: readonly unknown[] = ['conflict', 'need_rebase', 'broken_status'];

/** What the server knows in a moment: https://docs.gitlab.com/api/merge_requests/#merge-status */
const isLooking = /^(?:unchecked|checking|preparing|approvals_syncing)$/;

const underWay: MergeAnswer = { is: 'merging', why: 'its merge is under way' };

/** Merges the merge requests of one project. */
export class GitLabMerge {
  readonly #project: GitLabProject;

  constructor(project: GitLabProject) {
    this.#project = project;
  }

  /** Tries to merge it. Its state is read first: the merge of a try before may have gone through without an answer. */
  async merge({ number }: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer> {
    const { client, path } = this.#project;
    const one = `${path}/${number}`;
    const { data } = await client.send('GET', one, undefined, task);
    const status = String(fieldOf(data, 'detailed_merge_status') ?? fieldOf(data, 'merge_status'));
    const settled = settledState(data, status, commit);
    if (settled !== undefined) return settled;
    const isReady = status === 'mergeable' || status === 'can_be_merged';
    if (how === 'now' && !isReady) return { is: 'not-yet', why: status };
    // The older name is all that servers before 17.11 know.
    const byHost = how === 'auto' && !isReady ? { auto_merge: true, merge_when_pipeline_succeeds: true } : {};
    const wanted = { sha: commit, ...byHost };
    const answer = await client.send('PUT', `${one}/merge`, wanted, task, [401, 405, 406, 409, 422]);
    if (answer.status === 401) throw this.#refused(answer);
    const meaning = meaningOf(answer, status);
    const wasOn = how === 'auto' && isAutoMerge(data);
    return wasOn && meaning.is === 'not-yet' ? this.#stillOn(one, commit, meaning) : meaning;
  }

  /** A server may refuse an auto-merge that is on; one of the commit before is taken away soon after the push. */
  async #stillOn(one: string, commit: string, otherwise: MergeAnswer): Promise<MergeAnswer> {
    const { data } = await this.#project.client.send('GET', one, undefined, task);
    return fieldOf(data, 'sha') === commit && isAutoMerge(data) ? { is: 'queued' } : otherwise;
  }

  #refused({ status, headers, text }: RestAnswer): Error {
    const { repository } = this.#project.client;
    const cannot = `Cannot ${task.action} on "${repository}"`;
    // It is no rate limit, so that no time counts.
    return answeredError(cannot, { status, headers, text }, mayNotMerge(repository), 0);
  }
}

/** What the request's own state says, where that is the end of it. */
function settledState(data: unknown, status: string, commit: string): MergeAnswer | undefined {
  const state = fieldOf(data, 'state');
  if (state === 'closed') return { is: 'closed' };
  if (fieldOf(data, 'sha') !== commit) return { is: 'overtaken' };
  if (state === 'merged') return { is: 'merged', commit: mergedAs(data) };
  if (state === 'locked') return underWay;
  if (conflicts.includes(status) || status === 'cannot_be_merged') return { is: 'conflict' };
  if (isLooking.test(status)) return { is: 'not-yet', why: status };
  return undefined;
}

function isAutoMerge(data: unknown): boolean {
  return fieldOf(data, 'merge_when_pipeline_succeeds') === true;
}

function meaningOf({ status, data, text }: RestAnswer, before: string): MergeAnswer {
  if (status === 409) return { is: 'overtaken' };
  if (status >= 300) return { is: 'not-yet', why: `${text} (${before})` };
  if (fieldOf(data, 'state') === 'merged') return { is: 'merged', commit: mergedAs(data) };
  if (isAutoMerge(data)) return { is: 'queued' };
  return underWay;
}

/** A merge that is a fast-forward makes no commit of its own. */
function mergedAs(data: unknown): string {
  return String(
    fieldOf(data, 'merge_commit_sha') ?? fieldOf(data, 'squash_commit_sha') ?? fieldOf(data, 'sha'),
  );
}
