// Which proxy a request goes through.
import { DeployError } from '../errors.ts';
import { isLoopback } from '../remote/loopback.ts';
import type { ProxySettings } from '../remote/proxy-settings.ts';
import type { HttpOrigin } from './origin.ts';

/** Where to go instead of to the host itself. */
export interface HttpProxy {
  /** Whether the way to the proxy is encrypted. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** For the header `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

/**
 * Names a proxy, for messages.
 * @returns host and port, and that they are a proxy's
 */
export function proxyName({ host, port }: Pick<HttpProxy, 'host' | 'port'>): string {
  return `proxy ${host}:${port}`;
}

/**
 * Finds the proxy for a server. Loopback has none: a token may go there in the clear, and not through a
 * network.
 * @returns the proxy, or `undefined` for the straight way
 * @throws {DeployError} invalid-input where the variable holds no URL of a proxy
 */
export function proxyFor(origin: HttpOrigin, settings: ProxySettings): HttpProxy | undefined {
  const [name, text] =
    origin.scheme === 'https' ? ['HTTPS_PROXY', settings.httpsProxy] : ['HTTP_PROXY', settings.httpProxy];
  if (!text || isLoopback(origin.host) || isExempt(origin, settings.noProxy ?? '')) return undefined;
  return parseProxy(text, name);
}

/** As curl reads it: `example.com` and `.example.com` mean the host and all below it; a port narrows. */
function isExempt({ host, port }: HttpOrigin, noProxy: string): boolean {
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const [, name = '', wanted] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (name === '' || (wanted !== undefined && Number(wanted) !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

function parseProxy(text: string, variable: string): HttpProxy {
  // A URL ends its host at the first of them, and would take the user for the host and the password for its port.
  if (/[/?#\\].*@/s.test(text.replace(/^\w+:\/\//, '')))
    throw new DeployError(
      'invalid-input',
      `Cannot use the proxy of variable "${variable}": its user or password holds one of / ? # \\ as it is`,
      'write "%2F" for "/", "%3F" for "?", "%23" for "#" and "%5C" for "\\" in the user or the password',
    );
  const full = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  const secure = url?.protocol === 'https:';
  if (url === undefined || url.hostname === '' || !(secure || url.protocol === 'http:')) {
    throw new DeployError(
      'invalid-input',
      `Cannot use the proxy of variable "${variable}": it is not an http:// or https:// URL`,
      `write it as "http://host:port", or unset "${variable}"`,
    );
  }
  return {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    authorization: url.username === '' ? undefined : `Basic ${basic(url, variable)}`,
  };
}

function basic({ username, password }: URL, variable: string): string {
  try {
    return Buffer.from(decodeURIComponent(`${username}:${password}`)).toString('base64');
  } catch {
    // The cause would hold the password.
    throw new DeployError(
      'invalid-input',
      `Cannot use the proxy of variable "${variable}": a "%" in its user or password is not followed by UTF-8 in hexadecimal`,
      'write "%25" for a "%" in the user or the password',
    );
  }
}
