// A stream of bytes, cut into packets.
import { type Packet, parsePacket } from './pkt-line.ts';

/** Why there is no next packet where one was due. */
export type Broken =
  | { readonly what: 'cut' }
  /** The first bytes that are no packet. */
  | { readonly what: 'not-git'; readonly start: string }
  | { readonly what: 'too-long' };

export interface PacketReader {
  /** The next packet; `undefined` when the bytes end between two packets. */
  next(): Promise<Packet | undefined>;
}

/**
 * Puts back a packet that was read already.
 * @param first the packet; `undefined`: the end
 * @param next gives the packets after it
 * @returns what gives them all
 */
export function withFirst(first: Packet | undefined, next: PacketReader['next']): PacketReader['next'] {
  let isRead = false;
  return async () => {
    if (isRead) return next();
    isRead = true;
    return first;
  };
}

/**
 * Cuts a stream of bytes into packets.
 * @param chunks the bytes, as they come
 * @param broken makes the error to throw when the bytes are not packets, end within one, or are more than `maxBytes`
 * @param maxBytes how many bytes are read at most
 * @returns what gives the packets, one by one
 */
export function packetReader(
  chunks: AsyncIterator<Uint8Array>,
  broken: (why: Broken) => Error,
  maxBytes = Number.POSITIVE_INFINITY,
): PacketReader {
  let rest: Buffer = Buffer.alloc(0);
  let read = 0;

  async function more(): Promise<boolean> {
    const chunk = await chunks.next();
    if (chunk.done) return false;
    read += chunk.value.length;
    if (read > maxBytes) throw broken({ what: 'too-long' });
    rest = rest.length === 0 ? Buffer.from(chunk.value) : Buffer.concat([rest, chunk.value]);
    return true;
  }

  return {
    async next() {
      for (;;) {
        const parsed = parsePacket(rest);
        if (parsed.result === 'packet') {
          rest = rest.subarray(parsed.length);
          return parsed.packet;
        }
        if (parsed.result === 'not-git')
          throw broken({ what: 'not-git', start: rest.toString('latin1', 0, 80) });
        if (await more()) continue;
        if (rest.length > 0) throw broken({ what: 'cut' });
        return undefined;
      }
    },
  };
}
