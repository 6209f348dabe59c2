// One address of an API that two stand-ins answer: which of them, the path says.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handOn } from './host-gateway.ts';

/** It stands before the stand-ins. */
export interface ApiFront {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts it on a free loopback port.
 * @param route gives the address of a stand-in, for the path of a request
 */
export async function startApiFront(route: (path: string) => string): Promise<ApiFront> {
  const server = createServer((request, response) => handOn(request, response, route(request.url ?? '/')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
