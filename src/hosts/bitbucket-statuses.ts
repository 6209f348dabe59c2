// What others say about commits on Bitbucket Cloud, and on Bitbucket Data Center.

import { fieldOf } from '../json-field.ts';
import { BitbucketClient } from './bitbucket-client.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';
import {
  type CommitStatus,
  type CommitStatuses,
  latestOf,
  readStatus,
  type StateWords,
  textOf,
} from './commit-statuses.ts';
import { DataCenterClient } from './data-center-client.ts';
import type { RequestApi } from './request-api.ts';
import { StatusPages } from './status-pages.ts';

const action = 'read the build statuses of a commit';
const cloudTask: BitbucketTask = { action, right: 'repository' };
const dataCenterTask: BitbucketTask = { action, right: 'Repository read' };

/** The last status of a key replaces the one before on both. */
const states: StateWords = {
  SUCCESSFUL: 'success',
  FAILED: 'failure',
  STOPPED: 'failure',
  CANCELLED: 'failure',
  INPROGRESS: 'pending',
};

const pageSize = 100;

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/ */
class BitbucketStatuses implements CommitStatuses {
  readonly #client: BitbucketClient;
  readonly #pages = new StatusPages();

  constructor(client: BitbucketClient) {
    this.#client = client;
  }

  of(commit: string): Promise<readonly CommitStatus[]> {
    return this.#pages.all(commit, async (page) => {
      const path = `/commit/${commit}/statuses?pagelen=${pageSize}&page=${page}`;
      const { data, status } = await this.#client.send('GET', path, undefined, cloudTask);
      const list = fieldOf(data, 'values');
      if (!Array.isArray(list)) throw this.#client.strange(cloudTask, status);
      const statuses = list.map((each) => cloudStatus(each, commit)).filter((each) => each !== undefined);
      return { statuses, hasNext: fieldOf(data, 'next') !== undefined, etag: undefined };
    });
  }
}

/** https://developer.atlassian.com/server/bitbucket/rest/v811/api-group-build-status/ */
class DataCenterStatuses implements CommitStatuses {
  readonly #client: DataCenterClient;
  readonly #pages = new StatusPages();

  constructor(client: DataCenterClient) {
    this.#client = client;
  }

  of(commit: string): Promise<readonly CommitStatus[]> {
    return this.#pages.all(commit, async (page) => {
      const start = (page - 1) * pageSize;
      const query = `limit=${pageSize}&start=${start}`;
      const { data, status } = await this.#client.buildStatuses(commit, query, dataCenterTask);
      const list = fieldOf(data, 'values');
      if (!Array.isArray(list)) throw this.#client.strange(dataCenterTask, status);
      const statuses = list.map((each) => serverStatus(each, commit)).filter((each) => each !== undefined);
      return { statuses, hasNext: fieldOf(data, 'isLastPage') === false, etag: undefined };
    });
  }
}

function cloudStatus(each: unknown, commit: string): CommitStatus | undefined {
  return statusOf(each, commit, latestOf(each, 'created_on', 'updated_on'));
}

function serverStatus(each: unknown, commit: string): CommitStatus | undefined {
  return statusOf(each, commit, Number(fieldOf(each, 'dateAdded') ?? 0));
}

/** Agents cut a key to forty letters, or make it a hash: the name says more. */
function statusOf(each: unknown, commit: string, at: number): CommitStatus | undefined {
  const state = states[String(fieldOf(each, 'state'))];
  return readStatus(commit, state, at, {
    name: textOf(fieldOf(each, 'name')) ?? fieldOf(each, 'key'),
    description: fieldOf(each, 'description'),
    url: fieldOf(each, 'url'),
  });
}

/**
 * Opens the statuses of a repository on Bitbucket Cloud; nothing is sent yet.
 * @returns the port
 * @throws {DeployError} invalid-input for an API token without its account
 */
export async function openBitbucketStatuses(api: RequestApi): Promise<CommitStatuses> {
  return new BitbucketStatuses(new BitbucketClient(api, await api.token()));
}

/**
 * Opens the statuses of a repository on Bitbucket Data Center; nothing is sent yet.
 * @returns the port
 */
export function openDataCenterStatuses(api: RequestApi): CommitStatuses {
  return new DataCenterStatuses(new DataCenterClient(api));
}
