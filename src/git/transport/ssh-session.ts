// One git command on the server over SSH, as packets in both directions.
import type { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { PacketReader } from '../packets/packet-reader.ts';
import { type Packet, packetText } from '../packets/pkt-line.ts';
import { brokenOff, commandError, notGit } from './ssh-command-error.ts';
import type { SshConnection } from './ssh-connection.ts';
import type { RemoteServer, Service } from './transport.ts';

/** A repository on a server; `path` is what the server calls it. */
export interface RepositoryPath extends RemoteServer {
  readonly path: string;
}

/** What is closed with a session. */
type Closes = 'channel' | 'connection';

/** Characters of stderr that are kept: the last ones tell why it ended. */
const stderrLimit = 65_536;

/** One git command on the server, as packets in both directions. */
export class Session {
  readonly #connection: SshConnection;
  readonly #channel: ClientChannel;
  readonly #reader: PacketReader;
  readonly #closes: Closes;
  #isVersion2 = false;
  #hasServed = false;

  constructor(connection: SshConnection, channel: ClientChannel, server: RemoteServer, closes: Closes) {
    this.#closes = closes;
    this.#connection = connection;
    this.#channel = channel;
    const wasAsked = (): boolean => this.#hasServed;
    this.#reader = new PacketReader(output(channel, connection, server, wasAsked), (why) =>
      why.what === 'not-git' ? notGit(server.name, why.start) : brokenOff(server.name),
    );
  }

  /** Whether the command still listens. */
  get isOpen(): boolean {
    return this.#channel.writable && this.#connection.lostBy() === undefined;
  }

  /** Whether it got a request already. */
  get hasServed(): boolean {
    return this.#hasServed;
  }

  /** Whether it listens for another request after an answer: only protocol v2 does. */
  get goesOn(): boolean {
    return this.#isVersion2 && this.isOpen;
  }

  write(body: readonly Uint8Array[]): void {
    this.#hasServed = true;
    for (const bytes of body) this.#channel.write(bytes);
  }

  /** Gives the next packet; `undefined` when the command ended well. Rejects with RemoteError. */
  async next(): Promise<Packet | undefined> {
    const packet = await this.#connection.waitFor(this.#reader.next());
    this.#isVersion2 ||= packetText(packet) === 'version 2';
    return packet;
  }

  close(): void {
    if (this.#closes === 'connection') this.#connection.close();
    else this.#channel.close();
  }
}

/**
 * Starts git on the server. A server that ignores the wish for protocol v2 speaks v0. Rejects with RemoteError.
 * @param closes `connection` where no other session is on it
 * @returns the session
 */
export async function openSession(
  connection: SshConnection,
  service: Service,
  repository: RepositoryPath,
  closes: Closes,
): Promise<Session> {
  const env: Record<string, string> = service === 'git-upload-pack' ? { GIT_PROTOCOL: 'version=2' } : {};
  const channel = await connection.exec(`${service} ${quoted(repository.path)}`, env);
  return new Session(connection, channel, repository, closes);
}

/** The command's stdout; throws at its end when the command failed or the connection was lost. */
function output(
  channel: ClientChannel,
  connection: SshConnection,
  server: RemoteServer,
  wasAsked: () => boolean,
): AsyncGenerator<Uint8Array> {
  const stderr = collected(channel.stderr);
  const exit = new Promise<number | null | undefined>((resolve) => {
    channel.once('close', (code?: number | null) => resolve(code));
  });
  // Writing to a command that has ended is no news: what ended it shows when its output is read.
  channel.on('error', () => undefined);
  return (async function* () {
    yield* channel.iterator({ destroyOnReturn: false });
    const code = await exit;
    // Without an exit code the channel ended because the connection did.
    if (code === undefined) throw connection.lostBy() ?? brokenOff(server.name);
    if (code !== 0) throw commandError(server, { exitCode: code, stderr: stderr(), wasAsked: wasAsked() });
  })();
}

/** Reads to the end, because an unread stream holds up the channel, and gives what came so far. */
function collected(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-stderrLimit);
  });
  return () => text;
}

/** For the shell on the server. Source: sq_quote_buf() in git's quote.c. */
function quoted(path: string): string {
  return `'${path.replace(/['!]/g, "'\\$&'")}'`;
}
