import { isIPv4 } from 'node:net';
import { DeployError } from '../errors.ts';
import type { HttpUrl, RemoteUrl } from '../remote/url.ts';

/** By the token's form where it tells: these two are refused under any other name, whatever the host is called. */
const usersByPrefix = [
  { prefix: 'glcbt-', user: 'gitlab-ci-token' },
  { prefix: 'ATATT', user: 'x-bitbucket-api-token-auth' },
] as const;

/** Hosts that insist on a user name; the first that matches counts. */
const usersByHost = [
  { host: /(?:^|\.)gitlab\./, user: 'oauth2' },
  { host: /(?:^|\.)bitbucket\.org$/, user: 'x-token-auth' },
] as const;

/**
 * The header `Authorization` for a token. A user name that is given goes with it. Without one, GitHub needs
 * `x-access-token`; Gitea, Forgejo and Azure DevOps take any, and so does a GitLab of another name for every token but
 * CI_JOB_TOKEN (`glcbt-`). Bitbucket Data Center takes the tokens of a project or a repository with no name at all:
 * https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html
 */
export function authorization(url: HttpUrl, token: string, username?: string): string {
  const user = username ?? knownUser(url, token);
  if (user === undefined && isDataCenter(url) && /^[\w.~+/-]+=*$/.test(token)) return `Bearer ${token}`;
  return `Basic ${Buffer.from(`${user ?? 'x-access-token'}:${token}`).toString('base64')}`;
}

function knownUser(url: HttpUrl, token: string): string | undefined {
  const byPrefix = usersByPrefix.find(({ prefix }) => token.startsWith(prefix));
  const byHost = usersByHost.find(({ host }) => host.test(url.host));
  return byPrefix?.user ?? byHost?.user;
}

/** Its clone URLs end in `/scm/PROJECT/REPOSITORY.git`, wherever it is installed. */
function isDataCenter({ path }: HttpUrl): boolean {
  return /\/scm\/[^/]+\/[^/]+$/.test(path);
}

/**
 * Refuses to send a token in clear text over a network; loopback is none.
 * @throws DeployError `invalid-input`
 */
export function checkTokenMayTravel(url: RemoteUrl, allowHttp: boolean): void {
  if (url.scheme !== 'http' || allowHttp || isLoopback(url.host)) return;
  throw new DeployError(
    'invalid-input',
    `Cannot send the token to "${url.href}": the connection is not encrypted`,
    `write "https://${url.host}${url.path}", or set "allow-http: true" if the network is yours`,
  );
}

/** Only what cannot leave the machine. Names under `.localhost` can: musl asks the name server for them. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
