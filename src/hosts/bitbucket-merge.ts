// Merges a pull request of Bitbucket Cloud: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/

import { fieldOf } from '../json-field.ts';
import type { BitbucketClient } from './bitbucket-client.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';
import type { RestAnswer } from './rest-client.ts';

const task: BitbucketTask = { action: 'merge the pull request', right: 'repository:write' };

/** In the order in which they are tried: a merge keeps our commit as it is. */
const strategies = [
  'merge_commit',
  'fast_forward',
  'rebase_merge',
  'rebase_fast_forward',
  'squash',
  'squash_fast_forward',
] as const;

const underWay: MergeAnswer = { is: 'merging', why: 'the server still merges it' };

/** Merges the requests of one repository. */
export class BitbucketMerger {
  readonly #client: BitbucketClient;
  /** The merge that the server does in the background. */
  #running: string | undefined;

  constructor(client: BitbucketClient) {
    this.#client = client;
  }

  /**
   * Tries to merge a request. Its state is read first: the merge of a try before may have gone through without an answer.
   * @param commit that is meant. The API takes none: it is compared before and after the merge
   * @returns what became of it
   * @throws {DeployError} permission-denied, push-refused
   */
  async merge({ number }: PullRequest, commit: string): Promise<MergeAnswer> {
    const path = `/pullrequests/${number}`;
    const state = await this.#client.send('GET', path, undefined, task);
    const settled = await this.#settled(state.data, commit);
    if (settled !== undefined) return settled;
    if (this.#running !== undefined) return this.#lookAt(`${path}/merge/task-status/${this.#running}`);
    const allowed = fieldOf(fieldOf(fieldOf(state.data, 'destination'), 'branch'), 'merge_strategies');
    const strategy = strategies.find((each) => !Array.isArray(allowed) || allowed.includes(each));
    const body = { merge_strategy: strategy ?? strategies[0], close_source_branch: false };
    const answer = await this.#client.send('POST', `${path}/merge`, body, task, [400, 409]);
    if (answer.status === 202) {
      this.#running = /\/merge\/task-status\/([\w-]+)$/.exec(String(answer.headers.location))?.[1];
      return underWay;
    }
    if (answer.status >= 400) return refusal(answer);
    return (await this.#settled(answer.data, commit)) ?? underWay;
  }

  async #lookAt(path: string): Promise<MergeAnswer> {
    const answer = await this.#client.send('GET', path, undefined, task, [400, 404, 409]);
    if (fieldOf(answer.data, 'task_status') !== 'PENDING') this.#running = undefined;
    return answer.status >= 400 ? refusal(answer) : underWay;
  }

  /** What the request's own state says, where that is the end of it. Ids have twelve digits there. */
  async #settled(data: unknown, commit: string): Promise<MergeAnswer | undefined> {
    const state = fieldOf(data, 'state');
    if (state === 'DECLINED' || state === 'SUPERSEDED') return { is: 'closed' };
    const hash = fieldOf(fieldOf(fieldOf(data, 'source'), 'commit'), 'hash');
    if (typeof hash !== 'string' || hash === '' || !commit.startsWith(hash)) return { is: 'overtaken' };
    if (state !== 'MERGED') return undefined;
    const merged = fieldOf(fieldOf(data, 'merge_commit'), 'hash');
    return { is: 'merged', commit: typeof merged === 'string' ? await this.#whole(merged) : commit };
  }

  async #whole(hash: string): Promise<string> {
    const { data } = await this.#client.send('GET', `/commit/${hash}`, undefined, task);
    return String(fieldOf(data, 'hash') ?? hash);
  }
}

function refusal({ status, text }: RestAnswer): MergeAnswer {
  if (status === 400 && /conflict/i.test(text)) return { is: 'conflict' };
  return { is: 'not-yet', why: text === '' ? `the server refuses it (${status})` : text };
}
