// What follows on GitHub once a pull request is open: names on it, and the merge.
import { DeployError } from '../errors.ts';
import { fieldOf } from '../json-field.ts';
import { inputName } from '../wording.ts';
import type { GitHubClient, GitHubTask } from './github-client.ts';
import { mergeNow } from './github-merge.ts';
import { enqueue, hasQueue } from './github-merge-queue.ts';
import type { Annotation, MergeAnswer, PullRequest, RequestFollowUp } from './pull-requests.ts';

const annotateTask: GitHubTask = { action: 'put names on the pull request', right: 'Pull requests: write' };
const reviewTask: GitHubTask = { action: 'ask for a review', right: 'Pull requests: write' };
const autoTask: GitHubTask = { action: 'turn on auto-merge', right: 'Contents: write' };

/** https://docs.github.com/graphql/reference/mutations#enablepullrequestautomerge; in a merge queue the method is the queue's. */
const enableAutoMerge =
  'mutation($input: EnablePullRequestAutoMergeInput!) { enablePullRequestAutoMerge(input: $input) { clientMutationId } }';

/** There is nothing to wait for: the rules of the branch allow the merge now, or there are none. */
const isReady = /is in (?:clean|unstable|has_hooks) status|protected branch rules not configured/i;

/** A run before has put it there: GitHub says that it "is already in the queue". */
const isInQueue = /already (?:in\b.*queue|queued)/i;

/** The second half of the port, for GitHub. */
export class GitHubFollowUp implements RequestFollowUp {
  readonly #client: GitHubClient;

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  async annotate(open: PullRequest, { kind, names }: Annotation, isNewCommit: boolean): Promise<void> {
    const isThere = new Set(open[kind].map((name) => name.toLowerCase()));
    const missing = names.filter((name) => !isThere.has(name.toLowerCase()));
    if (missing.length === 0) return;
    const issue = { issue_number: open.number };
    switch (kind) {
      case 'labels':
        await this.#client.send(
          'POST /issues/{issue_number}/labels',
          { ...issue, labels: missing },
          annotateTask,
        );
        return;
      case 'assignees':
        await this.#client.send(
          'POST /issues/{issue_number}/assignees',
          { ...issue, assignees: missing },
          annotateTask,
        );
        return;
      case 'reviewers': {
        if (!isNewCommit && (await this.#isAnswered(open))) return;
        const [teams, users] = [missing.filter(isTeam), missing.filter((name) => !isTeam(name))];
        const asked = {
          pull_number: open.number,
          reviewers: users,
          team_reviewers: teams.map((team) => team.slice('team:'.length)),
        };
        await this.#client.send('POST /pulls/{pull_number}/requested_reviewers', asked, reviewTask);
      }
    }
  }

  /** Who has reviewed is no reviewer any more, and is asked again for a new commit alone. */
  async #isAnswered({ number, reviewers }: PullRequest): Promise<boolean> {
    if (reviewers.length > 0) return true;
    const wanted = { pull_number: number, per_page: 1 };
    const { data } = await this.#client.send('GET /pulls/{pull_number}/reviews', wanted, reviewTask);
    return !Array.isArray(data) || data.length > 0;
  }

  merge(open: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer> {
    return how === 'auto' ? this.#mergeByHost(open, commit) : mergeNow(this.#client, open, commit);
  }

  async #mergeByHost(open: PullRequest, commit: string): Promise<MergeAnswer> {
    const state = await this.#client.send('GET /pulls/{pull_number}', { pull_number: open.number }, autoTask);
    const isOn = (fieldOf(state.data, 'auto_merge') ?? undefined) !== undefined;
    if (fieldOf(state.data, 'state') === 'closed') return mergeNow(this.#client, open, commit);
    if (isOn) return { is: 'queued' };
    const input = { pullRequestId: open.id, expectedHeadOid: commit };
    const answer = await this.#client.graphql(
      enableAutoMerge,
      'enablePullRequestAutoMerge',
      { input },
      autoTask,
    );
    const errors = answer.errors.map(({ message }) => message).join('; ');
    if (errors === '' || isInQueue.test(errors)) return { is: 'queued' };
    if (isReady.test(errors)) return mergeNow(this.#client, open, commit);
    if (/head (?:sha|oid|branch was modified)|expected.{0,20}head/i.test(errors)) return { is: 'overtaken' };
    // A branch with a merge queue needs no auto-merge.
    if (isOff.test(errors)) {
      const queued = await enqueue(this.#client, open, commit);
      if (queued.is === 'in-queue' || (await hasQueue(this.#client, open))) return queued;
    }
    throw refusedAutoMerge(this.#client.repository, open, errors);
  }
}

const isOff = /auto[- ]?merge is not (?:allowed|enabled)/i;

const isTeam = (name: string): boolean => name.startsWith('team:');

function refusedAutoMerge(repository: string, { url }: PullRequest, said: string): DeployError {
  const lacks = /not accessible by|must have (?:write|push)|does not have (?:the correct )?permission/i.test(
    said,
  );
  const remedy = isOff.test(said)
    ? `turn on "Allow auto-merge" under Settings > General, or set ${inputName('pull-request-merge')} to "now"`
    : lacks
      ? `give the token "Contents: write" and "Pull requests: write" on ${repository}`
      : "the server's text says why";
  return new DeployError(
    lacks ? 'permission-denied' : 'push-refused',
    `Cannot turn on auto-merge for "${url}": the server says "${said.slice(0, 500)}"`,
    remedy,
  );
}
