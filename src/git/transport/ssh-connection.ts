// One SSH connection: what can end it, and the commands that run on it.
import { connect, type Socket } from 'node:net';
import type { Client, ClientChannel } from 'ssh2';
import { onAbort } from '../../http/on-abort.ts';
import type { HttpProxy } from '../../http/proxy.ts';
import type { RefusalRule } from '../../http/refusal-rule.ts';
import type { RemoteError } from '../../http/remote-error.ts';
import { openTunnel } from '../../http/tunnel.ts';
import type { AuthorityFile } from '../../remote/network-settings.ts';
import { connectionError, notSsh } from './ssh-errors.ts';
import { type LoginOptions, loginConfig } from './ssh-login.ts';

export interface SshOptions extends LoginOptions {
  readonly refusals: readonly RefusalRule[];
  readonly proxy: HttpProxy | undefined;
  readonly authorities: readonly AuthorityFile[];
  /** For the proxy's whole answer, milliseconds. */
  readonly connectMs: number;
  /** Milliseconds without a byte, before the login and after it, that end the connection. */
  readonly silenceMs: number;
  /** Cuts every connection, and whatever waits for it. */
  readonly signal: AbortSignal;
}

/** A server that let us in. It may be lost at any time; then every command that runs fails. */
export interface SshConnection {
  /** Why the connection is lost; `undefined` as long as it is not. */
  readonly lostBy: () => RemoteError | undefined;
  /** Starts a command; environment variables are sent, and servers may ignore them. Rejects with RemoteError. */
  readonly exec: (command: string, env: Readonly<Record<string, string>>) => Promise<ClientChannel>;
  /** Keeps the process alive as long as `work` takes; a connection that nobody waits for does not. */
  readonly waitFor: <T>(work: Promise<T>) => Promise<T>;
  /** Cuts it. */
  readonly close: () => void;
}

/**
 * Connects and logs in, once the host has proved one of its known keys. Rejects with RemoteError.
 * @returns the connection
 * @throws {DeployError} invalid-input for a file of certificates that cannot be used on the way to a proxy
 */
export async function connectSsh(options: SshOptions): Promise<SshConnection> {
  const { url, key } = options;
  // Loaded here, because nobody needs it over HTTPS.
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  const socket = await dial(options);
  let lostBy: RemoteError | undefined;
  const fail = (error: Error): void => {
    lostBy ??= connectionError(error, url, key);
    socket.destroy();
  };
  watch(client, socket, options, fail);
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.once('close', () => reject(lostBy));
    client.connect({ sock: socket, ...loginConfig(options, ssh2.utils.parseKey, fail) });
  });
  const waitFor = holding(socket);
  return {
    lostBy: () => lostBy,
    waitFor,
    exec: (command, env) =>
      waitFor(exec(client, command, env)).catch((error: Error) =>
        Promise.reject(lostBy ?? connectionError(error, url, key)),
      ),
    close: () => void socket.destroy(),
  };
}

/** Straight, or through the proxy's tunnel. */
async function dial({ url, proxy, authorities, connectMs, signal }: SshOptions): Promise<Socket> {
  const { host, port } = url;
  if (proxy === undefined) return connect({ host, port, noDelay: true });
  const origin = { scheme: 'https', host, port } as const;
  const socket = await openTunnel({ proxy, authorities, origin, connectMs, signal });
  return socket.setNoDelay(true);
}

/** Tells `fail` about everything that can end a connection. */
function watch(
  client: Client,
  socket: Socket,
  { url, silenceMs, signal }: SshOptions,
  fail: (error: Error) => void,
): void {
  const greeting = firstBytes(socket);
  const isSsh = (): boolean => greeting() === '' || greeting().includes('SSH-');
  socket.setTimeout(silenceMs, () =>
    fail(new Error(`the server was silent for ${(silenceMs / 1000).toFixed(1)} s`)),
  );
  client.on('error', (error) => fail(isSsh() ? error : notSsh(url, greeting())));
  client.on('close', () => {
    forget();
    fail(isSsh() ? new Error('the server hung up') : notSsh(url, greeting()));
  });
  const forget = onAbort(signal, fail);
}

/** What a server says first, as far as it tells what it speaks. */
function firstBytes(socket: Socket): () => string {
  let text = '';
  const take = (chunk: Buffer): void => {
    text = (text + chunk.toString('latin1')).slice(0, 8192);
    if (text.includes('SSH-') || text.length === 8192) socket.off('data', take);
  };
  socket.on('data', take);
  return () => text;
}

function holding(socket: Socket): SshConnection['waitFor'] {
  let waiting = 0;
  socket.unref();
  return async (work) => {
    waiting += 1;
    socket.ref();
    try {
      return await work;
    } finally {
      waiting -= 1;
      if (waiting === 0) socket.unref();
    }
  };
}

function exec(
  client: Client,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.exec(command, { env }, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}
