// Requests to GitLab's API for one project: https://docs.gitlab.com/api/rest/
import { bearerAuthorization } from '../http/authorization.ts';
import { type GitLabRight, gitlabMeaning } from './gitlab-rights.ts';
import { repositoryPage } from './host.ts';
import type { RequestApi } from './request-api.ts';
import { RestClient, type RestTask } from './rest-client.ts';

/** GitLab's API. */
type GitLabClient = RestClient<GitLabRight>;

/** What a request is for. */
export type GitLabTask = RestTask<GitLabRight>;

/** A project's client, and the path of its merge requests. */
export interface GitLabProject {
  readonly client: GitLabClient;
  /** `/projects/acme%2Fconfig/merge_requests` */
  readonly path: string;
}

/**
 * Opens the API of a project; nothing is sent yet. A server that is not at the root of its name has the same first words in
 * the path of its API and of its projects.
 * @returns the client and its path
 */
export function openGitLabProject(api: RequestApi): GitLabProject {
  const { apiUrl, userAgent, fetch, signal, now } = api;
  const root = new URL(apiUrl).pathname.replace(/\/api\/v4$/, '');
  const page = repositoryPage(api.url.path);
  const isBelow = root !== '' && page.startsWith(`${root}/`) && api.url.scheme !== 'ssh';
  const repository = (isBelow ? page.slice(root.length) : page).slice(1);
  const client = new RestClient<GitLabRight>({
    ...{ apiUrl, repository, userAgent, fetch, signal, now },
    authorization: async () => headerOf(await api.token()),
    meaningOf: (status, text, right) => gitlabMeaning(status, text, right, repository),
  });
  return { client, path: `/projects/${encodeURIComponent(repository)}/merge_requests` };
}

/** It takes every token but a job's as a bearer: https://docs.gitlab.com/api/rest/authentication/ */
function headerOf(token: string): Readonly<Record<string, string>> {
  const authorization = bearerAuthorization(token);
  return authorization === undefined ? { 'private-token': token } : { authorization };
}
