// Requests to the API of Bitbucket Cloud, with one token for one repository.
import { DeployError } from '../errors.ts';
import { basicAuthorization, bearerAuthorization } from '../http/authorization.ts';
import { inputName } from '../wording.ts';
import {
  type BitbucketRight,
  type BitbucketTask,
  bitbucketMeaning,
  rightOfToken,
} from './bitbucket-rights.ts';
import { repositoryPage } from './host.ts';
import type { RequestApi } from './request-api.ts';
import { type RestAnswer, RestClient } from './rest-client.ts';

/** The API for one repository. */
export class BitbucketClient {
  /** `acme/config` */
  readonly repository: string;
  readonly #client: RestClient<BitbucketRight>;

  /** @throws {DeployError} invalid-input for an API token without its account */
  constructor(api: RequestApi, token: string) {
    const { apiUrl, url, userAgent, fetch, signal, now } = api;
    const repository = repositoryPage(url.path).slice(1);
    const authorization = cloudAuthorization(api, token, repository);
    this.repository = repository;
    this.#client = new RestClient({
      ...{ apiUrl, repository, userAgent, fetch, signal, now },
      authorization: async () => ({ authorization }),
      meaningOf: (status, text, right) =>
        bitbucketMeaning(status, text, rightOfToken(right, token), repository),
    });
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
    return this.#client.send(method, `/repositories/${this.repository}${path}`, body, task, expected);
  }

  /** Reads a page of the members of the workspace. */
  members(page: number, task: BitbucketTask): Promise<RestAnswer> {
    const [workspace] = this.repository.split('/');
    return this.#client.send(
      'GET',
      `/workspaces/${workspace}/members?pagelen=100&page=${page}`,
      undefined,
      task,
    );
  }

  /** Makes the error of an answer that is not of this API. */
  strange(task: BitbucketTask, status: number): Error {
    return this.#client.strange(task, status);
  }
}

/**
 * Access tokens go as bearers, API tokens with the address of their account:
 * https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/
 */
function cloudAuthorization({ username, url }: RequestApi, token: string, repository: string): string {
  if (token.startsWith('ATATT') && !username?.includes('@'))
    throw new DeployError(
      'invalid-input',
      `Cannot open a pull request on "${repository}": the API takes an API token only with the address of mail of its account`,
      `set ${inputName('username')} to that address, or use an access token of the repository`,
    );
  const user = username ?? (url.scheme === 'ssh' || token.startsWith('ATCTT') ? undefined : url.user);
  const bearer = user === undefined || user === 'x-token-auth' ? bearerAuthorization(token) : undefined;
  return bearer ?? basicAuthorization(user ?? 'x-token-auth', token);
}
