// Requests to GitHub's API, REST and GraphQL, with one token for one repository.
import { request } from '@octokit/request';
import { DeployError } from '../errors.ts';
import type { AnswerHeaders } from '../http/answer.ts';
import type { FetchFunction } from '../http/fetch.ts';
import { type ApiTask, answeredError, strangeError, unreachedError } from './api-error.ts';
import { type GitHubRight, rightMeaning } from './github-rights.ts';
import { fieldOf } from './json-field.ts';

/** Which repository, and how to get there. */
interface GitHubClientOptions {
  /** The REST API, without a slash at its end. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly name: string;
  readonly userAgent: string;
  readonly token: () => Promise<string>;
  readonly fetch: FetchFunction;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a request is for, in the words of an error. */
export interface GitHubTask {
  /** The middle of "Cannot ... on". */
  readonly action: string;
  /** What the token needs for it. */
  readonly right: GitHubRight;
}

/** An answer of the REST API that is no error, or one whose status says something about the request itself. */
export interface GitHubAnswer {
  readonly status: number;
  readonly data: unknown;
  /** The error's own words. */
  readonly text: string;
}

/** GitHub's API for one repository. */
export class GitHubClient {
  readonly #options: GitHubClientOptions;
  readonly #silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

  constructor(options: GitHubClientOptions) {
    this.#options = options;
  }

  get repository(): string {
    return `${this.#options.owner}/${this.#options.name}`;
  }
  get owner(): string {
    return this.#options.owner;
  }

  /**
   * Sends one request of the REST API.
   * @param route with the repository's path left out: `POST /pulls`
   * @param expected statuses of errors that the caller understands
   * @returns the answer
   * @throws {RemoteError} for every other error
   */
  send(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    task: GitHubTask,
    expected: readonly number[] = [],
  ): Promise<GitHubAnswer> {
    const { owner, name, apiUrl } = this.#options;
    const full = route.replace(' ', ` ${apiUrl}/repos/${owner}/${name}`);
    return this.#request(full, parameters, task, expected);
  }

  /**
   * Sends one mutation.
   * @param field what its answer is called
   * @returns the messages of its errors; none where it was done
   */
  async mutate(
    query: string,
    field: string,
    variables: Readonly<Record<string, unknown>>,
    task: GitHubTask,
  ): Promise<readonly string[]> {
    // https://docs.github.com/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint
    const url = `${this.#options.apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
    const { data, status } = await this.#request(`POST ${url}`, { query, variables }, task, []);
    const errors = fieldOf(data, 'errors');
    if (Array.isArray(errors)) return errors.map((error) => String(fieldOf(error, 'message') ?? error));
    const done = fieldOf(fieldOf(data, 'data'), field);
    if (typeof done !== 'object' || done === null) throw strangeError(this.taskOf(task), status);
    return [];
  }

  /** Says what was asked, for an error. */
  taskOf({ action }: GitHubTask): ApiTask {
    const { apiUrl, now } = this.#options;
    return { action, repository: this.repository, apiUrl, now: now() };
  }

  async #request(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    task: GitHubTask,
    expected: readonly number[],
  ): Promise<GitHubAnswer> {
    const { userAgent, fetch, signal, token } = this.#options;
    const authorization = `token ${await token()}`;
    try {
      const { status, data } = await request(route, {
        ...parameters,
        headers: { authorization, 'user-agent': userAgent, 'x-github-api-version': '2022-11-28' },
        request: { fetch, signal, log: this.#silent, redirect: 'manual' },
      });
      if (status >= 300) throw strangeError(this.taskOf(task), status);
      return { status, data, text: '' };
    } catch (error) {
      if (error instanceof DeployError) throw error;
      return this.#refusal(error, task, expected);
    }
  }

  #refusal(error: unknown, task: GitHubTask, expected: readonly number[]): GitHubAnswer {
    const response = fieldOf(error, 'response');
    if (this.#options.signal.aborted) throw this.#options.signal.reason;
    if (response === undefined) throw unreachedError(error, this.taskOf(task));
    const status = Number(fieldOf(response, 'status'));
    const data = fieldOf(response, 'data');
    const text = wordsOf(data);
    if (expected.includes(status)) return { status, data, text };
    const headers = (fieldOf(response, 'headers') ?? {}) as AnswerHeaders;
    const meaning = rightMeaning(status, text, task.right, this.repository);
    const cannot = `Cannot ${task.action} on "${this.repository}"`;
    throw answeredError(cannot, { status, headers, text }, meaning, this.#options.now());
  }
}

const ignore = (): void => undefined;

/** `Validation Failed: A pull request already exists for acme:deploy` */
function wordsOf(data: unknown): string {
  if (typeof data === 'string') return data;
  const errors = fieldOf(data, 'errors');
  const details = Array.isArray(errors)
    ? errors.map((each) =>
        typeof each === 'string' ? each : (fieldOf(each, 'message') ?? JSON.stringify(each)),
      )
    : [];
  return [fieldOf(data, 'message'), ...details].filter(Boolean).join(': ');
}
