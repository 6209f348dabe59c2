// Opens the way to the API of a repository's host.
import { checkTokenMayTravel } from '../http/authorization.ts';
import { HttpClient } from '../http/client.ts';
import { fetchWith } from '../http/fetch.ts';
import { originOf } from '../http/origin.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { HttpUrl, RemoteUrl } from '../remote/url.ts';
import { apiUrlOf } from './api-url.ts';
import type { CiServer } from './find-host.ts';
import type { Host } from './host.ts';
import { ciApiOf } from './own-api.ts';
import type { RequestApi } from './request-api.ts';
import { webOrigin } from './web-origin.ts';

/** How to get to a host's API. */
export interface ApiOptions {
  /** Without a slash at its end; `undefined`: where the host or the CI has it. */
  readonly apiUrl: string | undefined;
  /** The CI's own host, and its API. */
  readonly ci: CiServer;
  readonly ciApiUrl: string | undefined;
  readonly ciGraphqlUrl: string | undefined;
  readonly token: () => Promise<string>;
  /** The user's own choice of what goes with the token. */
  readonly username: string | undefined;
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

/** The way to an API, and what cuts its connections. */
export interface OpenedApi {
  readonly api: RequestApi;
  close(): void;
}

/**
 * Opens the way to the API of a repository's host; nothing is sent yet.
 * @param host the kind of the host
 * @returns `undefined` for a host without an API that is known
 * @throws {DeployError} invalid-input for an API that is not encrypted
 */
export function openApi(host: Host, url: RemoteUrl, options: ApiOptions): OpenedApi | undefined {
  const { ci, token, username, allowHttp, userAgent, network, signal, now } = options;
  const own = { serverUrl: ci.url, apiUrl: options.ciApiUrl };
  const origin = webOrigin(host, url, ci);
  const apiUrl = options.apiUrl ?? apiUrlOf(host, origin, url.path, own);
  if (apiUrl === undefined) return undefined;
  const isOfCi = options.apiUrl === undefined && ciApiOf(origin, own) !== undefined;
  const graphqlUrl = isOfCi ? options.ciGraphqlUrl : undefined;
  for (const each of [apiUrl, graphqlUrl ?? apiUrl]) checkTokenMayTravel(addressOf(each), allowHttp);
  const client = new HttpClient(network);
  const fetch = fetchWith(client, limits, mostBytes);
  return {
    api: { apiUrl, graphqlUrl, url, userAgent, token, username, fetch, signal, now },
    close: () => client.close(),
  };
}

function addressOf(href: string): HttpUrl {
  const { scheme, host, port } = originOf(new URL(href));
  return { scheme, host, port, href, path: new URL(href).pathname, user: undefined };
}
