// A stream of bytes, cut into packets.
import { type Packet, parsePacket } from './pkt-line.ts';

/** Why there is no next packet where one was due. */
export type Broken =
  | { readonly what: 'cut' }
  /** The first bytes that are no packet. */
  | { readonly what: 'not-git'; readonly start: string }
  | { readonly what: 'too-long' };

/** Gives the next packet; `undefined` at the end. */
type NextPacket = () => Promise<Packet | undefined>;

/**
 * Puts back a packet that was read already.
 * @param first the packet; `undefined`: the end
 * @param next gives the packets after it
 * @returns what gives them all
 */
export function withFirst(first: Packet | undefined, next: NextPacket): NextPacket {
  let isRead = false;
  return async () => {
    if (isRead) return next();
    isRead = true;
    return first;
  };
}

/** A stream of bytes, cut into packets. */
export class PacketReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #broken: (why: Broken) => Error;
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);
  #bytesRead = 0;

  /**
   * @param chunks the bytes, as they come
   * @param broken makes the error to throw when the bytes are not packets, end within one, or are more than `maxBytes`
   * @param maxBytes how many bytes are read at most
   */
  constructor(
    chunks: AsyncIterator<Uint8Array>,
    broken: (why: Broken) => Error,
    maxBytes = Number.POSITIVE_INFINITY,
  ) {
    this.#chunks = chunks;
    this.#broken = broken;
    this.#maxBytes = maxBytes;
  }

  /** Gives the next packet; `undefined` when the bytes end between two packets. */
  async next(): Promise<Packet | undefined> {
    for (;;) {
      const parsed = parsePacket(this.#rest);
      if (parsed.result === 'packet') {
        this.#rest = this.#rest.subarray(parsed.length);
        return parsed.packet;
      }
      if (parsed.result === 'not-git')
        throw this.#broken({ what: 'not-git', start: this.#rest.toString('latin1', 0, 80) });
      if (await this.#readMore()) continue;
      if (this.#rest.length > 0) throw this.#broken({ what: 'cut' });
      return undefined;
    }
  }

  async #readMore(): Promise<boolean> {
    const chunk = await this.#chunks.next();
    if (chunk.done) return false;
    this.#bytesRead += chunk.value.length;
    if (this.#bytesRead > this.#maxBytes) throw this.#broken({ what: 'too-long' });
    this.#rest =
      this.#rest.length === 0 ? Buffer.from(chunk.value) : Buffer.concat([this.#rest, chunk.value]);
    return true;
  }
}
