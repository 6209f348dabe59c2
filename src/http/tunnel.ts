// A connection through a proxy that knows nothing of what goes over it.
import { request as plainRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { AuthorityFile } from '../remote/network-settings.ts';
import { networkError } from './network-error.ts';
import { onAbort } from './on-abort.ts';
import { authorityOf, type HttpOrigin } from './origin.ts';
import { type HttpProxy, proxyName } from './proxy.ts';
import { pageOf, tunnelRefusal } from './proxy-refusal.ts';
import { trustWith } from './trust.ts';

/** From where to where. */
export interface TunnelOptions {
  readonly proxy: HttpProxy;
  /** Whom to trust for the way to a proxy that speaks TLS. */
  readonly authorities: readonly AuthorityFile[];
  readonly origin: HttpOrigin;
  /** For the proxy's whole answer, milliseconds. */
  readonly connectMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks the proxy for a way to the host, behind which TLS or SSH goes end to end. Source: RFC 9110, 9.3.6
 * @returns the connection to the host, still in the clear
 * @throws {RemoteError} authentication-failed, permission-denied, repository-not-found, out-of-time where the proxy refuses or
 *   cannot be reached, and untrusted-server for its own certificate
 */
export async function openTunnel(options: TunnelOptions): Promise<Socket> {
  const { proxy, origin, connectMs, signal } = options;
  const authority = authorityOf(origin);
  const send = proxy.secure ? (await import('node:https')).request : plainRequest;
  // As on every other way: NODE_TLS_REJECT_UNAUTHORIZED=0 would give the proxy's password away.
  const tls = {
    rejectUnauthorized: true,
    secureContext: await (proxy.secure ? trustWith(options.authorities) : undefined),
  };
  return new Promise((resolve, reject) => {
    const request = send({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      agent: false,
      ...tls,
      headers: { Host: authority },
    });
    // Not among the options: those are printed where NODE_DEBUG holds "net".
    if (proxy.authorization) request.setHeader('Proxy-Authorization', proxy.authorization);
    const cut = (why: Error): void => void request.destroy(why);
    const late = setTimeout(() => cut(new Error('the proxy does not answer')), connectMs);
    const forget = onAbort(signal, cut);
    request.on('close', () => {
      clearTimeout(late);
      forget();
    });
    request.on('error', (cause) => reject(networkError(proxyName(proxy), cause, 'no')));
    request.on('connect', ({ statusCode: status = 0, headers }, socket, head) => {
      // A server that speaks first may be heard with the proxy's answer.
      if (status === 200 && head.length > 0) socket.unshift(head);
      if (status === 200) return resolve(socket);
      void pageOf(socket, head, headers['content-length']).then((text) =>
        reject(tunnelRefusal(proxy, authority, { status, headers, text })),
      );
    });
    request.end();
  });
}
