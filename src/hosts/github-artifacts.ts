// Where images run, in the artifact metadata of an organization on GitHub: https://docs.github.com/rest/orgs/artifact-metadata
import { GitHubClient, type GitHubTask } from './github-client.ts';
import type { RequestApi } from './request-api.ts';
import { cut } from './request-words.ts';

/** An image that was deployed. */
export interface RecordedImage {
  /** `ghcr.io/acme/web` */
  readonly name: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  readonly tag: string | undefined;
  /** Which container of which workload it is, the same for every version: `shop-web-app`. */
  readonly deployment: string;
}

const task: GitHubTask = { action: 'record where an image runs', right: 'Artifact metadata: write' };

/** Letters that GitHub takes of a name. */
const longest = 256;

/** The artifact metadata of the organization that a repository belongs to. */
export class GitHubArtifacts {
  readonly #client: GitHubClient;

  constructor(api: RequestApi) {
    this.#client = new GitHubClient(api);
  }

  /**
   * Records that an image runs in an environment. A record of the same environment and deployment is replaced: nothing has to be taken
   * out of service for it, and doing it again changes nothing.
   * @throws {RemoteError} permission-denied and others
   */
  async record({ name, digest, tag, deployment }: RecordedImage, environment: string): Promise<void> {
    const { owner, name: repository } = this.#client;
    const wanted = {
      org: owner,
      name: cut(name, longest),
      digest,
      ...(tag === undefined ? {} : { version: tag }),
      status: 'deployed',
      logical_environment: environment,
      deployment_name: cut(deployment, longest),
      github_repository: repository,
      return_records: false,
    };
    await this.#client.send('POST /orgs/{org}/artifacts/metadata/deployment-record', wanted, task);
  }
}
