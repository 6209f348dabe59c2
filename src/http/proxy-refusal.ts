// What it means when a proxy does not lead to the host.
import type { Duplex } from 'node:stream';
import type { AnswerStart } from './answer.ts';
import { readBody } from './body.ts';
import { unknownName } from './network-error.ts';
import { type HttpProxy, proxyName } from './proxy.ts';
import { RemoteError } from './remote-error.ts';
import { proxyCredentials } from './status.ts';

/** A page of a proxy's is not waited for longer, milliseconds. */
const pageMs = 2000;
const mostPageBytes = 8192;

/**
 * Reads the page behind the head of a proxy's answer, and closes the connection.
 * @param head what came with the head of the answer
 * @param length the header `Content-Length`; without it, the page ends with the connection
 * @returns the start of the page; what came in time
 */
export async function pageOf(socket: Duplex, head: Buffer, length: string | undefined): Promise<string> {
  const most = Math.min(mostPageBytes, Number(length ?? mostPageBytes));
  const late = setTimeout(() => socket.destroy(), pageMs);
  // The bound is exclusive: the last byte that is due ends the wait.
  const rest = head.length >= most ? undefined : await readBody(socket, most - head.length - 1);
  clearTimeout(late);
  socket.destroy();
  return Buffer.concat([head, rest?.bytes ?? Buffer.alloc(0)]).toString();
}

/**
 * How proxies say that they cannot resolve a name: Squid (its header and its page), Envoy, Apache httpd, Traffic Server,
 * Blue Coat, Privoxy, and those that quote the libraries of Go, Python and C.
 * Sources: https://wiki.squid-cache.org/Features/CustomErrors, proxy_filter.cc of Envoy's dynamic_forward_proxy,
 * modules/proxy/proxy_util.c of httpd.
 */
const unresolved =
  /ERR_DNS_FAIL|unable to determine ip address from (?:the )?host ?name|dns resolution failure|dns lookup failure|cannot find (?:the )?host|unknown host|could not be resolved by dns|dns_unresolved_hostname|no[- ]such[- ](?:host|domain)|name or service not known|nodename nor servname|ENOTFOUND/i;

/** The name server failed, which is another thing than that it knows no such name. */
const nameServerFailed =
  /dns server returned:\s*(?:<[^>]*>\s*)*(?:server failure|timeout|refused|no dns servers)|temporary failure in name resolution|server misbehaving|i\/o timeout|EAI_AGAIN/i;

/**
 * Makes the error for a proxy's answer that says that the name server knows no such host.
 * @param name what messages call the server
 * @param proxy its name, as messages say it
 * @returns `undefined` where it says something else
 */
export function unresolvedByProxy(name: string, proxy: string, answer: AnswerStart): RemoteError | undefined {
  const { status, headers, text } = answer;
  const said = `${headers['x-squid-error'] ?? ''} ${text}`;
  if ((status < 500 && status !== 404) || !unresolved.test(said) || nameServerFailed.test(said))
    return undefined;
  const { code, retry, what, remedy } = unknownName;
  return new RemoteError(
    code,
    retry,
    `Cannot reach "${name}": ${what}, says the ${proxy} (${status})`,
    remedy,
  );
}

/**
 * Makes the error for a proxy's answer that opens no tunnel.
 * @param authority host and port behind it
 * @returns the error
 */
export function tunnelRefusal(proxy: HttpProxy, authority: string, answer: AnswerStart): RemoteError {
  const unknown = unresolvedByProxy(authority, proxyName(proxy), answer);
  if (unknown !== undefined) return unknown;
  const { status } = answer;
  const message = `Cannot reach "${authority}": the proxy "${proxy.host}" refuses the way (${status})`;
  if (status === 407) return new RemoteError('authentication-failed', 'never', message, proxyCredentials);
  if (status >= 500)
    return new RemoteError('out-of-time', 'later', message, 'ask the administrator of the proxy');
  return new RemoteError(
    'permission-denied',
    'never',
    message,
    'name the host in NO_PROXY, or have the proxy allow it',
  );
}
