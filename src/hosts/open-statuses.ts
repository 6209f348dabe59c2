// Opens the statuses of the commits of a repository on whichever host it is.
import { DeployError } from '../errors.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import type { CommitStatuses } from './commit-statuses.ts';
import { serverName } from './find-host.ts';
import type { Host } from './host.ts';
import { type ApiOptions, openApi } from './open-api.ts';
import type { RequestApi } from './request-api.ts';
import { requestHosts, requestRow } from './request-hosts.ts';

/** Statuses, until they are closed. */
export interface OpenedStatuses {
  readonly statuses: CommitStatuses;
  close(): void;
}

type OpenStatuses = (api: RequestApi, warn: (line: string) => void) => Promise<CommitStatuses>;

/** A row a host, whose code is loaded when it is used. */
const rows: Partial<Readonly<Record<Host['kind'], OpenStatuses>>> = {
  github: async (api, warn) => (await import('./github-statuses.ts')).openGitHubStatuses(api, warn),
  gitlab: async (api) => (await import('./gitlab-statuses.ts')).openGitLabStatuses(api),
  gitea: async (api) => (await import('./gitea-statuses.ts')).openGiteaStatuses(api),
  bitbucket: async (api) => (await import('./bitbucket-statuses.ts')).openBitbucketStatuses(api),
  'bitbucket-data-center': async (api) =>
    (await import('./bitbucket-statuses.ts')).openDataCenterStatuses(api),
  'azure-devops': async (api) => (await import('./azure-statuses.ts')).openAzureStatuses(api),
};

/**
 * Checks that the statuses of a repository's commits can be read.
 * @param host the kind of the repository's host
 * @returns what opens them
 * @throws {DeployError} invalid-input where they cannot
 */
export function checkHasStatuses(host: Host, url: RemoteUrl): OpenStatuses {
  const open = requestRow(host, url) && rows[host.kind];
  if (open !== undefined) return open;
  throw new DeployError(
    'invalid-input',
    `Cannot wait for the rollout on "${serverName(url)}": it is not known to be a host with statuses of commits`,
    `set ${inputName('host-type')} to ${requestHosts.kinds
      .map((kind) => `"${kind}"`)
      .join(' or ')} if it is; or leave ${inputName('wait')} out`,
  );
}

/**
 * Opens the statuses of a repository's commits; nothing is sent yet.
 * @param host the kind of the repository's host
 * @param warn hears what cannot be read
 * @returns the port
 * @throws {DeployError} invalid-input for a host without statuses, or an API that is not encrypted
 */
export async function openStatuses(
  host: Host,
  url: RemoteUrl,
  options: ApiOptions,
  warn: (line: string) => void,
): Promise<OpenedStatuses> {
  const open = checkHasStatuses(host, url);
  const opened = openApi(host, url, options);
  if (opened === undefined)
    throw new DeployError(
      'invalid-input',
      `Cannot wait for the rollout on "${serverName(url)}": the address of its API is not known`,
      `set ${inputName('api-url')} to it, or leave ${inputName('wait')} out`,
    );
  return { statuses: await open(opened.api, warn), close: opened.close };
}
