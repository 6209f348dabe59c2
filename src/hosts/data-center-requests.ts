// The pull requests of a repository on Bitbucket Data Center: https://developer.atlassian.com/server/bitbucket/rest/v819/api-group-pull-requests/

import { fieldOf } from '../json-field.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';
import { bitbucketBody, noSuchNames } from './bitbucket-text.ts';
import { DataCenterClient } from './data-center-client.ts';
import { mergeOnDataCenter } from './data-center-merge.ts';
import type { Annotation, PullRequest, RequestDraft, RequestFollowUp, RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';
import { cut } from './request-words.ts';

/** Letters of a title and of a description. */
const longest = { title: 255, body: 32_000 };

const tasks = {
  find: { action: 'look for a pull request', right: 'Repository read' },
  open: { action: 'open a pull request', right: 'Repository write' },
  update: { action: 'update the pull request', right: 'Repository write' },
  review: { action: 'ask for a review', right: 'Repository write' },
  comment: { action: 'comment on the pull request', right: 'Repository write' },
  close: { action: 'decline the pull request', right: 'Repository write' },
} as const satisfies Record<string, BitbucketTask>;

/** The pull requests of one repository. */
class DataCenterRequests implements RequestHost {
  readonly followUp: RequestFollowUp = {
    annotate: (open, annotation) => this.#annotate(open, annotation),
    merge: (open, commit, how) => mergeOnDataCenter(this.#client, open, commit, how),
  };
  readonly #client: DataCenterClient;

  constructor(client: DataCenterClient) {
    this.#client = client;
  }

  async find(head: string, base: string): Promise<PullRequest | undefined> {
    const wanted = { at: `refs/heads/${head}`, direction: 'OUTGOING', state: 'OPEN', limit: '100' };
    const path = `/pull-requests?${new URLSearchParams(wanted)}`;
    const { data, status } = await this.#client.send('GET', path, undefined, tasks.find);
    const list = fieldOf(data, 'values');
    if (!Array.isArray(list)) throw this.#client.strange(tasks.find, status);
    // A branch may be proposed to the repository that this one is a fork of, too.
    const own = list.find((each) => {
      const [from, to] = [fieldOf(each, 'fromRef'), fieldOf(each, 'toRef')];
      const isHere = idOf(fieldOf(from, 'repository')) === idOf(fieldOf(to, 'repository'));
      return isHere && fieldOf(to, 'id') === `refs/heads/${base}`;
    });
    return own === undefined ? undefined : this.#read(own, status, tasks.find);
  }

  async save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const title = cut(draft.title, longest.title);
    const description = bitbucketBody(draft.body, longest.body);
    if (open === undefined) return this.#open(draft, title, description);
    if (open.title === title && open.body.replaceAll('\r\n', '\n') === description) return open;
    return this.#change(open, { title, description }, open.reviewers, tasks.update);
  }

  async close({ number }: PullRequest, comment: string): Promise<void> {
    const path = `/pull-requests/${number}`;
    const { data } = await this.#client.send('GET', `${path}/activities?limit=100`, undefined, tasks.comment);
    const list = fieldOf(data, 'values');
    const isOurs = (each: unknown) => fieldOf(fieldOf(each, 'comment'), 'text') === comment;
    const isSaid = Array.isArray(list) && list.some(isOurs);
    if (!isSaid) await this.#client.send('POST', `${path}/comments`, { text: comment }, tasks.comment);
    const { version } = await this.#client.current(number, tasks.close);
    const declined = `${path}/decline?version=${version}`;
    const answer = await this.#client.send('POST', declined, { version }, tasks.close);
    if (fieldOf(answer.data, 'state') !== 'DECLINED') throw this.#client.strange(tasks.close, answer.status);
  }

  async #open(
    { head, base, isDraft }: RequestDraft,
    title: string,
    description: string,
  ): Promise<PullRequest> {
    const { project, slug } = this.#client;
    const repository = { slug, project: { key: project } };
    const wanted = {
      ...{ title, description, draft: isDraft ? true : undefined },
      fromRef: { id: `refs/heads/${head}`, repository },
      toRef: { id: `refs/heads/${base}`, repository },
    };
    const { data, status } = await this.#client.send('POST', '/pull-requests', wanted, tasks.open);
    return this.#read(data, status, tasks.open);
  }

  async #annotate(open: PullRequest, { kind, names }: Annotation): Promise<void> {
    if (kind !== 'reviewers') throw noSuchNames(kind, this.#client.repository);
    const isThere = new Set(open.reviewers.map((name) => name.toLowerCase()));
    const missing = names.filter((name) => !isThere.has(name.toLowerCase()));
    const texts = { title: open.title, description: open.body };
    if (missing.length > 0) await this.#change(open, texts, [...open.reviewers, ...missing], tasks.review);
  }

  /** Reviewers that are not sent would not be asked any more. A version that is old by now is refused, and read again. */
  async #change(
    { number }: PullRequest,
    texts: { readonly title: string; readonly description: string },
    names: readonly string[],
    task: BitbucketTask,
  ): Promise<PullRequest> {
    const { version } = await this.#client.current(number, task);
    const body = { ...texts, version, reviewers: names.map((name) => ({ user: { name } })) };
    const { data, status } = await this.#client.send('PUT', `/pull-requests/${number}`, body, task);
    return this.#read(data, status, task);
  }

  #read(data: unknown, status: number, task: BitbucketTask): PullRequest {
    const [number, self, reviewers] = [
      fieldOf(data, 'id'),
      fieldOf(fieldOf(data, 'links'), 'self'),
      fieldOf(data, 'reviewers'),
    ];
    const url = Array.isArray(self) ? fieldOf(self[0], 'href') : undefined;
    if (typeof number !== 'number' || typeof url !== 'string') throw this.#client.strange(task, status);
    return {
      ...{ number, url, id: String(number), labels: [], assignees: [] },
      commit: String(fieldOf(fieldOf(data, 'fromRef'), 'latestCommit')),
      title: String(fieldOf(data, 'title') ?? ''),
      body: String(fieldOf(data, 'description') ?? ''),
      reviewers: Array.isArray(reviewers)
        ? reviewers.map((each) => String(fieldOf(fieldOf(each, 'user'), 'name')))
        : [],
    };
  }
}

function idOf(repository: unknown): string {
  return `${fieldOf(fieldOf(repository, 'project'), 'key')}/${fieldOf(repository, 'slug')}`;
}

/**
 * Opens the pull requests of a repository on Bitbucket Data Center; nothing is sent yet.
 * @returns the port
 */
export function openDataCenterRequests(api: RequestApi): RequestHost {
  return new DataCenterRequests(new DataCenterClient(api));
}
