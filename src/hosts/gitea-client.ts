// Requests to the API of Gitea or Forgejo, with one token for one repository.
import { type GiteaRight, type GiteaTask, giteaMeaning } from './gitea-rights.ts';
import { repositoryPage } from './host.ts';
import type { RequestApi } from './request-api.ts';
import { type RestAnswer, RestClient } from './rest-client.ts';

/** The API for one repository. */
export class GiteaClient {
  readonly owner: string;
  readonly repository: string;
  readonly #client: RestClient<GiteaRight>;

  constructor({ apiUrl, url, userAgent, token, fetch, signal, now }: RequestApi) {
    // A server may be in a folder of its domain, which is in front of the owner.
    const [owner = '', name = ''] = repositoryPage(url.path).split('/').slice(-2);
    const repository = `${owner}/${name}`;
    this.owner = owner;
    this.repository = repository;
    this.#client = new RestClient({
      ...{ apiUrl, repository, userAgent, fetch, signal, now },
      authorization: async () => ({ authorization: `token ${await token()}` }),
      meaningOf: (status, text, right) => giteaMeaning(status, text, right, repository),
    });
  }

  /**
   * Sends one request about the repository.
   * @param path below the repository's, with its query: `/pulls?state=open`
   * @param body sent as JSON; `undefined`: none
   * @param expected statuses of errors that the caller understands
   * @returns the answer
   * @throws {RemoteError} for every other error
   */
  send(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: unknown,
    task: GiteaTask,
    expected: readonly number[] = [],
  ): Promise<RestAnswer> {
    return this.#client.send(method, `/repos/${this.repository}${path}`, body, task, expected);
  }

  /**
   * Reads a page of the labels that the repository's owner has for all repositories.
   * @returns the answer; with 403 or 404 an owner that is no organization, or a token that may not read it
   * @throws {RemoteError} for every other error
   */
  ownerLabels(page: number): Promise<RestAnswer> {
    const path = `/orgs/${this.owner}/labels?limit=50&page=${page}`;
    const task: GiteaTask = { action: 'read the labels of the organization', right: 'read:organization' };
    return this.#client.send('GET', path, undefined, task, [403, 404]);
  }

  /**
   * Reads the account that the token belongs to.
   * @param expected statuses of errors that the caller understands
   * @returns the answer
   * @throws {RemoteError} for every other error
   */
  user(task: GiteaTask, expected: readonly number[]): Promise<RestAnswer> {
    return this.#client.send('GET', '/user', undefined, task, expected);
  }

  /** Makes the error of an answer that is not of this API. */
  strange(task: GiteaTask, status: number): Error {
    return this.#client.strange(task, status);
  }
}
