// Opens the pull requests of a repository, on whichever host it is.
import { DeployError } from '../errors.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import { serverName } from './find-host.ts';
import type { Host } from './host.ts';
import { type ApiOptions, openApi } from './open-api.ts';
import type { RequestHost } from './pull-requests.ts';
import { openPushedRequests, requestHosts, requestRow } from './request-hosts.ts';

/** The requests of one repository, and what cuts the connections. */
export interface OpenedRequests {
  readonly requests: RequestHost;
  /** Those that the host makes out of pushes, without a branch; `undefined`: it makes none. */
  readonly pushed: RequestHost | undefined;
  close(): void;
}

/**
 * Opens the pull requests of a repository; nothing is sent yet.
 * @param host the kind of its host
 * @param log hears of requests that only look like ours
 * @returns the port
 * @throws {DeployError} invalid-input for a host whose requests are not known, or an API that is not encrypted
 */
export async function openRequests(
  host: Host,
  url: RemoteUrl,
  options: ApiOptions,
  log: (line: string) => void,
): Promise<OpenedRequests> {
  const row = requestRow(host, url);
  const opened = row && openApi(host, url, options);
  if (row !== undefined && opened === undefined) throw unknownApi(row.name, url);
  if (row === undefined || opened === undefined) throw unknownRequests(url);
  const { api, close } = opened;
  return { requests: await row.open(api), pushed: await openPushedRequests(host, api, log), close };
}

/** Only Bitbucket Cloud has its API at one address for everybody. */
function unknownApi(name: string, url: RemoteUrl): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot open a pull request on "${serverName(url)}": it is not the server of ${name}`,
    `set ${inputName('host-type')} to "bitbucket-data-center" if it is one, or ${inputName('api-url')} to the address of its API`,
  );
}

function unknownRequests(url: RemoteUrl): DeployError {
  const names = [...requestHosts.names, 'Gerrit'];
  const kinds = [...requestHosts.kinds, 'gerrit'];
  const known = kinds.map((kind) => `"${kind}"`).join(' or ');
  return new DeployError(
    'invalid-input',
    `Cannot open a pull request on "${serverName(url)}": it is not known to be ${names.join(' or ')}`,
    `set ${inputName('host-type')} to ${known} if it is; on other hosts leave ${inputName('mode')} at "push"`,
  );
}
