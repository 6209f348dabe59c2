// The merge requests of a project on GitLab: https://docs.gitlab.com/api/merge_requests/
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf, namesIn } from '../json-field.ts';
import { type GitLabProject, type GitLabTask, openGitLabProject } from './gitlab-client.ts';
import { GitLabFollowUp } from './gitlab-follow-up.ts';
import type { PullRequest, RequestDraft, RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';
import { closingMark, cut } from './request-words.ts';
import type { RestAnswer } from './rest-client.ts';

/** Letters that GitLab takes of a title and of a description. */
const longest = { title: 255, body: 1_000_000 };

const tasks = {
  find: { action: 'look for a merge request', right: 'read' },
  open: { action: 'open a merge request', right: 'write' },
  update: { action: 'update the merge request', right: 'write' },
  comment: { action: 'comment on the merge request', right: 'write' },
  close: { action: 'close the merge request', right: 'write' },
} as const satisfies Record<string, GitLabTask>;

/** How GitLab marks a draft: https://docs.gitlab.com/user/project/merge_requests/drafts/ */
const draftMark = /^draft:\s*/i;

/** The merge requests of one project. */
class GitLabRequests implements RequestHost {
  readonly followUp: GitLabFollowUp;
  readonly #project: GitLabProject;

  constructor(project: GitLabProject) {
    this.#project = project;
    this.followUp = new GitLabFollowUp(project);
  }

  async find(head: string, base: string): Promise<PullRequest | undefined> {
    const { client, path } = this.#project;
    const query = new URLSearchParams({ state: 'opened', source_branch: head, target_branch: base });
    const answer = await client.send('GET', `${path}?${query}&per_page=100`, undefined, tasks.find);
    if (!Array.isArray(answer.data)) throw client.strange(tasks.find, answer.status);
    // A fork has branches of the same names.
    const own = answer.data.find(
      (each) =>
        fieldOf(each, 'source_project_id') === fieldOf(each, 'target_project_id') &&
        fieldOf(each, 'source_branch') === head,
    );
    return own === undefined ? undefined : this.#read({ ...answer, data: own }, tasks.find);
  }

  async save(draft: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const { client, path } = this.#project;
    const isDraft = open === undefined ? draft.isDraft : draftMark.test(open.title);
    const title = cut(`${isDraft ? 'Draft: ' : ''}${draft.title}`, longest.title);
    const description = cut(draft.body, longest.body);
    if (open === undefined) return this.#open(draft, title, description);
    if (open.title === title && open.body.replaceAll('\r\n', '\n') === description) return open;
    const one = `${path}/${open.number}`;
    return this.#read(await client.send('PUT', one, { title, description }, tasks.update), tasks.update);
  }

  async close({ number }: PullRequest, comment: string): Promise<void> {
    const { client, path } = this.#project;
    const notes = `${path}/${number}/notes`;
    const { data } = await client.send('GET', `${notes}?per_page=100`, undefined, tasks.comment);
    const isSaid =
      Array.isArray(data) && data.some((note) => String(fieldOf(note, 'body')).includes(closingMark));
    if (!isSaid) await client.send('POST', notes, { body: `${comment}\n\n${closingMark}` }, tasks.comment);
    const closing = { state_event: 'close' };
    const answer = await client.send('PUT', `${path}/${number}`, closing, tasks.close);
    if (fieldOf(answer.data, 'state') !== 'closed') throw client.strange(tasks.close, answer.status);
  }

  /** Where somebody else has opened it at the same moment, it is found the next time. */
  async #open({ head, base }: RequestDraft, title: string, description: string): Promise<PullRequest> {
    const { client, path } = this.#project;
    const wanted = { source_branch: head, target_branch: base, title, description };
    const answer = await client.send('POST', path, wanted, tasks.open, [409]);
    if (answer.status !== 409) return this.#read(answer, tasks.open);
    throw new RemoteError(
      'push-refused',
      'seconds',
      `Cannot open a merge request on "${client.repository}": the server refuses it (409); it says "${answer.text.slice(0, 500)}"`,
      'run it again; another open request of this branch is to be closed first',
    );
  }

  #read({ data, status }: RestAnswer, task: GitLabTask): PullRequest {
    const [number, url] = [fieldOf(data, 'iid'), fieldOf(data, 'web_url')];
    if (typeof number !== 'number' || typeof url !== 'string')
      throw this.#project.client.strange(task, status);
    const labels = fieldOf(data, 'labels');
    return {
      number,
      url,
      id: String(fieldOf(data, 'id')),
      commit: String(fieldOf(data, 'sha')),
      title: String(fieldOf(data, 'title') ?? ''),
      body: String(fieldOf(data, 'description') ?? ''),
      labels: Array.isArray(labels) ? labels.map(String) : [],
      assignees: namesIn(fieldOf(data, 'assignees'), 'username'),
      reviewers: namesIn(fieldOf(data, 'reviewers'), 'username'),
    };
  }
}

/**
 * Opens the merge requests of a project on GitLab; nothing is sent yet.
 * @returns the port
 */
export function openGitLabRequests(api: RequestApi): RequestHost {
  return new GitLabRequests(openGitLabProject(api));
}
