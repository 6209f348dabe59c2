// TLS in front of a server that has none.
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificates } from './tls.ts';

export interface TlsFront {
  readonly port: number;
  close(): Promise<void>;
}

/** Ends TLS with the certificate, and hands everything on to a port of loopback. */
export async function startTlsFront({ key, cert }: Certificates, to: number): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  const server = createServer({ key, cert }, (socket) => {
    const onward = connect(to, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => end.destroy()).on('close', () => sockets.delete(end));
    }
    // The other end has nobody left to talk to.
    socket.on('close', () => onward.destroy());
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
