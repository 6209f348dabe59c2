import { sign } from 'node:crypto';
import { connect } from 'node:net';
import type { Client, ClientChannel, ParsedKey, PublicKeyAuthMethod, utils } from 'ssh2';
import type { KnownHost } from '../known-hosts.ts';
import { hostKeyAlgorithms, hostKeyRefusal } from '../known-hosts-check.ts';
import { type SshKey, signatureHashes } from '../ssh-key.ts';
import type { SshUrl } from '../url.ts';
import { connectionError } from './ssh-errors.ts';

export interface SshOptions {
  readonly url: SshUrl;
  readonly key: SshKey;
  readonly knownHosts: readonly KnownHost[];
  /** Milliseconds without a byte, before the login and after it, that end the connection. */
  readonly silenceMs: number;
}

/** A server that let us in. It may be lost at any time: `isOpen` says so, and every command that runs fails. */
export interface SshConnection {
  readonly isOpen: () => boolean;
  /** Why the connection is lost, where the network said why. */
  readonly lostBy: () => Error | undefined;
  /** Starts a command; environment variables are sent, and servers may ignore them. */
  readonly exec: (command: string, env: Readonly<Record<string, string>>) => Promise<ClientChannel>;
  readonly close: () => void;
}

/**
 * Connects and logs in, once the host has proved one of its known keys.
 * @throws DeployError `untrusted-server`, `authentication-failed`; any other error may pass by itself
 */
export async function connectSsh({ url, key, knownHosts, silenceMs }: SshOptions): Promise<SshConnection> {
  const { host, port, user } = url;
  // 300 KB that nobody needs over HTTPS.
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  const socket = connect({ host, port, noDelay: true });
  socket.setTimeout(silenceMs, () => socket.destroy(new Error(`silent for ${silenceMs / 1000} s`)));
  const login: PublicKeyAuthMethod = { type: 'publickey', username: user, key: loginKey(key, ssh2.utils) };
  let lostBy: Error | undefined;
  const fail = (error: Error) => {
    lostBy ??= error;
    socket.destroy();
  };
  client.on('error', (error) => fail(connectionError(error, url, key)));
  client.on('close', () => fail(connectionError(new Error('the server hung up'), url, key)));
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.once('close', () => reject(lostBy));
    client.connect({
      sock: socket,
      username: user,
      readyTimeout: 0,
      algorithms: { serverHostKey: hostKeyAlgorithms(knownHosts, host, port) },
      authHandler: [login],
      hostVerifier: (hostKey: Buffer) => {
        const refusal = hostKeyRefusal(knownHosts, host, port, hostKey);
        if (refusal !== undefined) fail(refusal);
        return refusal === undefined;
      },
    });
  });
  return {
    isOpen: () => lostBy === undefined,
    lostBy: () => lostBy,
    exec: (command, env) => exec(client, command, env),
    close: () => client.end(),
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

/** ssh2 reads fewer private keys than Node does (no ed25519 in PKCS#8), so it gets the public half and a way to sign. */
function loginKey({ type, publicKey, privateKey }: SshKey, { parseKey }: typeof utils): ParsedKey {
  const parsed = parseKey(publicKey);
  if (parsed instanceof Error) throw parsed;
  return Object.assign(parsed, {
    isPrivateKey: () => true,
    sign: (data: Buffer, hash?: string) => sign(hash ?? signatureHashes[type], data, privateKey),
  });
}
