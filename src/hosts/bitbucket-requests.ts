// The pull requests of a repository on Bitbucket Cloud: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/

import { fieldOf, namesIn } from '../json-field.ts';
import { BitbucketClient } from './bitbucket-client.ts';
import { BitbucketFollowUp, bitbucketReviewers } from './bitbucket-follow-up.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';
import { bitbucketBody } from './bitbucket-text.ts';
import type { PullRequest, RequestDraft, RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';
import { cut } from './request-words.ts';

/** Letters of a title and of a description. */
const longest = { title: 255, body: 32_000 };

const tasks = {
  find: { action: 'look for a pull request', right: 'pullrequest' },
  open: { action: 'open a pull request', right: 'pullrequest:write' },
  update: { action: 'update the pull request', right: 'pullrequest:write' },
  comment: { action: 'comment on the pull request', right: 'pullrequest:write' },
  close: { action: 'decline the pull request', right: 'pullrequest:write' },
} as const satisfies Record<string, BitbucketTask>;

/** The pull requests of one repository. */
class BitbucketRequests implements RequestHost {
  readonly followUp: BitbucketFollowUp;
  readonly #client: BitbucketClient;

  constructor(client: BitbucketClient) {
    this.#client = client;
    this.followUp = new BitbucketFollowUp(client);
  }

  /** The list leaves reviewers out: the request is read once more. */
  async find(head: string, base: string): Promise<PullRequest | undefined> {
    const q = `source.branch.name=${quoted(head)} AND destination.branch.name=${quoted(base)} AND state="OPEN"`;
    const query = new URLSearchParams({ q, pagelen: '50' });
    const { data, status } = await this.#client.send('GET', `/pullrequests?${query}`, undefined, tasks.find);
    const list = fieldOf(data, 'values');
    if (!Array.isArray(list)) throw this.#client.strange(tasks.find, status);
    // A fork has branches of the same names.
    const own = list.find((each) => {
      const name = fieldOf(fieldOf(fieldOf(each, 'source'), 'repository'), 'full_name');
      return String(name).toLowerCase() === this.#client.repository.toLowerCase();
    });
    if (own === undefined) return undefined;
    const path = `/pullrequests/${this.#read(own, status, tasks.find).number}`;
    const whole = await this.#client.send('GET', path, undefined, tasks.find);
    return this.#read(whole.data, whole.status, tasks.find);
  }

  async save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const title = cut(draft.title, longest.title);
    const description = bitbucketBody(draft.body, longest.body);
    const task = open === undefined ? tasks.open : tasks.update;
    if (open?.title === title && open.body.replaceAll('\r\n', '\n') === description) return open;
    const { data, status } =
      open === undefined
        ? await this.#client.send('POST', '/pullrequests', newRequest(draft, title, description), task)
        : await this.#client.send(
            'PUT',
            `/pullrequests/${open.number}`,
            // Without them, nobody's review would be asked for any more.
            { title, description, reviewers: bitbucketReviewers(open) },
            task,
          );
    return this.#read(data, status, task);
  }

  async close({ number }: PullRequest, comment: string): Promise<void> {
    const path = `/pullrequests/${number}`;
    const { data } = await this.#client.send('GET', `${path}/comments?pagelen=100`, undefined, tasks.comment);
    const list = fieldOf(data, 'values');
    const isOurs = (each: unknown) => fieldOf(fieldOf(each, 'content'), 'raw') === comment;
    const isSaid = Array.isArray(list) && list.some(isOurs);
    if (!isSaid)
      await this.#client.send('POST', `${path}/comments`, { content: { raw: comment } }, tasks.comment);
    const answer = await this.#client.send('POST', `${path}/decline`, {}, tasks.close);
    if (fieldOf(answer.data, 'state') !== 'DECLINED') throw this.#client.strange(tasks.close, answer.status);
  }

  #read(data: unknown, status: number, task: BitbucketTask): PullRequest {
    const [number, links] = [fieldOf(data, 'id'), fieldOf(data, 'links')];
    const url = fieldOf(fieldOf(links, 'html'), 'href');
    if (typeof number !== 'number' || typeof url !== 'string') throw this.#client.strange(task, status);
    const reviewers = fieldOf(data, 'reviewers');
    return {
      ...{ number, url, id: String(number), labels: [], assignees: [] },
      commit: String(fieldOf(fieldOf(fieldOf(data, 'source'), 'commit'), 'hash')),
      title: String(fieldOf(data, 'title') ?? ''),
      body: String(fieldOf(data, 'description') ?? ''),
      reviewers: [...namesIn(reviewers, 'uuid'), ...namesIn(reviewers, 'account_id')],
    };
  }
}

function newRequest({ head, base, isDraft }: RequestDraft, title: string, description: string) {
  return {
    ...{ title, description, draft: isDraft, close_source_branch: false },
    source: { branch: { name: head } },
    destination: { branch: { name: base } },
  };
}

const quoted = (name: string): string => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/**
 * Opens the pull requests of a repository on Bitbucket Cloud; nothing is sent yet.
 * @returns the port
 * @throws {DeployError} invalid-input for an API token without its account
 */
export async function openBitbucketRequests(api: RequestApi): Promise<RequestHost> {
  return new BitbucketRequests(new BitbucketClient(api, await api.token()));
}
