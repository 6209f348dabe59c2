import { Agent, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpUrl } from '../remote/url.ts';
import type { HttpProxy } from './proxy.ts';
import { openTunnel, type TunnelOptions } from './tunnel.ts';

/** How requests to one host get there. */
export interface Route {
  /** Keeps idle connections for the next request. */
  readonly agent: Agent;
  readonly request: typeof request;
  /** What a proxy without a tunnel has to be told: its own address, and in the path the whole URL. */
  readonly detour?: {
    readonly host: string;
    readonly port: number;
    readonly headers: Record<string, string>;
  };
}

export interface RouteOptions {
  readonly url: HttpUrl;
  readonly proxy?: HttpProxy | undefined;
  /** Closes the idle connections. */
  readonly over: AbortSignal;
}

/** Node's part for TLS takes its time to load, so it is loaded where there is TLS. */
export async function openRoute({ url, proxy, over }: RouteOptions, connectMs: number): Promise<Route> {
  const secure = url.scheme === 'https';
  const way =
    secure || proxy?.secure ? await secureWay() : { agent: new Agent({ keepAlive: true }), request };
  over.addEventListener('abort', () => way.agent.destroy());
  if (proxy === undefined) return way;
  if (secure) {
    Object.assign(way.agent, { createConnection: await tunnelled({ url, proxy, over, connectMs }) });
    return way;
  }
  const { host, port, authorization } = proxy;
  const headers = {
    Host: new URL(url.href).host,
    ...(authorization && { 'Proxy-Authorization': authorization }),
  };
  return { ...way, detour: { host, port, headers } };
}

async function secureWay(): Promise<Pick<Route, 'agent' | 'request'>> {
  const https = await import('node:https');
  // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not give the token away.
  return { agent: new https.Agent({ keepAlive: true, rejectUnauthorized: true }), request: https.request };
}

type Connected = (error: Error | null, socket?: Duplex) => void;

/** Node's agent takes a connection by callback: https://nodejs.org/api/http.html#agentcreateconnectionoptions-callback */
async function tunnelled(way: TunnelOptions) {
  const tls = await import('node:tls');
  return (options: object, connected: Connected): void => {
    openTunnel(way).then(
      (socket) => connected(null, tls.connect({ ...options, socket, ...serverName(way.url) })),
      (error) => connected(error),
    );
  };
}

/** TLS names hosts and never addresses: RFC 6066, section 3. */
function serverName({ host }: HttpUrl): { readonly servername?: string } {
  return /^[\d.]+$|:/.test(host) ? {} : { servername: host };
}
