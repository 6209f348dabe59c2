// What others say about commits on Azure DevOps: https://learn.microsoft.com/rest/api/azure/devops/git/statuses/list

import { fieldOf } from '../json-field.ts';
import { AzureClient } from './azure-client.ts';
import type { AzureTask } from './azure-rights.ts';
import {
  type CommitStatus,
  type CommitStatuses,
  latestOf,
  readStatus,
  type StateWords,
} from './commit-statuses.ts';
import type { RequestApi } from './request-api.ts';

const task: AzureTask = { action: 'read the statuses of a commit', right: 'Read' };

const states: StateWords = {
  succeeded: 'success',
  failed: 'failure',
  error: 'failure',
  pending: 'pending',
  notSet: 'pending',
};

/** Nobody writes more about one commit; a list ends there. */
const most = 1000;

class AzureStatuses implements CommitStatuses {
  readonly #client: AzureClient;

  constructor(client: AzureClient) {
    this.#client = client;
  }

  async of(commit: string): Promise<readonly CommitStatus[]> {
    const path = `/commits/${commit}/statuses?top=${most}&latestOnly=false`;
    const { data, status } = await this.#client.send('GET', path, undefined, task);
    const list = fieldOf(data, 'value');
    if (!Array.isArray(list)) throw this.#client.strange(task, status);
    return list.map((each) => statusOf(each, commit)).filter((each) => each !== undefined);
  }
}

function statusOf(each: unknown, commit: string): CommitStatus | undefined {
  const state = states[String(fieldOf(each, 'state'))];
  return readStatus(commit, state, latestOf(each, 'creationDate', 'updatedDate'), {
    // Beside the name there is its genre, which agents choose as they like.
    name: fieldOf(fieldOf(each, 'context'), 'name'),
    description: fieldOf(each, 'description'),
    url: fieldOf(each, 'targetUrl'),
  });
}

/**
 * Opens the statuses of a repository on Azure DevOps; nothing is sent yet.
 * @returns the port
 */
export function openAzureStatuses(api: RequestApi): CommitStatuses {
  return new AzureStatuses(new AzureClient(api));
}
