// Opens the requests of a stand-in in this process.
import { ofKind } from '../src/hosts/find-host.ts';
import type { Host } from '../src/hosts/host.ts';
import { openRequests } from '../src/hosts/open-requests.ts';
import type { RequestHost } from '../src/hosts/pull-requests.ts';
import { plainNetwork } from '../src/remote/network-settings.ts';
import { parseRemoteUrl } from '../src/remote/url.ts';

/** Gives what a host's API is opened with: its address and a token. */
export function accessTo(apiUrl: string, token: string, username?: string) {
  return {
    apiUrl,
    ci: { kind: 'none', url: undefined } as const,
    ciApiUrl: undefined,
    ciGraphqlUrl: undefined,
    token: async () => token,
    username,
    allowHttp: false,
    userAgent: 'gitops-deploy/test',
    network: plainNetwork,
    signal: new AbortController().signal,
    now: () => 0,
  };
}

/** Opens them at an API's address, with a token. */
export async function openHub(
  kind: Host['kind'],
  cloneUrl: string,
  apiUrl: string,
  token: string,
  username?: string,
): Promise<{ readonly requests: RequestHost; close(): void }> {
  const access = accessTo(apiUrl, token, username);
  return openRequests(ofKind(kind), parseRemoteUrl(cloneUrl), access, () => undefined);
}
