// The deployments of a repository on GitHub: https://docs.github.com/rest/deployments
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf } from '../json-field.ts';
import { strangeError } from './api-error.ts';
import { GitHubClient, type GitHubTask } from './github-client.ts';
import { rightMeaning } from './github-rights.ts';
import type { RequestApi } from './request-api.ts';
import { cut } from './request-words.ts';

/** How a deployment stands, in GitHub's words. */
export type DeploymentState = 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

/** A deployment that this program has recorded. */
export interface RecordedDeployment {
  readonly number: number;
  /** 40 hex digits. */
  readonly commit: string;
  /** In GitHub's words; empty: nobody has said how it stands. */
  readonly state: string;
}

/** What is said of a deployment. */
export interface DeploymentStatus {
  readonly state: DeploymentState;
  readonly description: string;
  readonly environmentUrl: string | undefined;
  readonly runUrl: string | undefined;
}

const task: GitHubTask = { action: 'record a deployment', right: 'Deployments: write' };

/** Letters that GitHub takes of a description. */
const longest = 140;

/** By this a deployment tells that this program has recorded it; GraphQL gives it as JSON, in quotes or not. */
const payload = { by: 'gitops-deploy' };
const payloadOfOurs = /\\?"by\\?":\s*\\?"gitops-deploy\\?"/;

/** One query gives the deployments with their states, where the REST API takes one for each: https://docs.github.com/graphql/reference/objects#deployment */
const listDeployments =
  'query($owner: String!, $name: String!, $environments: [String!]) { repository(owner: $owner, name: $name) { deployments(first: 50, environments: $environments, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { databaseId commitOid payload latestStatus { state } } } } }';

/** The deployments of one repository. */
export class GitHubDeployments {
  readonly #client: GitHubClient;

  constructor(api: RequestApi) {
    this.#client = new GitHubClient(api);
  }

  /**
   * Lists the deployments that this program has recorded.
   * @returns the newest first
   * @throws {RemoteError} permission-denied and others
   */
  async list(environment: string): Promise<readonly RecordedDeployment[]> {
    const { owner, name } = this.#client;
    const asked = { owner, name, environments: [environment] };
    const { field, errors } = await this.#client.graphql(listDeployments, 'repository', asked, task);
    const [error] = errors;
    if (error !== undefined) throw this.#refused(error.type === 'NOT_FOUND' ? 404 : 403, error.message);
    const nodes = fieldOf(fieldOf(field, 'deployments'), 'nodes');
    if (!Array.isArray(nodes)) throw strangeError(this.#client.taskOf(task), 200);
    return nodes.flatMap((node) => {
      const number = fieldOf(node, 'databaseId');
      const isOurs = payloadOfOurs.test(String(fieldOf(node, 'payload')));
      if (!isOurs || typeof number !== 'number') return [];
      const state = String(fieldOf(fieldOf(node, 'latestStatus'), 'state') ?? '').toLowerCase();
      return [{ number, commit: String(fieldOf(node, 'commitOid')), state }];
    });
  }

  /**
   * Records a deployment. It says what is done elsewhere: nothing is merged for it, and it waits for no check.
   * @param commit of this repository
   * @returns its number
   * @throws {RemoteError} permission-denied, push-refused and others
   */
  async create(commit: string, environment: string, description: string): Promise<number> {
    const wanted = {
      ref: commit,
      task: 'deploy',
      environment,
      description: cut(description, longest),
      payload,
      auto_merge: false,
      required_contexts: [],
    };
    const { data, status, text } = await this.#client.send('POST /deployments', wanted, task, [409, 422]);
    if (status === 409 || status === 422) throw this.#refused(status, text);
    const number = fieldOf(data, 'id');
    if (typeof number !== 'number') throw strangeError(this.#client.taskOf(task), status);
    return number;
  }

  /**
   * Says how a deployment stands.
   * @param number of the deployment
   * @throws {RemoteError} permission-denied and others
   */
  async say(number: number, { state, description, environmentUrl, runUrl }: DeploymentStatus): Promise<void> {
    const status = {
      state,
      description: cut(description, longest),
      environment_url: environmentUrl ?? '',
      log_url: runUrl ?? '',
      // GitHub does it for environments that are not for production; the rest is said one by one.
      auto_inactive: true,
    };
    const where = { deployment_id: number, ...status };
    await this.#client.send('POST /deployments/{deployment_id}/statuses', where, task);
  }

  /** None of these passes by itself. */
  #refused(status: number, said: string): RemoteError {
    const { repository } = this.#client;
    const { code, what, remedy } = rightMeaning(status, said, task.right, repository);
    const message = `Cannot ${task.action} on "${repository}": ${what}; the server says "${said.slice(0, 500)}"`;
    return new RemoteError(code, 'never', message, remedy);
  }
}
