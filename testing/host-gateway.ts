// The servers of the hosts, by their real names, on this machine: a proxy, and one server with TLS that leads to stand-ins.
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { startConnectProxy } from './connect-proxy.ts';
import { makeCertificates } from './tls.ts';

/** The address of a stand-in, for the path of a request to a host. */
type Route = (path: string, host: string) => string;

/** It stands where the internet is. */
export interface HostGateway {
  /** Variables of a machine behind this proxy, whose connections with TLS are signed by an authority of its own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Says where requests go from now on. */
  lead(route: Route): void;
  close(): Promise<void>;
}

/** @param hosts names that the certificate is for */
export async function startHostGateway(hosts: readonly string[]): Promise<HostGateway> {
  const certificates = await makeCertificates(hosts.map((host) => `DNS:${host}`));
  let route: Route = (path) => path;
  const server = createServer(certificates, (request, response) =>
    handOn(request, response, route(request.url ?? '/', request.headers.host ?? '')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = await startConnectProxy({ to: (server.address() as AddressInfo).port });
  return {
    variables: { HTTPS_PROXY: proxy.url, SSL_CERT_FILE: certificates.authority },
    lead: (next) => {
      route = next;
    },
    close: async () => {
      await proxy.close();
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), certificates.remove()]);
    },
  };
}

/** Hands a request on to another address, and its answer back. */
export function handOn(request: IncomingMessage, response: ServerResponse, to: string): void {
  const { method = 'GET', headers } = request;
  const onward = httpRequest(to, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
