// The pull requests of a repository on Azure DevOps: https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf, namesIn } from '../json-field.ts';
import { AzureClient } from './azure-client.ts';
import { AzureFollowUp } from './azure-follow-up.ts';
import type { AzureTask } from './azure-rights.ts';
import type { PullRequest, RequestDraft, RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';
import { closingMark, cut } from './request-words.ts';

/** Letters that the server takes of a title and of a description. */
const longest = { title: 400, body: 4000 };

const tasks = {
  find: { action: 'look for a pull request', right: 'Read' },
  open: { action: 'open a pull request', right: 'Contribute to pull requests' },
  update: { action: 'update the pull request', right: 'Contribute to pull requests' },
  comment: { action: 'comment on the pull request', right: 'Contribute to pull requests' },
  close: { action: 'abandon the pull request', right: 'Contribute to pull requests' },
} as const satisfies Record<string, AzureTask>;

/** The pull requests of one repository. */
class AzureRequests implements RequestHost {
  readonly followUp: AzureFollowUp;
  readonly #client: AzureClient;

  constructor(client: AzureClient) {
    this.#client = client;
    this.followUp = new AzureFollowUp(client);
  }

  /** The list cuts descriptions: the request is read once more. */
  async find(head: string, base: string): Promise<PullRequest | undefined> {
    const query = new URLSearchParams({
      'searchCriteria.status': 'active',
      'searchCriteria.sourceRefName': `refs/heads/${head}`,
      'searchCriteria.targetRefName': `refs/heads/${base}`,
    });
    const { data, status } = await this.#client.send('GET', `/pullrequests?${query}`, undefined, tasks.find);
    const list = fieldOf(data, 'value');
    if (!Array.isArray(list)) throw this.#client.strange(tasks.find, status);
    // A fork has branches of the same names.
    const own = list.find((each) => (fieldOf(each, 'forkSource') ?? undefined) === undefined);
    if (own === undefined) return undefined;
    const path = `/pullrequests/${this.#read(own, status, tasks.find).number}`;
    const whole = await this.#client.send('GET', path, undefined, tasks.find);
    return this.#read(whole.data, whole.status, tasks.find);
  }

  async save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const title = cut(draft.title, longest.title);
    const description = cut(draft.body, longest.body);
    if (open === undefined) return this.#open(draft, title, description);
    if (open.title === title && open.body.replaceAll('\r\n', '\n') === description) return open;
    const path = `/pullrequests/${open.number}`;
    const { data, status } = await this.#client.send('PATCH', path, { title, description }, tasks.update);
    return this.#read(data, status, tasks.update);
  }

  async close({ number }: PullRequest, comment: string): Promise<void> {
    const threads = `/pullRequests/${number}/threads`;
    const { data } = await this.#client.send('GET', threads, undefined, tasks.comment);
    const list = fieldOf(data, 'value');
    const isSaid = Array.isArray(list) && list.some((thread) => JSON.stringify(thread).includes(closingMark));
    const content = `${comment}\n\n${closingMark}`;
    // A comment of text, in a thread that is closed: nobody has to answer it.
    const thread = { comments: [{ parentCommentId: 0, content, commentType: 1 }], status: 4 };
    if (!isSaid) await this.#client.send('POST', threads, thread, tasks.comment);
    const abandoned = { status: 'abandoned' };
    const answer = await this.#client.send('PATCH', `/pullrequests/${number}`, abandoned, tasks.close);
    if (fieldOf(answer.data, 'status') !== 'abandoned')
      throw this.#client.strange(tasks.close, answer.status);
  }

  /** Where somebody else has opened it at the same moment, it is found the next time. */
  async #open(
    { head, base, isDraft }: RequestDraft,
    title: string,
    description: string,
  ): Promise<PullRequest> {
    const wanted = {
      sourceRefName: `refs/heads/${head}`,
      targetRefName: `refs/heads/${base}`,
      ...{ title, description, isDraft },
    };
    const answer = await this.#client.send('POST', '/pullrequests', wanted, tasks.open, [409]);
    const { data, status, text } = answer;
    if (status !== 409) return this.#read(data, status, tasks.open);
    if (!/TF401179|already exists/i.test(text)) throw this.#client.refused(tasks.open, status, text);
    throw new RemoteError(
      'push-refused',
      'seconds',
      `Cannot open a pull request on "${this.#client.repository}": there is one (409); the server says "${text.slice(0, 500)}"`,
      'run it again',
    );
  }

  #read(data: unknown, status: number, task: AzureTask): PullRequest {
    const number = fieldOf(data, 'pullRequestId');
    if (typeof number !== 'number') throw this.#client.strange(task, status);
    return {
      number,
      url: `${this.#client.page}/pullrequest/${number}`,
      id: String(number),
      commit: String(fieldOf(fieldOf(data, 'lastMergeSourceCommit'), 'commitId')),
      title: String(fieldOf(data, 'title') ?? ''),
      body: String(fieldOf(data, 'description') ?? ''),
      labels: namesIn(fieldOf(data, 'labels'), 'name'),
      assignees: [],
      // Their ids: no name of them is unique.
      reviewers: namesIn(fieldOf(data, 'reviewers'), 'id').map((id) => id.toLowerCase()),
    };
  }
}

/**
 * Opens the pull requests of a repository on Azure DevOps; nothing is sent yet.
 * @returns the port
 */
export function openAzureRequests(api: RequestApi): RequestHost {
  return new AzureRequests(new AzureClient(api));
}
