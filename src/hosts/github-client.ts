// Requests to GitHub's API, REST and GraphQL, with one token for one repository.
import { getOctokit } from '@actions/github';
import { DeployError } from '../errors.ts';
import type { AnswerHeaders } from '../http/answer.ts';
import type { FetchFunction } from '../http/fetch.ts';
import { fieldOf } from '../json-field.ts';
import { type ApiTask, answeredError, strangeError, unreachedError } from './api-error.ts';
import { errorsOf, type GitHubAnswer, type GraphqlAnswer, readError, wordsOf } from './github-answer.ts';
import { type GitHubRight, rightMeaning } from './github-rights.ts';
import { repositoryPage } from './host.ts';
import type { RequestApi } from './request-api.ts';

/** What a request is for, in the words of an error. */
export interface GitHubTask {
  /** The middle of "Cannot ... on". */
  readonly action: string;
  /** What the token needs for it. */
  readonly right: GitHubRight;
}

/** GitHub's API for one repository. */
export class GitHubClient {
  readonly owner: string;
  /** Without its owner. */
  readonly name: string;
  readonly #api: RequestApi;

  constructor(api: RequestApi) {
    const [owner = '', name = ''] = repositoryPage(api.url.path).slice(1).split('/');
    this.owner = owner;
    this.name = name;
    this.#api = api;
  }

  get repository(): string {
    return `${this.owner}/${this.name}`;
  }

  /**
   * Sends one request of the REST API.
   * @param route with the repository's path left out: `POST /pulls`; one of the organization as it is: `POST /orgs/{org}/teams`
   * @param expected statuses of errors that the caller understands
   * @param headers more of them, such as a condition
   * @returns the answer
   * @throws {RemoteError} for every other error
   */
  send(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    task: GitHubTask,
    expected: readonly number[] = [],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GitHubAnswer> {
    return this.#asking(task, expected, undefined, async ({ request }) => {
      const full = route.replace(/ (?!\/orgs\/)/, ` /repos/${this.repository}`);
      const sent = { ...parameters, headers: { ...apiVersion, ...headers } };
      const { status, data, headers: own } = await request(full, sent);
      if (status >= 300) throw strangeError(this.taskOf(task), status);
      return { status, data, text: '', etag: own.etag };
    });
  }

  /**
   * Sends one query or mutation.
   * @param field that is asked for: `createCommitOnBranch`
   * @param onFirstByte hears that the request goes out: from now on it may be done
   * @returns the field, or the errors of the API
   * @throws {RemoteError} for every other error
   */
  async graphql(
    query: string,
    field: string,
    variables: Readonly<Record<string, unknown>>,
    task: GitHubTask,
    onFirstByte: (() => void) | undefined = undefined,
  ): Promise<GraphqlAnswer> {
    const { graphqlUrl: url } = this.#api;
    // Of both, octokit makes an address of its own where this ends like that of the REST API.
    const place = url === undefined ? {} : { url, baseUrl: url };
    const { data } = await this.#asking(task, [], onFirstByte, async ({ graphql }) => {
      const found: unknown = await graphql({ query, ...place, ...variables }).catch(errorsOf);
      return { status: 200, data: found, text: '', etag: undefined };
    });
    if (Array.isArray(data)) return { field: undefined, errors: data.map(readError) };
    const done = fieldOf(data, field);
    if (typeof done !== 'object' || done === null) throw strangeError(this.taskOf(task), 200);
    return { field: done, errors: [] };
  }

  /** Says what was asked, for an error. */
  taskOf({ action }: GitHubTask): ApiTask {
    const { apiUrl, now } = this.#api;
    return { action, repository: this.repository, apiUrl, now: now() };
  }

  async #asking(
    task: GitHubTask,
    expected: readonly number[],
    onFirstByte: (() => void) | undefined,
    ask: (octokit: Octokit) => Promise<GitHubAnswer>,
  ): Promise<GitHubAnswer> {
    const { apiUrl, userAgent, fetch, signal, token } = this.#api;
    const octokit = getOctokit(await token(), {
      baseUrl: apiUrl,
      userAgent,
      log: silent,
      request: {
        fetch: (url: string, init: Parameters<FetchFunction>[1]) => fetch(url, { ...init, onFirstByte }),
        signal,
        log: silent,
        redirect: 'manual',
      },
    });
    try {
      return await ask(octokit);
    } catch (error) {
      if (error instanceof DeployError) throw error;
      return this.#refusal(error, task, expected);
    }
  }

  #refusal(error: unknown, task: GitHubTask, expected: readonly number[]): GitHubAnswer {
    const response = fieldOf(error, 'response');
    if (this.#api.signal.aborted) throw this.#api.signal.reason;
    if (response === undefined) throw unreachedError(error, this.taskOf(task));
    const status = Number(fieldOf(response, 'status'));
    const data = fieldOf(response, 'data');
    const text = wordsOf(data);
    if (expected.includes(status)) return { status, data, text, etag: undefined };
    const headers = (fieldOf(response, 'headers') ?? {}) as AnswerHeaders;
    const meaning = rightMeaning(status, text, task.right, this.repository);
    const cannot = `Cannot ${task.action} on "${this.repository}"`;
    throw answeredError(cannot, { status, headers, text }, meaning, this.#api.now());
  }
}

type Octokit = ReturnType<typeof getOctokit>;

const apiVersion = { 'x-github-api-version': '2022-11-28' };

const ignore = (): void => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
