// Opens the pull requests of a repository, on whichever host it is.
import { DeployError } from '../errors.ts';
import { checkTokenMayTravel } from '../http/authorization.ts';
import { HttpClient } from '../http/client.ts';
import { fetchWith } from '../http/fetch.ts';
import { originOf } from '../http/origin.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import { apiUrlOf } from './api-url.ts';
import { type CiServer, serverName } from './find-host.ts';
import type { Host } from './host.ts';
import type { RequestHost } from './pull-requests.ts';
import { openPushedRequests, requestHosts, requestRow } from './request-hosts.ts';
import { webOrigin } from './web-origin.ts';

/** How to get to a host's API. */
export interface RequestsOptions {
  /** Without a slash at its end; `undefined`: where the host or the CI has it. */
  readonly apiUrl: string | undefined;
  /** The CI's own host, and its API. */
  readonly ci: CiServer;
  readonly ciApiUrl: string | undefined;
  readonly token: () => Promise<string>;
  /** A token may travel in the clear. */
  readonly allowHttp: boolean;
  readonly userAgent: string;
  readonly network: NetworkSettings;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** For each request, milliseconds; and the most that is read of an answer, bytes. */
const limits = { connectMs: 10_000, silenceMs: 30_000, totalMs: 60_000 };
const mostBytes = 20_000_000;

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
 * @returns the port
 * @throws {DeployError} invalid-input for a host whose requests are not known, or an API that is not encrypted
 */
export async function openRequests(
  host: Host,
  url: RemoteUrl,
  options: RequestsOptions,
): Promise<OpenedRequests> {
  const { ci, token, allowHttp, userAgent, network, signal, now } = options;
  const row = requestRow(host, url);
  const own = { serverUrl: ci.url, apiUrl: options.ciApiUrl };
  const apiUrl = options.apiUrl ?? apiUrlOf(host, webOrigin(host, url, ci), url.path, own);
  if (row === undefined || apiUrl === undefined) throw unknownRequests(url);
  checkApi(apiUrl, allowHttp);
  const client = new HttpClient(network);
  const fetch = fetchWith(client, limits, mostBytes);
  const api = { apiUrl, url, userAgent, token, fetch, signal, now };
  return {
    requests: await row.open(api),
    pushed: await openPushedRequests(host, api),
    close: () => client.close(),
  };
}

function checkApi(apiUrl: string, allowHttp: boolean): void {
  const api = new URL(apiUrl);
  const { scheme, host, port } = originOf(api);
  checkTokenMayTravel({ scheme, host, port, href: apiUrl, path: api.pathname, user: undefined }, allowHttp);
}

function unknownRequests(url: RemoteUrl): DeployError {
  const { names, kinds } = requestHosts;
  const known = kinds.map((kind) => `"${kind}"`).join(' or ');
  return new DeployError(
    'invalid-input',
    `Cannot open a pull request on "${serverName(url)}": it is not known to be ${names.join(' or ')}`,
    `set ${inputName('host-type')} to ${known} if it is; on other hosts leave ${inputName('mode')} at "push"`,
  );
}
