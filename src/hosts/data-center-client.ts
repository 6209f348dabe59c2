// Requests to the API of Bitbucket Data Center, with one token for one repository.
import { basicAuthorization, bearerAuthorization } from '../http/authorization.ts';
import { fieldOf } from '../json-field.ts';
import { type BitbucketRight, type BitbucketTask, bitbucketMeaning } from './bitbucket-rights.ts';
import { repositoryPage } from './host.ts';
import type { RequestApi } from './request-api.ts';
import { type RestAnswer, RestClient } from './rest-client.ts';

/** The API for one repository. */
export class DataCenterClient {
  /** `WEB/config` */
  readonly repository: string;
  readonly project: string;
  readonly slug: string;
  readonly #client: RestClient<BitbucketRight>;
  readonly #buildStatuses: RestClient<BitbucketRight>;

  constructor(api: RequestApi) {
    const { apiUrl, url, userAgent, token, fetch, signal, now } = api;
    // `[/context]/scm/project/name` over HTTP, `/project/name` over SSH; a person's project is `~name`.
    const [project = '', slug = ''] = repositoryPage(url.path).split('/').slice(-2);
    const repository = `${project}/${slug}`;
    this.project = project;
    this.slug = slug;
    this.repository = repository;
    const open = (address: string): RestClient<BitbucketRight> =>
      new RestClient({
        ...{ apiUrl: address, repository, userAgent, fetch, signal, now },
        authorization: async () => ({ authorization: dataCenterAuthorization(api, await token()) }),
        meaningOf: (status, text, right) => bitbucketMeaning(status, text, right, repository),
      });
    this.#client = open(apiUrl);
    this.#buildStatuses = open(apiUrl.replace(/\/rest\/api\/[^/]+$/, '/rest/build-status/1.0'));
  }

  /**
   * Sends one request about the repository.
   * @param path below the repository's, with its query
   * @param body sent as JSON; `undefined`: none
   * @param expected statuses of errors that the caller understands
   * @returns the answer
   * @throws {RemoteError} for every other error
   */
  send(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: unknown,
    task: BitbucketTask,
    expected: readonly number[] = [],
  ): Promise<RestAnswer> {
    const place = `/projects/${this.project}/repos/${this.slug}`;
    return this.#client.send(method, `${place}${path}`, body, task, expected);
  }

  /**
   * Reads a request as it is now: each change names the version that it is based on.
   * @returns the request, and its version
   */
  async current(
    number: number,
    task: BitbucketTask,
  ): Promise<{ readonly data: unknown; readonly version: number }> {
    const { data, status } = await this.send('GET', `/pull-requests/${number}`, undefined, task);
    const version = fieldOf(data, 'version');
    if (typeof version !== 'number') throw this.strange(task, status);
    return { data, version };
  }

  /** Reads a page of the build statuses of a commit, which have an API of their own. */
  buildStatuses(commit: string, query: string, task: BitbucketTask): Promise<RestAnswer> {
    return this.#buildStatuses.send('GET', `/commits/${commit}?${query}`, undefined, task);
  }

  /** Makes the error of an answer that is not of this API. */
  strange(task: BitbucketTask, status: number): Error {
    return this.#client.strange(task, status);
  }
}

/** HTTP access tokens go as bearers; a password goes with its user. */
function dataCenterAuthorization({ username, url }: RequestApi, token: string): string {
  const user = username ?? (url.scheme === 'ssh' ? undefined : url.user);
  const isPassword = user !== undefined && !token.startsWith('BBDC-');
  const bearer = isPassword ? undefined : bearerAuthorization(token);
  return bearer ?? basicAuthorization(user ?? 'x-token-auth', token);
}
