// Requests to the API of Azure DevOps, Services and Server, with one token for one repository.
import { basicAuthorization, bearerAuthorization } from '../http/authorization.ts';
import { RemoteError } from '../http/remote-error.ts';
import { azurePlace, decodedName } from './azure-place.ts';
import { type AzureRight, type AzureTask, azureMeaning } from './azure-rights.ts';
import type { RequestApi } from './request-api.ts';
import { type RestAnswer, RestClient } from './rest-client.ts';

/** `System.AccessToken` and tokens of Entra are JSON web tokens; personal access tokens are none. */
const webToken = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** What an older server says of the version that is asked for. */
const newestVersion = /latest REST API version this server supports is (\d+\.\d+)/i;

/** The API for one repository. */
export class AzureClient {
  /** `shop/config` */
  readonly repository: string;
  readonly project: string;
  /** The repository's page. */
  readonly page: string;
  readonly #projectPath: string;
  readonly #path: string;
  readonly #client: RestClient<AzureRight>;
  readonly #identities: RestClient<AzureRight>;
  #version = '7.1';

  constructor(api: RequestApi) {
    const { apiUrl, url } = api;
    const { project, name } = azurePlace(apiUrl, url.path) ?? { project: '', name: '' };
    const repository = `${decodedName(project)}/${decodedName(name)}`;
    this.project = decodedName(project);
    this.repository = repository;
    this.page = `${apiUrl}/${project}/_git/${name}`;
    this.#projectPath = `/${project}`;
    this.#path = `/${project}/_apis/git/repositories/${name}`;
    this.#client = restClient(api, apiUrl, repository);
    this.#identities = restClient(api, identitiesUrl(apiUrl), repository);
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
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: unknown,
    task: AzureTask,
    expected: readonly number[] = [],
  ): Promise<RestAnswer> {
    const ask = (more: readonly number[]) =>
      this.#client.send(method, this.#versioned(`${this.#path}${path}`, ''), body, task, more);
    return this.#asked(ask, expected, task);
  }

  /** Reads who the token belongs to. */
  connection(task: AzureTask): Promise<RestAnswer> {
    return this.#read(this.#client, '/_apis/connectionData?connectOptions=none', task);
  }

  /** Looks for accounts and groups by a name, or by an address of mail. */
  identities(name: string, task: AzureTask): Promise<RestAnswer> {
    const query = `searchFilter=General&queryMembership=None&filterValue=${encodeURIComponent(name)}`;
    return this.#read(this.#identities, `/_apis/identities?${query}`, task);
  }

  /** Reads the policies of one type, by its id, on a branch of a repository. */
  policies(query: Readonly<Record<'repositoryId' | 'refName' | 'policyType', string>>, task: AzureTask) {
    const path = `${this.#projectPath}/_apis/git/policy/configurations?${new URLSearchParams(query)}`;
    return this.#read(this.#client, path, task, [403, 404]);
  }

  /** Makes the error of an answer that says no. */
  refused(task: AzureTask, status: number, text: string): RemoteError {
    const { code, retry, what, remedy } = azureMeaning(status, text, task.right, this.repository);
    const cannot = `Cannot ${task.action} on "${this.repository}"`;
    return new RemoteError(
      code,
      retry,
      `${cannot}: ${what}; the server says "${text.slice(0, 500)}"`,
      remedy,
    );
  }

  /** Makes the error of an answer that is not of this API. */
  strange(task: AzureTask, status: number): Error {
    return this.#client.strange(task, status);
  }

  #read(
    client: RestClient<AzureRight>,
    path: string,
    task: AzureTask,
    expected: readonly number[] = [],
  ): Promise<RestAnswer> {
    const ask = (more: readonly number[]) =>
      client.send('GET', this.#versioned(path, '-preview.1'), undefined, task, more);
    return this.#asked(ask, expected, task);
  }

  /** An older server names the newest version that it has, and is asked again in that one. */
  async #asked(
    ask: (expected: readonly number[]) => Promise<RestAnswer>,
    expected: readonly number[],
    task: AzureTask,
  ): Promise<RestAnswer> {
    const answer = await ask([...expected, 400]);
    if (answer.status !== 400) return answer;
    const version = newestVersion.exec(answer.text)?.[1];
    if (version === undefined || version === this.#version)
      throw this.refused(task, answer.status, answer.text);
    this.#version = version;
    return this.#asked(ask, expected, task);
  }

  #versioned(path: string, stage: '' | '-preview.1'): string {
    return `${path}${path.includes('?') ? '&' : '?'}api-version=${this.#version}${stage}`;
  }
}

function restClient(api: RequestApi, apiUrl: string, repository: string): RestClient<AzureRight> {
  const { userAgent, token, fetch, signal, now } = api;
  return new RestClient({
    ...{ apiUrl, repository, userAgent, fetch, signal, now },
    // Without it, a token that is not accepted is answered with the way to the page to sign in.
    authorization: async () => ({
      authorization: azureAuthorization(await token()),
      'x-tfs-fedauthredirect': 'Suppress',
    }),
    meaningOf: (status, text, right) => azureMeaning(status, text, right, repository),
  });
}

/** A personal access token goes without a user: https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/authentication-guidance */
function azureAuthorization(token: string): string {
  const bearer = webToken.test(token) ? bearerAuthorization(token) : undefined;
  return bearer ?? basicAuthorization('', token);
}

/** Services keep accounts on a server of their own, a company's server on itself. */
function identitiesUrl(apiUrl: string): string {
  return apiUrl
    .replace(/^https:\/\/dev\.azure\.com\//, 'https://vssps.dev.azure.com/')
    .replace(/^https:\/\/([\w-]+)\.visualstudio\.com(?=\/|$)/, 'https://$1.vssps.visualstudio.com');
}
