// The pull requests of a repository on GitHub: https://docs.github.com/rest/pulls
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf, namesIn } from '../json-field.ts';
import { strangeError } from './api-error.ts';
import { GitHubClient, type GitHubTask } from './github-client.ts';
import { GitHubFollowUp } from './github-follow-up.ts';
import type { PullRequest, RequestDraft, RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';
import { closingMark, cut } from './request-words.ts';

/** Letters that GitHub takes of a title and of a body. */
const longest = { title: 256, body: 65_000 };

const tasks = {
  find: { action: 'look for a pull request', right: 'Pull requests: read' },
  open: { action: 'open a pull request', right: 'Pull requests: write' },
  update: { action: 'update the pull request', right: 'Pull requests: write' },
  comment: { action: 'comment on the pull request', right: 'Pull requests: write' },
  close: { action: 'close the pull request', right: 'Pull requests: write' },
} as const satisfies Record<string, GitHubTask>;

/** The pull requests of one repository. */
class GitHubRequests implements RequestHost {
  readonly followUp: GitHubFollowUp;
  readonly #client: GitHubClient;

  constructor(client: GitHubClient) {
    this.#client = client;
    this.followUp = new GitHubFollowUp(client);
  }

  async find(head: string, base: string): Promise<PullRequest | undefined> {
    const wanted = { state: 'open', head: `${this.#client.owner}:${head}`, base, per_page: 100 };
    const { data, status } = await this.#client.send('GET /pulls', wanted, tasks.find);
    if (!Array.isArray(data)) throw strangeError(this.#client.taskOf(tasks.find), status);
    // A fork of the same owner has branches of the same names.
    const own = data.find((each) => {
      const branch = fieldOf(each, 'head');
      const repository = String(fieldOf(fieldOf(branch, 'repo'), 'full_name'));
      const isHere = repository.toLowerCase() === this.#client.repository.toLowerCase();
      return isHere && fieldOf(branch, 'ref') === head;
    });
    return own === undefined ? undefined : this.#read(own, status, tasks.find);
  }

  async save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const title = cut(draft.title, longest.title);
    const body = cut(draft.body, longest.body);
    if (open === undefined) return this.#open({ ...draft, title, body });
    if (open.title === title && open.body.replaceAll('\r\n', '\n') === body) return open;
    const number = { pull_number: open.number, title, body };
    const { data, status } = await this.#client.send('PATCH /pulls/{pull_number}', number, tasks.update);
    return this.#read(data, status, tasks.update);
  }

  async close({ number }: PullRequest, comment: string): Promise<void> {
    const where = { issue_number: number };
    const first = { ...where, per_page: 100 };
    const { data } = await this.#client.send('GET /issues/{issue_number}/comments', first, tasks.comment);
    const isSaid =
      Array.isArray(data) && data.some((each) => String(fieldOf(each, 'body')).includes(closingMark));
    const body = `${comment}\n\n${closingMark}`;
    if (!isSaid)
      await this.#client.send('POST /issues/{issue_number}/comments', { ...where, body }, tasks.comment);
    const closed = { pull_number: number, state: 'closed' };
    const answer = await this.#client.send('PATCH /pulls/{pull_number}', closed, tasks.close);
    if (fieldOf(answer.data, 'state') !== 'closed')
      throw strangeError(this.#client.taskOf(tasks.close), answer.status);
  }

  /** Where somebody else has opened it at the same moment, it is found the next time. */
  async #open({ head, base, title, body, isDraft }: RequestDraft): Promise<PullRequest> {
    const wanted = { head, base, title, body, draft: isDraft };
    const { data, status, text } = await this.#client.send('POST /pulls', wanted, tasks.open, [422]);
    if (status !== 422) return this.#read(data, status, tasks.open);
    const isThere = /already exists/i.test(text);
    throw new RemoteError(
      'push-refused',
      isThere ? 'seconds' : 'twice',
      `Cannot open a pull request on "${this.#client.repository}": the server refuses it (422); it says "${text.slice(0, 500)}"`,
      isThere ? 'run it again' : "the server's text says what it wants",
    );
  }

  #read(data: unknown, status: number, task: GitHubTask): PullRequest {
    const [number, url] = [fieldOf(data, 'number'), fieldOf(data, 'html_url')];
    if (typeof number !== 'number' || typeof url !== 'string')
      throw strangeError(this.#client.taskOf(task), status);
    const teams = namesIn(fieldOf(data, 'requested_teams'), 'slug').map((team) => `team:${team}`);
    return {
      number,
      url,
      id: String(fieldOf(data, 'node_id')),
      commit: String(fieldOf(fieldOf(data, 'head'), 'sha')),
      title: String(fieldOf(data, 'title') ?? ''),
      body: String(fieldOf(data, 'body') ?? ''),
      labels: namesIn(fieldOf(data, 'labels'), 'name'),
      assignees: namesIn(fieldOf(data, 'assignees'), 'login'),
      reviewers: [...namesIn(fieldOf(data, 'requested_reviewers'), 'login'), ...teams],
    };
  }
}

/**
 * Opens the pull requests of a repository on GitHub; nothing is sent yet.
 * @returns the port
 */
export function openGitHubRequests(api: RequestApi): RequestHost {
  return new GitHubRequests(new GitHubClient(api));
}
