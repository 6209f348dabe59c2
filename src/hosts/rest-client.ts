// Requests to the JSON API of a host that is not GitHub, with one token for one repository.
import type { AnswerHeaders } from '../http/answer.ts';
import type { FetchFunction } from '../http/fetch.ts';
import type { FailureMeaning } from '../http/remote-error.ts';
import type { HttpMethod } from '../http/request.ts';
import { fieldOf } from '../json-field.ts';
import { type ApiTask, answeredError, strangeError, unreachedError } from './api-error.ts';

/** Which API, for which repository, and what its errors mean. */
export interface RestClientOptions<Right extends string> {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** `acme/config`, for the words of an error. */
  readonly repository: string;
  /** Gives the headers that hold the token; asked for before each request. */
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
  readonly userAgent: string;
  readonly fetch: FetchFunction;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Says what an error's status and words mean on this host, where they are not what every server means. */
  readonly meaningOf: (status: number, text: string, right: Right) => FailureMeaning;
}

/** What a request is for, in the words of an error. */
export interface RestTask<Right extends string> {
  /** The middle of "Cannot ... on": `open a merge request`. */
  readonly action: string;
  /** What the token needs for it, by its name on the host. */
  readonly right: Right;
}

/** An answer that is no error, or one whose status the caller understands. */
export interface RestAnswer {
  readonly status: number;
  /** The body as JSON; `undefined` where it is empty, or an error's that is no JSON. */
  readonly data: unknown;
  readonly headers: AnswerHeaders;
  /** An error's own words; empty for an answer that is no error. */
  readonly text: string;
}

/** A host's API for one repository. */
export class RestClient<Right extends string = string> {
  readonly #options: RestClientOptions<Right>;

  constructor(options: RestClientOptions<Right>) {
    this.#options = options;
  }

  get repository(): string {
    return this.#options.repository;
  }

  /**
   * Sends one request. No redirect is followed: the token would go along.
   * @param path below the API's address, with its query: `/projects/1?per_page=100`
   * @param body sent as JSON; `undefined`: none
   * @param expected statuses of errors that the caller understands
   * @param etag of the answer before: where it is the same still, the status is 304
   * @returns the answer
   * @throws {RemoteError} for every other error, and for an answer that is not of the API
   */
  async send(
    method: HttpMethod,
    path: string,
    body: unknown,
    task: RestTask<Right>,
    expected: readonly number[] = [],
    etag: string | undefined = undefined,
  ): Promise<RestAnswer> {
    const { status, headers, text } = await this.#fetch(method, path, body, task, etag);
    if (status === 304 && etag !== undefined) return { status, data: undefined, headers, text: '' };
    if (status >= 300 && status < 400) throw this.strange(task, status);
    const data = parsed(text);
    // 203 with a page is a proxy's, or Azure DevOps' to sign in.
    if (status < 300 && !(status === 203 && data === undefined)) {
      if (data === undefined && text.trim() !== '') throw this.strange(task, status);
      return { status, data, headers, text: '' };
    }
    const words = (data === undefined ? text : wordsOf(data).join(': ')).replace(/\s+/g, ' ').trim();
    if (expected.includes(status)) return { status, data, headers, text: words };
    const { meaningOf, repository, now } = this.#options;
    const meaning = meaningOf(status, words, task.right);
    const cannot = `Cannot ${task.action} on "${repository}"`;
    throw answeredError(cannot, { status, headers, text: words }, meaning, now());
  }

  /** Makes the error of an answer that is not of this API. */
  strange(task: RestTask<Right>, status: number): Error {
    return strangeError(this.#taskOf(task), status);
  }

  async #fetch(
    method: HttpMethod,
    path: string,
    body: unknown,
    task: RestTask<Right>,
    etag: string | undefined,
  ) {
    const { apiUrl, authorization, userAgent, fetch, signal } = this.#options;
    const condition = etag === undefined ? {} : { 'if-none-match': etag };
    const own = {
      accept: 'application/json',
      'user-agent': userAgent,
      ...condition,
      ...(await authorization()),
    };
    const headers = body === undefined ? own : { ...own, 'content-type': 'application/json' };
    const json = body === undefined ? undefined : JSON.stringify(body);
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        ...{ method, headers, body: json, redirect: 'manual', signal },
      });
      const names = Object.fromEntries(response.headers.entries());
      return { status: response.status, headers: names, text: await response.text() };
    } catch (error) {
      throw signal.aborted ? signal.reason : unreachedError(error, this.#taskOf(task));
    }
  }

  #taskOf({ action }: RestTask<Right>): ApiTask {
    const { apiUrl, repository, now } = this.#options;
    return { action, repository, apiUrl, now: now() };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields in which the APIs of hosts have an error's words, in texts, lists and objects of them. */
const wordFields = ['message', 'error', 'error_description', 'detail', 'errors'] as const;

/** `{"message": {"title": ["is too long"]}}` is `title: is too long`. */
function wordsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  if (Array.isArray(data)) return data.flatMap(wordsOf);
  if (typeof data !== 'object' || data === null) return [];
  const known = wordFields.flatMap((name) => wordsOf(fieldOf(data, name)));
  if (known.length > 0) return known;
  return Object.entries(data).flatMap(([name, value]) => wordsOf(value).map((word) => `${name}: ${word}`));
}
