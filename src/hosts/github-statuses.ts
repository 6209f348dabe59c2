// What others say about commits on GitHub: commit statuses, and check runs.
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf } from '../json-field.ts';
import { strangeError } from './api-error.ts';
import {
  type CommitStatus,
  type CommitStatuses,
  latestOf,
  readStatus,
  type StateWords,
  textOf,
} from './commit-statuses.ts';
import type { GitHubAnswer } from './github-answer.ts';
import { GitHubClient, type GitHubTask } from './github-client.ts';
import type { RequestApi } from './request-api.ts';
import { type AskPage, StatusPages } from './status-pages.ts';

const statusTask: GitHubTask = { action: 'read the statuses of a commit', right: 'Commit statuses: read' };
const checkTask: GitHubTask = { action: 'read the check runs of a commit', right: 'Checks: read' };

/** https://docs.github.com/rest/commits/statuses */
const states: StateWords = { success: 'success', failure: 'failure', error: 'failure', pending: 'pending' };

/** A run that is neutral or was skipped says nothing: https://docs.github.com/rest/checks/runs */
const conclusions: StateWords = {
  success: 'success',
  failure: 'failure',
  timed_out: 'failure',
  cancelled: 'failure',
  action_required: 'failure',
  startup_failure: 'failure',
};

/** Of one page, the most that GitHub gives. */
const pageSize = 100;

class GitHubStatuses implements CommitStatuses {
  readonly #client: GitHubClient;
  readonly #pages = new StatusPages();
  readonly #warn: (line: string) => void;
  #hasWarned = false;

  constructor(client: GitHubClient, warn: (line: string) => void) {
    this.#client = client;
    this.#warn = warn;
  }

  async of(commit: string): Promise<readonly CommitStatus[]> {
    const [statuses, runs] = await Promise.all([
      this.#pages.all(`statuses ${commit}`, this.#askStatuses(commit)),
      this.#pages.all(`check runs ${commit}`, this.#askRuns(commit)),
    ]);
    return [...statuses, ...runs];
  }

  #askStatuses(commit: string): AskPage {
    return async (page, etag) => {
      const answer = await this.#ask('GET /commits/{ref}/statuses', { ref: commit, page }, statusTask, etag);
      if (answer === 'unchanged') return answer;
      return this.#read(answer, answer.data, statusTask, (each) => statusOf(each, commit));
    };
  }

  /** Agents write statuses, some of them check runs: a token that may not read those is good for the others. */
  #askRuns(commit: string): AskPage {
    return async (page, etag) => {
      const asked = { ref: commit, filter: 'all', page };
      const route = 'GET /commits/{ref}/check-runs';
      const answer = await this.#ask(route, asked, checkTask, etag).catch(denialIn);
      if (answer === 'unchanged') return answer;
      if (answer instanceof RemoteError) return this.#withoutRuns(answer);
      return this.#read(answer, fieldOf(answer.data, 'check_runs'), checkTask, (each) => runOf(each, commit));
    };
  }

  async #ask(
    route: string,
    asked: Readonly<Record<string, unknown>>,
    task: GitHubTask,
    etag: string | undefined,
  ): Promise<GitHubAnswer | 'unchanged'> {
    const condition = etag === undefined ? {} : { 'if-none-match': etag };
    const answer = await this.#client.send(route, { ...asked, per_page: pageSize }, task, [304], condition);
    return answer.status === 304 ? 'unchanged' : answer;
  }

  #read(
    { status, etag }: GitHubAnswer,
    list: unknown,
    task: GitHubTask,
    make: (each: unknown) => CommitStatus | undefined,
  ) {
    if (!Array.isArray(list)) throw strangeError(this.#client.taskOf(task), status);
    const statuses = list.map(make).filter((each) => each !== undefined);
    return { statuses, hasNext: list.length >= pageSize, etag };
  }

  #withoutRuns({ message, remedy }: RemoteError) {
    if (!this.#hasWarned) this.#warn(`${message}; statuses are read without them; else ${remedy}`);
    this.#hasWarned = true;
    return { statuses: [], hasNext: false, etag: undefined };
  }
}

function denialIn(error: unknown): RemoteError {
  if (error instanceof RemoteError && error.code === 'permission-denied') return error;
  throw error;
}

function statusOf(each: unknown, commit: string): CommitStatus | undefined {
  const state = states[String(fieldOf(each, 'state'))];
  return readStatus(commit, state, latestOf(each, 'created_at', 'updated_at'), {
    name: fieldOf(each, 'context'),
    description: fieldOf(each, 'description'),
    url: fieldOf(each, 'target_url'),
  });
}

function runOf(each: unknown, commit: string): CommitStatus | undefined {
  const isOver = fieldOf(each, 'status') === 'completed';
  const state = isOver ? conclusions[String(fieldOf(each, 'conclusion'))] : 'pending';
  return readStatus(commit, state, latestOf(each, 'started_at', 'completed_at'), {
    name: fieldOf(each, 'name'),
    description: fieldOf(fieldOf(each, 'output'), 'summary'),
    url: textOf(fieldOf(each, 'details_url')) ?? fieldOf(each, 'html_url'),
  });
}

/**
 * Opens the statuses of a repository on GitHub; nothing is sent yet.
 * @param warn hears what cannot be read, once
 * @returns the port
 */
export function openGitHubStatuses(api: RequestApi, warn: (line: string) => void): CommitStatuses {
  return new GitHubStatuses(new GitHubClient(api), warn);
}
