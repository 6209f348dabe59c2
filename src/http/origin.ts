// The server of a URL: what a connection needs to know, and nothing of paths.
import type { HttpUrl } from '../remote/url.ts';

/** Scheme, host and port. The host is in lower case, an IPv6 address without its brackets. */
export type HttpOrigin = Pick<HttpUrl, 'scheme' | 'host' | 'port'>;

/**
 * Names the server of a URL.
 * @param url of the scheme `http:` or `https:`
 * @returns scheme, host and port
 */
export function originOf(url: URL): HttpOrigin {
  const scheme = url.protocol === 'http:' ? 'http' : 'https';
  const port = Number(url.port) || standardPorts[scheme];
  return { scheme, host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/**
 * Writes a server's `host:port`, an IPv6 address in brackets. Source: RFC 9112, 3.2.3.
 * @returns what stands in a request to a proxy
 */
export function authorityOf({ host, port }: HttpOrigin): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Writes the header `Host`: the port is left out where it is the scheme's own. Source: RFC 9110, 7.2.
 * @returns the header's value
 */
export function hostHeader(origin: HttpOrigin): string {
  const authority = authorityOf(origin);
  return origin.port === standardPorts[origin.scheme] ? authority.replace(/:\d+$/, '') : authority;
}

const standardPorts = { http: 80, https: 443 } as const;
