// The hosts whose requests can be opened: a row per host, whose code is loaded when it is used.
import type { RemoteUrl } from '../remote/url.ts';
import { type Host, repositoryPage } from './host.ts';
import type { RequestHost } from './pull-requests.ts';
import type { RequestApi } from './request-api.ts';

/** A host whose requests can be opened. */
interface RequestRow {
  /** Its name in a sentence. */
  readonly name: string;
  /** The path of a repository's page, `/acme/config`; others have no requests. */
  readonly page: RegExp;
  /** Opens the requests; nothing is sent yet. */
  readonly open: (api: RequestApi) => Promise<RequestHost>;
}

const rows: Partial<Readonly<Record<Host['kind'], RequestRow>>> = {
  github: {
    name: 'GitHub',
    page: /^\/[^/]+\/[^/]+$/,
    open: async (api) => (await import('./github-requests.ts')).openGitHubRequests(api),
  },
  gitlab: {
    name: 'GitLab',
    page: /^(?:\/[^/]+){2,}$/,
    open: async (api) => (await import('./gitlab-requests.ts')).openGitLabRequests(api),
  },
  gitea: {
    name: 'Gitea or Forgejo',
    // A server may be in a folder of its domain.
    page: /^\/(?:.+\/)?[^/]+\/[^/]+$/,
    open: async (api) => (await import('./gitea-requests.ts')).openGiteaRequests(api),
  },
  bitbucket: {
    name: 'Bitbucket Cloud',
    page: /^\/[^/]+\/[^/]+$/,
    open: async (api) => (await import('./bitbucket-requests.ts')).openBitbucketRequests(api),
  },
  'bitbucket-data-center': {
    name: 'Bitbucket Data Center',
    // `[/folder]/scm/project/name` over HTTP, `project/name` over SSH.
    page: /(?:^|\/scm)\/[^/]+\/[^/]+$/,
    open: async (api) => (await import('./data-center-requests.ts')).openDataCenterRequests(api),
  },
  'azure-devops': {
    name: 'Azure DevOps',
    // `[/collection]/project/_git/name` over HTTP, `v3/org/project/name` over SSH.
    page: /\/_git\/[^/]+$|^\/v3\/[^/]+\/[^/]+\/[^/]+$/,
    open: async (api) => (await import('./azure-requests.ts')).openAzureRequests(api),
  },
};

/** The names of the hosts whose requests can be opened, in a sentence, and their values of `host-type`. */
export const requestHosts = {
  names: Object.values(rows).map(({ name }) => name),
  kinds: Object.keys(rows),
};

/**
 * Finds the row of a repository's host.
 * @param host the kind of the host
 * @param url of the repository
 * @returns `undefined` where no requests can be opened there
 */
export function requestRow({ kind }: Host, { path }: RemoteUrl): RequestRow | undefined {
  const row = rows[kind];
  return row?.page.test(repositoryPage(path)) ? row : undefined;
}

/**
 * Opens the requests that a host makes out of pushes, where it does that; nothing is sent yet.
 * @param api of the repository
 * @param log hears of requests that only look like ours
 * @returns `undefined` on a host that needs a branch
 */
export async function openPushedRequests(
  { kind }: Host,
  api: RequestApi,
  log: (line: string) => void,
): Promise<RequestHost | undefined> {
  return kind === 'gitea' ? (await import('./gitea-requests.ts')).openAgitRequests(api, log) : undefined;
}

/**
 * Says whether a change can be proposed in a repository: by a request, or on Gerrit by a push for review.
 * @param host the kind of the host
 * @param url of the repository
 * @returns whether it can
 */
export function takesProposals(host: Host, url: RemoteUrl): boolean {
  return host.kind === 'gerrit' || requestRow(host, url) !== undefined;
}
