// Where GitHub's REST API is.
import type { HttpUrl } from '../remote/url.ts';
import { ciApiOf, type OwnApi } from './own-api.ts';

/**
 * Finds the REST API of a repository on GitHub.
 * @param url of the repository
 * @param own what the CI says counts for repositories on its own server
 * @returns the address without a slash at its end
 */
export function githubApiUrl(url: HttpUrl, own: OwnApi): string {
  const { origin } = new URL(url.href);
  return ciApiOf(origin, own) ?? githubApiOf(origin);
}

/**
 * Finds the REST API at an address of the web: of github.com, a tenant of GitHub Enterprise Cloud, or GitHub Enterprise Server.
 * Source: https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 * @param origin `https://git.acme.dev`
 * @returns the address without a slash at its end
 */
export function githubApiOf(origin: string): string {
  const { host } = new URL(origin);
  const isCloud = host === 'github.com' || host.endsWith('.ghe.com');
  return isCloud ? `https://api.${host}` : `${origin}/api/v3`;
}
