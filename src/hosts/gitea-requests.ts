// The pull requests of a repository on Gitea or Forgejo: https://docs.gitea.com/api/
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf, namesIn } from '../json-field.ts';
import { GiteaAccount } from './gitea-account.ts';
import { GiteaClient } from './gitea-client.ts';
import { GiteaFollowUp } from './gitea-follow-up.ts';
import type { GiteaTask } from './gitea-rights.ts';
import { isOfTopic, notThere, topicMark } from './gitea-topic.ts';
import type { PullRequest, RequestDraft, RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';
import { closingMark, cut } from './request-words.ts';

/** Letters that it takes of a title, whose column has 255, and of a body. */
const longest = { title: 250, body: 65_000 };

/** Pages of open requests that are read. */
const mostPages = 100;

const tasks = {
  find: { action: 'look for a pull request', right: 'read:repository' },
  open: { action: 'open a pull request', right: 'write:repository' },
  update: { action: 'update the pull request', right: 'write:repository' },
  comment: { action: 'comment on the pull request', right: 'write:issue' },
  close: { action: 'close the pull request', right: 'write:repository' },
} as const satisfies Record<string, GiteaTask>;

/** What the title of a draft begins with: https://docs.gitea.com/usage/pull-request#draft-pull-requests */
const draftPrefix = /^(?:WIP:|\[WIP\])\s*/i;

/** The pull requests of one repository. */
class GiteaRequests implements RequestHost {
  readonly followUp: GiteaFollowUp;
  readonly #client: GiteaClient;
  readonly #account: GiteaAccount | undefined;

  /** @param account whose requests the server makes out of pushes, without a branch; `undefined`: each has a branch */
  constructor(client: GiteaClient, account: GiteaAccount | undefined) {
    this.#client = client;
    this.#account = account;
    this.followUp = new GiteaFollowUp(client);
  }

  /** Its list has no filter for branches: https://gitea.com/api/swagger#/repository/repoListPullRequests */
  async find(head: string, base: string): Promise<PullRequest | undefined> {
    let before: unknown;
    for (let page = 1; page <= mostPages; page += 1) {
      const path = `/pulls?state=open&limit=50&page=${page}`;
      const { data, status } = await this.#client.send('GET', path, undefined, tasks.find);
      if (!Array.isArray(data)) throw this.#client.strange(tasks.find, status);
      const own = await this.#ownIn(data, head, base);
      if (own !== undefined) return this.#read(own, status, tasks.find);
      // A server that does not know pages gives the first one for each.
      if (data.length === 0 || fieldOf(data[0], 'number') === before) return undefined;
      before = fieldOf(data[0], 'number');
    }
    return undefined;
  }

  async #ownIn(list: readonly unknown[], head: string, base: string): Promise<unknown> {
    if (this.#account === undefined) return list.find((each) => isBetween(each, head, base));
    for (const each of list)
      if (isOfTopic(each, head, base) && (await this.#account.hasOpened(each))) return each;
    return undefined;
  }

  async save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const text = cut(draft.body, longest.body);
    const body = this.#account === undefined ? text : `${text}\n\n${topicMark(draft.head)}`;
    const isDraft = open === undefined ? draft.isDraft : draftPrefix.test(open.title);
    const title = cut(isDraft ? `WIP: ${draft.title}` : draft.title, longest.title);
    if (open === undefined) return this.#open({ ...draft, title, body });
    if (open.title === title && open.body.replaceAll('\r\n', '\n') === body) return open;
    const path = `/pulls/${open.number}`;
    const { data, status } = await this.#client.send('PATCH', path, { title, body }, tasks.update);
    return this.#read(data, status, tasks.update);
  }

  async close({ number }: PullRequest, comment: string): Promise<void> {
    const comments = `/issues/${number}/comments`;
    const { data } = await this.#client.send('GET', comments, undefined, tasks.comment);
    const isSaid =
      Array.isArray(data) && data.some((each) => String(fieldOf(each, 'body')).includes(closingMark));
    const body = `${comment}\n\n${closingMark}`;
    if (!isSaid) await this.#client.send('POST', comments, { body }, tasks.comment);
    const closed = { state: 'closed' };
    const answer = await this.#client.send('PATCH', `/pulls/${number}`, closed, tasks.close);
    if (fieldOf(answer.data, 'state') !== 'closed') throw this.#client.strange(tasks.close, answer.status);
  }

  /** Where somebody else has opened it at the same moment, it is found the next time. */
  async #open({ head, base, title, body }: RequestDraft): Promise<PullRequest> {
    if (this.#account !== undefined) throw notThere(this.#client.repository, head);
    const wanted = { head, base, title, body };
    const { data, status, text } = await this.#client.send('POST', '/pulls', wanted, tasks.open, [409]);
    if (status !== 409) return this.#read(data, status, tasks.open);
    throw new RemoteError(
      'push-refused',
      'seconds',
      `Cannot open a pull request on "${this.#client.repository}": there is one (409); the server says "${text.slice(0, 500)}"`,
      'run it again',
    );
  }

  #read(data: unknown, status: number, task: GiteaTask): PullRequest {
    const [number, url] = [fieldOf(data, 'number'), fieldOf(data, 'html_url')];
    if (typeof number !== 'number' || typeof url !== 'string') throw this.#client.strange(task, status);
    const teams = namesIn(fieldOf(data, 'requested_reviewers_teams'), 'name');
    return {
      number,
      url,
      id: String(number),
      commit: String(fieldOf(fieldOf(data, 'head'), 'sha')),
      title: String(fieldOf(data, 'title') ?? ''),
      body: String(fieldOf(data, 'body') ?? ''),
      labels: namesIn(fieldOf(data, 'labels'), 'name'),
      assignees: namesIn(fieldOf(data, 'assignees'), 'login'),
      reviewers: [
        ...namesIn(fieldOf(data, 'requested_reviewers'), 'login'),
        ...teams.map((team) => `team:${team}`),
      ],
    };
  }
}

/** A fork has branches of the same names. */
function isBetween(request: unknown, head: string, base: string): boolean {
  const [from, to] = [fieldOf(request, 'head'), fieldOf(request, 'base')];
  const isHere = fieldOf(from, 'repo_id') === fieldOf(to, 'repo_id');
  return isHere && fieldOf(from, 'ref') === head && fieldOf(to, 'ref') === base;
}

/**
 * Opens the pull requests of a repository on Gitea or Forgejo; nothing is sent yet.
 * @returns the port
 */
export function openGiteaRequests(api: RequestApi): RequestHost {
  return new GiteaRequests(new GiteaClient(api), undefined);
}

/**
 * Opens the pull requests that the server makes out of pushes; nothing is sent yet.
 * @param log hears of requests that only look like ours
 * @returns the port
 */
export function openAgitRequests(api: RequestApi, log: (line: string) => void): RequestHost {
  const client = new GiteaClient(api);
  return new GiteaRequests(client, new GiteaAccount(client, api.username, log));
}
