// What others say about commits on GitLab: https://docs.gitlab.com/api/commits/#list-commit-statuses

import { fieldOf } from '../json-field.ts';
import {
  type CommitStatus,
  type CommitStatuses,
  latestOf,
  readStatus,
  type StateWords,
  textOf,
} from './commit-statuses.ts';
import { type GitLabProject, type GitLabTask, openGitLabProject } from './gitlab-client.ts';
import type { RequestApi } from './request-api.ts';
import { StatusPages } from './status-pages.ts';

const task: GitLabTask = { action: 'read the statuses of a commit', right: 'read' };

const states: StateWords = {
  success: 'success',
  failed: 'failure',
  canceled: 'failure',
  pending: 'pending',
  running: 'pending',
  created: 'pending',
};

/** Of one page, the most that GitLab gives. */
const pageSize = 100;

class GitLabStatuses implements CommitStatuses {
  readonly #project: GitLabProject;
  readonly #pages = new StatusPages();

  constructor(project: GitLabProject) {
    this.#project = project;
  }

  of(commit: string): Promise<readonly CommitStatus[]> {
    const { client, path } = this.#project;
    const place = `${path.replace(/\/merge_requests$/, '')}/repository/commits/${commit}/statuses`;
    return this.#pages.all(commit, async (page, etag) => {
      // Without `all`, a status is not told that a later one of its name has replaced.
      const query = `all=true&per_page=${pageSize}&page=${page}`;
      const answer = await client.send('GET', `${place}?${query}`, undefined, task, [], etag);
      if (answer.status === 304) return 'unchanged';
      if (!Array.isArray(answer.data)) throw client.strange(task, answer.status);
      const statuses = answer.data.map((each) => statusOf(each, commit)).filter((each) => each !== undefined);
      return { statuses, hasNext: answer.data.length >= pageSize, etag: textOf(answer.headers.etag) };
    });
  }
}

function statusOf(each: unknown, commit: string): CommitStatus | undefined {
  const state = states[String(fieldOf(each, 'status'))];
  return readStatus(commit, state, latestOf(each, 'created_at', 'started_at', 'finished_at'), {
    name: fieldOf(each, 'name'),
    description: fieldOf(each, 'description'),
    url: fieldOf(each, 'target_url'),
  });
}

/**
 * Opens the statuses of a project on GitLab; nothing is sent yet.
 * @returns the port
 */
export function openGitLabStatuses(api: RequestApi): CommitStatuses {
  return new GitLabStatuses(openGitLabProject(api));
}
