// Clone URLs of the schemes https and http.
import { portOf, spellings, urlRefusal } from './url-refusal.ts';

export interface HttpUrl {
  readonly scheme: 'https' | 'http';
  /** Lower case; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Percent-encoded, with the leading `/`, without a trailing one: `/owner/name.git`. */
  readonly path: string;
  /** What to send requests to: no credentials, no query, no trailing `/`; `/info/refs` and the like are appended. */
  readonly href: string;
}

/**
 * Reads `https://host[:port]/path` or `http://...`. Credentials in it are refused: they belong in inputs of
 * their own.
 * @param text the clone URL
 * @returns its parts
 * @throws {DeployError} invalid-input; its message never holds the URL's credentials
 */
export function parseHttpUrl(text: string): HttpUrl {
  const url = whatwgUrl(text);
  const path = url.pathname.replace(/\/+$/, '');
  if (url.username !== '' || url.password !== '') throw credentialsRefusal(text, url, path);
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
    href: `${url.origin}${path}`,
  };
}

function credentialsRefusal(text: string, url: URL, path: string) {
  return urlRefusal(
    text,
    'it holds a user name or a password',
    `write "${url.origin}${path}" and give the password as input "token" (a secret) and the user as input "username"`,
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
