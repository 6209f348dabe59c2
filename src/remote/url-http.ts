// Clone URLs of the schemes https and http.
import { inputName } from '../wording.ts';
import { portOf, spellings, urlRefusal } from './url-refusal.ts';

export interface HttpUrl {
  readonly scheme: 'https' | 'http';
  /** Lower case; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Percent-encoded, with the leading `/`, without a trailing one: `/owner/name.git`. */
  readonly path: string;
  /** The user name in it, which the clone buttons of some hosts write there; never a token. */
  readonly user: string | undefined;
  /** What to send requests to: no credentials, no query, no trailing `/`; `/info/refs` and the like are appended. */
  readonly href: string;
}

/**
 * Reads `https://host[:port]/path` or `http://...`. A user name alone is kept; a password or a token in it is refused: they
 * belong in inputs of their own.
 * @param text the clone URL
 * @returns its parts
 * @throws {DeployError} invalid-input; its message never holds the URL's credentials
 */
export function parseHttpUrl(text: string): HttpUrl {
  const url = whatwgUrl(text);
  const path = url.pathname.replace(/\/+$/, '');
  if (url.password !== '' || holdsToken(url)) throw credentialsRefusal(text, url, path);
  if (url.search !== '' || url.hash !== '') {
    throw urlRefusal(text, 'it has a query or a fragment', `write "${url.origin}${path}"`);
  }
  if (path === '') throw urlRefusal(text, 'it names no repository');
  const scheme = url.protocol === 'http:' ? 'http' : 'https';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    scheme,
    host,
    port: portOf(text, url.port, scheme === 'http' ? 80 : 443),
    path,
    user: url.username === '' ? undefined : userOf(url),
    href: `${url.origin}${path}`,
  };
}

/** The clone buttons of these hosts write no user name, so that it is a token. */
const withoutUser = /^(?:github\.com|gitlab\.com|codeberg\.org)$/;
const tokenForm =
  /^(?:gh[oprsu]_|github_pat_|gl[a-z]{2,6}-|ATATT|ATCTT|ATBB|BBDC-|xox[a-z]-)|^[0-9a-f]{32,}$|^(?=.*\d)\w{30,}$/i;

/** The user name of Azure DevOps, of Bitbucket (Cloud and Data Center) and of Gerrit is one, except for what looks like a token. */
function holdsToken({ hostname, username }: URL): boolean {
  return username !== '' && (withoutUser.test(hostname) || tokenForm.test(username));
}

function userOf({ username }: URL): string {
  try {
    return decodeURIComponent(username);
  } catch {
    return username;
  }
}

function credentialsRefusal(text: string, url: URL, path: string) {
  return urlRefusal(
    text,
    'it holds a user name or a password',
    `write "${url.origin}${path}" and give the password as input ${inputName('token')} (a secret) and the user as input ${inputName('username')}`,
  );
}

function whatwgUrl(text: string): URL {
  const [, host = ''] = /^https?:\/\/(?:[^/]*@)?(\[[^\]/]*\]|[^/:?#]*)/i.exec(text) ?? [];
  // WHATWG parsers forgive "https:/host" and "https:host/path"; other readers of the same text may not.
  if (host === '') throw urlRefusal(text, 'it has no host');
  if (/^[^\p{L}\p{N}[]|%/u.test(host)) throw urlRefusal(text, `"${host}" is not a host name`);
  if (URL.canParse(text)) return new URL(text);
  throw urlRefusal(text, 'its host or its port is not valid', spellings);
}
