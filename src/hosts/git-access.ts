// What git is told of a host.
import { basicAuthorization, bearerAuthorization } from '../http/authorization.ts';
import { parseKnownHosts } from '../remote/ssh/known-hosts.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { hostOfToken, publishedHostKeys, refusalsWith, takesTreeDepth, tokenUsers } from './find-host.ts';
import { github } from './github.ts';
import type { Host } from './host.ts';
import { type Credential, writeRemedy } from './write-access.ts';

/**
 * Tells git what it needs of a host. Refusals, host keys and filters are those of all hosts: the name of a
 * company's own server does not tell which kind it is, but its texts do.
 * @param url of the repository
 * @param credential what is used there
 * @returns what git's port `GitHost` asks for; who opens a repository with it has the types compared
 */
export function gitHost(host: Host, url: RemoteUrl, credential: Credential) {
  const remedyOf = (kind: Host['kind']): string => writeRemedy(kind, url, credential);
  const maker = credential.token === undefined ? undefined : hostOfToken(credential.token);
  const known = credential.isApp ? github : (maker ?? host);
  return {
    get refusals() {
      return refusalsWith(remedyOf);
    },
    writeRemedy: remedyOf(host.kind === 'unknown' ? known.kind : host.kind),
    get knownHosts() {
      return parseKnownHosts(publishedHostKeys);
    },
    authorization: (token: string, username: string | undefined) =>
      tokenAuthorization(host, token, username, url.user),
    takesTreeDepth,
  };
}

/**
 * Makes the header `Authorization` for a token.
 * @param host the kind of host
 * @param token the secret
 * @param username the user's choice; else it is told by the form of the token, by the URL, or by the host
 * @param urlUser the user name in the clone URL
 * @returns the header's value
 */
export function tokenAuthorization(
  host: Host,
  token: string,
  username: string | undefined,
  urlUser: string | undefined,
): string {
  const byToken = tokenUsers.find(({ form }) => form.test(token))?.user;
  // Bitbucket's API takes an API token with an address of mail, its git with a name that is the same for all.
  const own = byToken !== undefined && username?.includes('@') ? undefined : username;
  const user = own ?? byToken ?? urlUser ?? host.tokenUser;
  const bearer = user === undefined && host.takesBearer ? bearerAuthorization(token) : undefined;
  return bearer ?? basicAuthorization(user ?? 'x-access-token', token);
}

/**
 * Writes the clone URL as its host wants it in requests.
 * @returns the URL, with the host's suffix where it has one
 */
export function requestUrl(host: Host, url: RemoteUrl): RemoteUrl {
  if (url.scheme === 'ssh' || url.path.endsWith(host.pathSuffix)) return url;
  return { ...url, href: `${url.href}${host.pathSuffix}` };
}

/**
 * Writes the header `User-Agent`. GitHub answers URLs without `.git` only to agents that start with `git/`.
 * @param version of gitops-deploy
 * @returns the header's value
 */
export function gitUserAgent(version: string): string {
  return `git/gitops-deploy-${version}`;
}
