// A stretch of the way to a server that can be cut.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A stretch of the way to a server, byte for byte, that can be cut. */
export interface Relay {
  readonly port: number;
  /** Resets all connections that there are. */
  cut(): void;
  close(): Promise<void>;
}

export interface RelayOptions {
  /** The server's port, on loopback like the relay. */
  readonly to: number;
  /** A free one by default. */
  readonly port?: number;
  /** So many connections are reset as soon as the client says something. */
  readonly resets?: number;
}

export async function startRelay({ to, port = 0, resets = 0 }: RelayOptions): Promise<Relay> {
  const sockets: Socket[] = [];
  const cut = (): void => {
    for (const socket of sockets.splice(0)) socket.resetAndDestroy();
  };
  let left = resets;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
    if (left > 0) {
      left -= 1;
      return void socket.once('data', () => socket.resetAndDestroy());
    }
    const onward = connect(to, '127.0.0.1').on('error', () => undefined);
    sockets.push(onward);
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const relay = await startRelay({ to: 0 });
  await relay.close();
  return relay.port;
}
