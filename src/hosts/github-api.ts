// Where GitHub's REST API is.
import type { HttpUrl } from '../remote/url.ts';

/** The CI's own GitHub, as far as it says. */
export interface OwnGitHub {
  readonly serverUrl: string | undefined;
  readonly apiUrl: string | undefined;
}

/**
 * Finds the REST API of a repository's host: github.com, a tenant of GitHub Enterprise Cloud, or GitHub Enterprise Server.
 * Source: https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 * @param url of the repository
 * @param own what the CI says counts for repositories on its own server
 * @returns the address without a slash at its end
 */
export function githubApiUrl(url: HttpUrl, own: OwnGitHub): string {
  return githubApiOf(new URL(url.href).origin, own);
}

/**
 * Finds the REST API of the host at an address of the web.
 * @param origin `https://git.acme.dev`
 * @param own what the CI says counts for its own server
 * @returns the address without a slash at its end
 */
export function githubApiOf(origin: string, own: OwnGitHub): string {
  const { host } = new URL(origin);
  if (own.apiUrl && own.serverUrl && new URL(own.serverUrl).origin === origin)
    return own.apiUrl.replace(/\/+$/, '');
  const isCloud = host === 'github.com' || host.endsWith('.ghe.com');
  return isCloud ? `https://api.${host}` : `${origin}/api/v3`;
}
