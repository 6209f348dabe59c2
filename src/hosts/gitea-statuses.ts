// What others say about commits on Gitea and Forgejo: https://docs.gitea.com/api/#tag/repository/operation/repoListStatusesByRef

import { fieldOf } from '../json-field.ts';
import {
  type CommitStatus,
  type CommitStatuses,
  latestOf,
  readStatus,
  type StateWords,
} from './commit-statuses.ts';
import { GiteaClient } from './gitea-client.ts';
import type { GiteaTask } from './gitea-rights.ts';
import type { RequestApi } from './request-api.ts';
import { StatusPages } from './status-pages.ts';

const task: GiteaTask = { action: 'read the statuses of a commit', right: 'read:repository' };

const states: StateWords = {
  success: 'success',
  warning: 'success',
  failure: 'failure',
  error: 'failure',
  pending: 'pending',
};

/** Of one page, the most that servers give as they come. */
const pageSize = 50;

class GiteaStatuses implements CommitStatuses {
  readonly #client: GiteaClient;
  readonly #pages = new StatusPages();

  constructor(client: GiteaClient) {
    this.#client = client;
  }

  of(commit: string): Promise<readonly CommitStatus[]> {
    return this.#pages.all(commit, async (page) => {
      const path = `/commits/${commit}/statuses?limit=${pageSize}&page=${page}`;
      const { data, status } = await this.#client.send('GET', path, undefined, task);
      if (!Array.isArray(data)) throw this.#client.strange(task, status);
      const statuses = data.map((each) => statusOf(each, commit)).filter((each) => each !== undefined);
      // A server may give fewer a page than it is asked for.
      return { statuses, hasNext: data.length > 0, etag: undefined };
    });
  }
}

function statusOf(each: unknown, commit: string): CommitStatus | undefined {
  const state = states[String(fieldOf(each, 'status'))];
  return readStatus(commit, state, latestOf(each, 'created_at', 'updated_at'), {
    name: fieldOf(each, 'context'),
    description: fieldOf(each, 'description'),
    url: fieldOf(each, 'target_url'),
  });
}

/**
 * Opens the statuses of a repository on Gitea or Forgejo; nothing is sent yet.
 * @returns the port
 */
export function openGiteaStatuses(api: RequestApi): CommitStatuses {
  return new GiteaStatuses(new GiteaClient(api));
}
