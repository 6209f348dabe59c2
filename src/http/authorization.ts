// How a token travels: the header that carries it, and where it may go.
import { DeployError } from '../errors.ts';
import { isLoopback } from '../remote/loopback.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';

/**
 * Writes the header `Authorization` for a user and a password or token. Source: RFC 7617.
 * @param user may be empty
 * @param password or a token
 * @returns the header's value
 */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/**
 * Writes the header `Authorization` for a token without a user. Source: RFC 6750.
 * @param token the secret
 * @returns the header's value; `undefined` where the token has characters that cannot stand there
 */
export function bearerAuthorization(token: string): string | undefined {
  return /^[\w.~+/-]+=*$/.test(token) ? `Bearer ${token}` : undefined;
}

/**
 * Refuses to send a token in clear text over a network; loopback is none.
 * @param allowHttp whether the user allows it
 * @throws {DeployError} invalid-input
 */
export function checkTokenMayTravel(url: RemoteUrl, allowHttp: boolean): void {
  if (url.scheme !== 'http' || allowHttp || isLoopback(url.host)) return;
  throw new DeployError(
    'invalid-input',
    `Cannot send the token to "${url.href}": the connection is not encrypted`,
    `write "https://${url.host}${url.path}", or set ${inputName('allow-http')} to true if the network is yours`,
  );
}
