import { connectSsh, type SshConnection, type SshOptions } from './ssh-connection.ts';
import { afterSending } from './ssh-errors.ts';
import { openSession, type Session } from './ssh-session.ts';
import type { Answer, Service, Transport } from './transport.ts';

/**
 * Git over SSH: one connection, made at the first call and made again when it was lost; on it one session for every
 * answer that is being read. Sessions of protocol v2 serve many requests, those of v0 one.
 */
export function sshTransport(options: SshOptions): Transport {
  const { host, path } = options.url;
  const name = `${host}/${path.replace(/^\//, '')}`;
  const connection = keptConnection(options);
  const idle = new Map<Service, Session>();

  async function open(service: Service): Promise<Session> {
    return openSession(await connection.get(), service, { name, path });
  }
  async function idleOrNew(service: Service, body: readonly Uint8Array[]): Promise<Session> {
    const known = idle.get(service);
    idle.delete(service);
    if (known?.isOpen() && !(known.hasServed() && asksForRefs(body))) return known;
    known?.close();
    return skipAdvertisement(await open(service));
  }
  function keep(service: Service, session: Session): void {
    idle.get(service)?.close();
    idle.set(service, session);
  }

  return {
    name,
    parallel: false,
    async advertise(service) {
      const session = await open(service);
      return {
        next: session.next,
        release: () => keep(service, session),
        cancel: session.close,
      };
    },
    async request(service, body) {
      const session = await idleOrNew(service, body);
      session.write(body);
      const next = await begun(() => session.next().catch((error) => Promise.reject(afterSending(error))));
      return {
        next,
        release: () => (session.goesOn() ? keep(service, session) : session.close()),
        cancel: session.close,
      };
    },
    close: connection.close,
  };
}

/** A git process reads the references once: who asks a session again gets the tip of the first time. */
function asksForRefs([first]: readonly Uint8Array[]): boolean {
  return first !== undefined && Buffer.from(first).includes('command=ls-refs');
}

/** Waits for the answer's first packet, and gives it out once more. */
async function begun(next: Answer['next']): Promise<Answer['next']> {
  let first: { readonly packet: Awaited<ReturnType<Answer['next']>> } | undefined = { packet: await next() };
  return async () => {
    if (first === undefined) return next();
    const { packet } = first;
    first = undefined;
    return packet;
  };
}

async function skipAdvertisement(session: Session): Promise<Session> {
  let packet = await session.next();
  while (packet !== undefined && packet.kind !== 'flush') packet = await session.next();
  return session;
}

interface KeptConnection {
  readonly get: () => Promise<SshConnection>;
  readonly close: () => void;
}

/** One connection for all who ask, as long as it holds. */
function keptConnection(options: SshOptions): KeptConnection {
  let connecting: Promise<SshConnection> | undefined;
  let current: SshConnection | undefined;
  async function make(): Promise<SshConnection> {
    try {
      current = await connectSsh(options);
      return current;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  }
  return {
    get() {
      if (current?.lostBy() !== undefined) {
        connecting = undefined;
        current = undefined;
      }
      connecting ??= make();
      return connecting;
    },
    close: () => void connecting?.then(({ close }) => close()).catch(() => undefined),
  };
}
