// What follows on GitLab once a merge request is open: names on it, and the merge.
import { DeployError } from '../errors.ts';
import { fieldOf, namesIn } from '../json-field.ts';
import type { GitLabProject, GitLabTask } from './gitlab-client.ts';
import { GitLabMerge } from './gitlab-merge.ts';
import type { Annotation, MergeAnswer, PullRequest, RequestFollowUp } from './pull-requests.ts';

const task: GitLabTask = { action: 'put names on the merge request', right: 'write' };

/** The second half of the port, for GitLab. */
export class GitLabFollowUp implements RequestFollowUp {
  readonly #project: GitLabProject;
  readonly #merge: GitLabMerge;

  constructor(project: GitLabProject) {
    this.#project = project;
    this.#merge = new GitLabMerge(project);
  }

  async annotate(open: PullRequest, { kind, names }: Annotation): Promise<void> {
    const { client, path } = this.#project;
    const isThere = new Set(open[kind].map((name) => name.toLowerCase()));
    const missing = names.filter((name) => !isThere.has(name.toLowerCase()));
    if (missing.length === 0) return;
    const one = `${path}/${open.number}`;
    if (kind === 'labels') {
      await client.send('PUT', one, { add_labels: missing.join(',') }, task);
      return;
    }
    // What is sent takes the place of all who are there.
    const { data } = await client.send('GET', one, undefined, task);
    const ids = [...idsIn(fieldOf(data, kind)), ...(await this.#idsOf(missing))];
    const field = kind === 'reviewers' ? 'reviewer_ids' : 'assignee_ids';
    const answer = await client.send('PUT', one, { [field]: ids }, task);
    const kept = namesIn(fieldOf(answer.data, kind), 'username').map((name) => name.toLowerCase());
    const lost = missing.filter((name) => !kept.includes(name.toLowerCase()));
    if (lost.length > 0) throw notKept(open, kind, lost);
  }

  merge(open: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer> {
    return this.#merge.merge(open, commit, how);
  }

  async #idsOf(names: readonly string[]): Promise<readonly number[]> {
    const { client } = this.#project;
    const ids: number[] = [];
    for (const name of names) {
      if (name.startsWith('team:')) throw noUser(client.repository, name, 'a reviewer there is a user');
      const found = await client.send('GET', `/users?username=${encodeURIComponent(name)}`, undefined, task);
      const [id] = idsIn(found.data);
      if (id === undefined) throw noUser(client.repository, name, 'there is no such user');
      ids.push(id);
    }
    return ids;
  }
}

function idsIn(users: unknown): readonly number[] {
  return Array.isArray(users) ? users.map((user) => Number(fieldOf(user, 'id'))) : [];
}

function noUser(repository: string, name: string, why: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot put "${name}" on a merge request of "${repository}": ${why}`,
    'write the user name as the profile shows it behind "@"',
  );
}

/** Several of them take a paid plan: https://docs.gitlab.com/user/project/merge_requests/reviews/ */
function notKept({ url }: PullRequest, kind: string, names: readonly string[]): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot put "${names.join(', ')}" on "${url}": GitLab keeps other ${kind}`,
    'name one, where the plan of the project takes no more, and somebody who may see the project',
  );
}
