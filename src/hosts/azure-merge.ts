// Completes a pull request of Azure DevOps: https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/update

import { fieldOf } from '../json-field.ts';
import type { AzureClient } from './azure-client.ts';
import {
  type AzureStrategy,
  allowedStrategies,
  azureStrategies,
  mergeTypesPolicy,
} from './azure-merge-types.ts';
import type { AzureTask } from './azure-rights.ts';
import { noWayToMerge } from './no-way-to-merge.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';
import type { RestAnswer } from './rest-client.ts';

const task: AzureTask = { action: 'complete the pull request', right: 'Contribute' };
const autoTask: AzureTask = { action: 'set auto-complete', right: 'Contribute to pull requests' };

const remedy = 'allow a merge type in the policy "Limit merge types" of the branch';

/** How the server says that the branch takes other ways to merge: the policy "Limit merge types". */
const otherStrategy = /merge (?:strateg|type)/i;

const underWay: MergeAnswer = { is: 'merging', why: 'the server has not completed it yet' };

/** Merges the requests of one repository. */
export class AzureMerger {
  readonly #client: AzureClient;
  /** The commit that the server has begun to complete. */
  #begun: string | undefined;

  constructor(client: AzureClient) {
    this.#client = client;
  }

  /**
   * Tries to complete a request. Its state is read first: the server completes in the background, and the try before may
   * have gone through without an answer.
   * @param commit that is meant: the server refuses to complete another one
   * @returns what became of it
   * @throws {DeployError} permission-denied, push-refused
   */
  async mergeNow({ number, url }: PullRequest, commit: string): Promise<MergeAnswer> {
    const path = `/pullrequests/${number}`;
    const state = await this.#client.send('GET', path, undefined, task);
    const settled = settledState(state.data, commit);
    if (settled !== undefined) return settled;
    const isMerging = ['queued', 'notSet'].includes(String(fieldOf(state.data, 'mergeStatus')));
    if (isMerging && this.#begun === commit) return underWay;
    this.#begun = undefined;
    if (isMerging) return { is: 'not-yet', why: 'the server still merges it to see whether it conflicts' };
    for (const mergeStrategy of azureStrategies) {
      const body = {
        status: 'completed',
        lastMergeSourceCommit: { commitId: commit },
        completionOptions: { mergeStrategy, deleteSourceBranch: false },
      };
      const answer = await this.#client.send('PATCH', path, body, task, [403, 409]);
      if (answer.status === 403 && otherStrategy.test(answer.text)) continue;
      return this.#meaningOf(answer, commit);
    }
    throw noWayToMerge(url, remedy);
  }

  /**
   * Has the server complete a request as soon as the policies of the branch allow it.
   * @returns what became of it
   * @throws {DeployError} permission-denied, push-refused
   */
  async mergeByHost({ number, url }: PullRequest, commit: string): Promise<MergeAnswer> {
    const path = `/pullrequests/${number}`;
    const state = await this.#client.send('GET', path, undefined, autoTask);
    const settled = settledState(state.data, commit);
    if (settled !== undefined) return settled;
    const allowed = await this.#allowedFor(state.data);
    const [mergeStrategy] = allowed;
    if (mergeStrategy === undefined) throw noWayToMerge(url, remedy);
    const chosen = fieldOf(fieldOf(state.data, 'completionOptions'), 'mergeStrategy');
    const isSet = typeof fieldOf(fieldOf(state.data, 'autoCompleteSetBy'), 'id') === 'string';
    if (isSet && allowed.some((strategy) => strategy === chosen)) return { is: 'queued' };
    const who = await this.#client.connection(autoTask);
    const id = fieldOf(fieldOf(who.data, 'authenticatedUser'), 'id');
    if (typeof id !== 'string') throw this.#client.strange(autoTask, who.status);
    const completionOptions = { mergeStrategy, deleteSourceBranch: false };
    const body = { autoCompleteSetBy: { id }, completionOptions };
    const answer = await this.#client.send('PATCH', path, body, autoTask);
    return settledState(answer.data, commit) ?? { is: 'queued' };
  }

  /** Auto-complete with a way that a policy forbids is taken, and never completes. */
  async #allowedFor(request: unknown): Promise<readonly AzureStrategy[]> {
    const repositoryId = String(fieldOf(fieldOf(request, 'repository'), 'id'));
    const refName = String(fieldOf(request, 'targetRefName'));
    const query = { repositoryId, refName, policyType: mergeTypesPolicy };
    return allowedStrategies((await this.#client.policies(query, autoTask)).data);
  }

  #meaningOf({ status, data, text }: RestAnswer, commit: string): MergeAnswer {
    if (/TF401192/.test(text)) return { is: 'overtaken' };
    if (status < 300) {
      this.#begun = commit;
      return settledState(data, commit) ?? underWay;
    }
    const refused = this.#client.refused(task, status, text);
    if (refused.code === 'permission-denied') throw refused;
    return { is: 'not-yet', why: text };
  }
}

/** What the request's own state says, where that is the end of it. */
function settledState(data: unknown, commit: string): MergeAnswer | undefined {
  if (fieldOf(data, 'status') === 'abandoned') return { is: 'closed' };
  if (fieldOf(fieldOf(data, 'lastMergeSourceCommit'), 'commitId') !== commit) return { is: 'overtaken' };
  if (fieldOf(data, 'status') === 'completed') {
    const merged = fieldOf(fieldOf(data, 'lastMergeCommit'), 'commitId');
    return { is: 'merged', commit: String(merged ?? commit) };
  }
  return fieldOf(data, 'mergeStatus') === 'conflicts' ? { is: 'conflict' } : undefined;
}
