// Git over SSH: sessions on one connection.
import { withFirst } from '../packets/packet-reader.ts';
import { afterSending, notGit } from './ssh-command-error.ts';
import { connectSsh, type SshConnection, type SshOptions } from './ssh-connection.ts';
import { hasNoRoom } from './ssh-errors.ts';
import { IdleSessions } from './ssh-idle.ts';
import { openSession, type RepositoryPath, type Session } from './ssh-session.ts';
import type { Service, Transport } from './transport.ts';

/**
 * Makes the transport of git over SSH: one connection, made at the first call and made again when it was lost; on it one
 * session for every answer that is being read. Sessions of protocol v2 serve many requests, those of v0 one.
 * @returns the transport; nothing is sent yet
 */
export function sshTransport(options: SshOptions): Transport {
  const { host, path } = options.url;
  const name = `${host}/${path.replace(/^\//, '')}`;
  const open = sessions(options, { name, path, refusals: options.refusals });
  const idle = new IdleSessions();

  async function idleOrNew(service: Service, body: readonly Uint8Array[]): Promise<Session> {
    const known = await idle.take(service, asksForRefs(body));
    return known ?? skipAdvertisement(await open(service), name);
  }

  return {
    name,
    refusals: options.refusals,
    parallel: false,
    async advertise(service) {
      const session = await open(service);
      return {
        next: () => session.next(),
        release: () => idle.keep(service, session),
        cancel: () => session.close(),
      };
    },
    async request(service, body, onFirstByte) {
      const session = await idleOrNew(service, body);
      onFirstByte?.();
      session.write(body);
      const next = () => session.next().catch((error) => Promise.reject(afterSending(error)));
      // A session that was given back may be somebody else's already, one that was dropped is nobody's any more.
      let isOver = false;
      const once = (end: () => void) => () => {
        if (!isOver) end();
        isOver = true;
      };
      return {
        next: withFirst(await next(), next),
        release: once(() => (session.goesOn ? idle.keep(service, session) : session.close())),
        cancel: once(() => session.close()),
      };
    },
    prepare(service) {
      const opening = open(service).then((session) => skipAdvertisement(session, name));
      idle.keepWhenOpen(service, opening);
    },
  };
}

/** A git process reads the references once: who asks a session again gets the tip of the first time. */
function asksForRefs([first]: readonly Uint8Array[]): boolean {
  return first !== undefined && Buffer.from(first).includes('command=ls-refs');
}

/** A list of references may have a million of them; more than this is not skipped, bytes. */
const maxSkippedBytes = 128 * 1024 * 1024;

async function skipAdvertisement(session: Session, name: string): Promise<Session> {
  for (let bytes = 0; bytes <= maxSkippedBytes; ) {
    const packet = await session.next();
    if (packet === undefined || packet.kind === 'flush') return session;
    bytes += 4 + (packet.kind === 'data' ? packet.data.length : 0);
  }
  session.close();
  throw notGit(name, 'a list of references without an end');
}

/** Sessions share one connection, until the server gives no more of them on it: then each has a connection of its own. */
function sessions(options: SshOptions, repository: RepositoryPath): (service: Service) => Promise<Session> {
  const shared = new SharedConnection(options);
  let hasRoom = true;
  return async (service) => {
    try {
      if (hasRoom) return await openSession(await shared.get(), service, repository, 'channel');
    } catch (error) {
      if (!hasNoRoom(error)) throw error;
      hasRoom = false;
    }
    return soleSession(await connectSsh(options), service, repository);
  };
}

async function soleSession(
  own: SshConnection,
  service: Service,
  repository: RepositoryPath,
): Promise<Session> {
  try {
    return await openSession(own, service, repository, 'connection');
  } catch (error) {
    own.close();
    throw error;
  }
}

/** One connection for all who ask, made again when it was lost. */
class SharedConnection {
  readonly #options: SshOptions;
  #connecting: Promise<SshConnection> | undefined;
  #current: SshConnection | undefined;

  constructor(options: SshOptions) {
    this.#options = options;
  }

  get(): Promise<SshConnection> {
    if (this.#current?.lostBy() !== undefined) {
      this.#connecting = undefined;
      this.#current = undefined;
    }
    this.#connecting ??= this.#make();
    return this.#connecting;
  }

  async #make(): Promise<SshConnection> {
    try {
      this.#current = await connectSsh(this.#options);
      return this.#current;
    } catch (error) {
      this.#connecting = undefined;
      throw error;
    }
  }
}
