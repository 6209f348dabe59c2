// The way to one server: straight, through a proxy's tunnel, or with a proxy that takes the whole URL.
import { Agent, type AgentOptions, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AuthorityFile } from '../remote/network-settings.ts';
import { type HttpOrigin, hostHeader } from './origin.ts';
import type { HttpProxy } from './proxy.ts';
import { trustWith } from './trust.ts';
import { openTunnel, type TunnelOptions } from './tunnel.ts';

/** How requests to one server get there. */
export interface Route {
  /** Keeps idle connections for the next request. */
  readonly agent: Agent;
  readonly request: typeof request;
  /** What a proxy without a tunnel has to be told: its own address, and in the path the whole URL. */
  readonly detour:
    | { readonly host: string; readonly port: number; readonly headers: Readonly<Record<string, string>> }
    | undefined;
}

/** Which server, and by which proxy. */
export interface RouteOptions {
  readonly origin: HttpOrigin;
  readonly proxy: HttpProxy | undefined;
  /** Whom TLS trusts beside those whom Node trusts. */
  readonly authorities: readonly AuthorityFile[];
  /** Looks up the name of the server; a proxy looks it up itself. */
  readonly lookup: LookupFunction | undefined;
  /** For a proxy's answer, milliseconds. */
  readonly connectMs: number;
  /** Closes the idle connections, and cuts tunnels that are being opened. */
  readonly signal: AbortSignal;
}

/**
 * Prepares the way to a server; nothing is sent yet. Node's part for TLS takes its time to load, so it is
 * loaded where there is TLS.
 * @returns the way, which keeps its connections
 * @throws {DeployError} invalid-input for a file of certificates that cannot be used
 */
export async function openRoute(options: RouteOptions): Promise<Route> {
  const { origin, proxy, authorities, lookup, connectMs, signal } = options;
  const isSecure = origin.scheme === 'https';
  const own = proxy === undefined && lookup !== undefined ? { keepAlive: true, lookup } : { keepAlive: true };
  const way =
    isSecure || proxy?.secure ? await secureWay(own, authorities) : { agent: new Agent(own), request };
  signal.addEventListener('abort', () => way.agent.destroy());
  if (proxy === undefined) return { ...way, detour: undefined };
  if (isSecure) {
    Object.assign(way.agent, {
      createConnection: await tunnelled({ origin, proxy, authorities, connectMs, signal }),
    });
    return { ...way, detour: undefined };
  }
  const { host, port, authorization } = proxy;
  const headers: Record<string, string> = { Host: hostHeader(origin) };
  if (authorization !== undefined) headers['Proxy-Authorization'] = authorization;
  return { ...way, detour: { host, port, headers } };
}

async function secureWay(
  own: AgentOptions,
  authorities: readonly AuthorityFile[],
): Promise<Pick<Route, 'agent' | 'request'>> {
  const https = await import('node:https');
  // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not give the token away.
  const tls = { rejectUnauthorized: true, secureContext: await trustWith(authorities) };
  return { agent: new https.Agent({ ...own, ...tls }), request: https.request };
}

type Connected = (error: Error | null, socket?: Duplex) => void;

/** Node's agent takes a connection by callback: https://nodejs.org/api/http.html#agentcreateconnectionoptions-callback */
async function tunnelled(way: TunnelOptions) {
  const tls = await import('node:tls');
  return (given: object, connected: Connected): void => {
    openTunnel(way).then(
      (socket) =>
        connected(
          null,
          tls.connect({ ...given, socket, servername: serverName(way.origin), rejectUnauthorized: true }),
        ),
      (error) => connected(error),
    );
  };
}

/** The name for TLS, which names hosts and never addresses (RFC 6066, section 3): `''` sends none. */
function serverName({ host }: HttpOrigin): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}
