// How a run gets to the API of the config repository's host.
import type { Config } from '../config/config.ts';
import type { Connection } from '../config/connection-config.ts';
import type { GitHubAppToken } from '../hosts/github-app-token.ts';
import type { Host } from '../hosts/host.ts';
import type { ApiOptions } from '../hosts/open-api.ts';
import { checkTokenHost } from '../hosts/token-host.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';

/** For the token of an App, milliseconds. */
const tokenLimits = { connectMs: 10_000, silenceMs: 30_000, totalMs: 60_000 };

/**
 * Says how to get to the API: with `api-token`, else the App's token, else the one that pushes.
 * @param host the kind of the repository's host
 * @param signal cuts the requests
 * @returns where it is, and the credential
 * @throws {DeployError} invalid-input for the token of another host
 */
export function apiAccess(
  { token, username, url, allowHttp }: Connection,
  { apiToken, apiUrl }: Pick<Config['proposal'], 'apiToken' | 'apiUrl'>,
  host: Host,
  app: GitHubAppToken | undefined,
  signal: AbortSignal,
  { given, now }: CommandContext,
): ApiOptions {
  if (apiToken !== undefined) checkTokenHost(host, url, 'api-token', apiToken, given.ci.jobToken);
  return {
    apiUrl,
    ci: { kind: given.ci.kind, url: given.ci.serverUrl },
    ciApiUrl: given.ci.apiUrl,
    ciGraphqlUrl: given.ci.graphqlUrl,
    token: async () => apiToken ?? (await app?.token(tokenLimits, signal)) ?? token ?? '',
    username,
    allowHttp,
    userAgent: `gitops-deploy/${version}`,
    network: given.network,
    signal,
    now,
  };
}
