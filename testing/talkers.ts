// Ports where something else answers than was meant.
import { type AddressInfo, createServer, type Server } from 'node:net';
import ssh2 from 'ssh2';
import { type KeyPair, makeKeyPair } from './ssh-keys.ts';

/** A port, and how many connections came to it. */
export interface Talker {
  readonly port: number;
  readonly connections: () => number;
  close(): void;
}

/** Listens on a free loopback port with a server of any kind, and counts. */
export async function listen(server: Server): Promise<Talker> {
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => void server.close(),
  };
}

/** Answers the first bytes of every connection with these, and hangs up. */
export function startTalker(says: string | Uint8Array): Promise<Talker> {
  return listen(createServer((socket) => void socket.once('data', () => socket.end(says))));
}

/** What an SSH server does with a command: refuses it, or runs something that says this and ends with that code. */
export type CommandAnswer = 'refused' | { readonly says: string; readonly exit: number };

/** An SSH server that lets everybody in. */
export interface SshTalker extends Talker {
  /** Lines of a known_hosts file. */
  readonly knownHosts: string;
}

/** Starts an SSH server that runs no git. */
export async function startSshTalker(answer: CommandAnswer): Promise<SshTalker> {
  const hostKey: KeyPair = makeKeyPair('ed25519');
  let connections = 0;
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    connections += 1;
    client.on('error', () => undefined);
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, reject) => {
        if (answer === 'refused') return void reject();
        const channel = acceptExec();
        channel.write(answer.says);
        channel.exit(answer.exit);
        channel.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    knownHosts: `[127.0.0.1]:${port} ${hostKey.publicKey}\n`,
    close: () => void server.close(),
  };
}
