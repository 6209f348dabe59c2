// A large entry of a pack, unpacked piece by piece; of one that is too large to be kept, the size and the id remain.
import { createHash } from 'node:crypto';
import { createInflate } from 'node:zlib';
import { largestOf, type ObjectType } from '../objects/objects.ts';
import type { EntryHead } from './pack-entry.ts';

/** A whole entry waits beside what it unpacks to; a larger one is unpacked while it comes, bytes. */
const largeBlob = 2 ** 20;

/**
 * Tells whether an entry is unpacked piece by piece: a large blob, or a delta that is too large to be kept.
 * @returns whether it is
 */
export function isLarge({ type, size }: EntryHead): boolean {
  return (type === 'blob' && size > largeBlob) || (type === 'delta' && size > largestOf(type));
}

/** One such entry, while its bytes arrive. */
export class PassingEntry {
  readonly type: ObjectType | 'delta';
  /** Bytes, by its head. */
  readonly size: number;
  /** Where it stands in the pack. */
  readonly at: number;
  readonly #inflate = createInflate({ chunkSize: 65_536 });
  readonly #hash = createHash('sha1');
  /** What it unpacks to; `undefined`: it is too large. */
  readonly data: Buffer | undefined;
  #length = 0;
  #isOver = false;

  constructor({ type, size }: EntryHead, at: number) {
    this.type = type;
    this.size = size;
    this.at = at;
    this.data = size > largestOf(type) ? undefined : Buffer.allocUnsafeSlow(size);
    this.#hash.update(`${type} ${size}\0`);
    // Whoever waits for `take` hears of it.
    this.#inflate.on('error', () => undefined);
    this.#inflate.on('data', (chunk: Buffer) => {
      if (this.data === undefined) this.#hash.update(chunk);
      else chunk.copy(this.data, this.#length);
      this.#length += chunk.length;
      // `take` is told too late of an error that is given here, so it looks at the length itself.
      if (this.#length > size) this.#inflate.destroy();
    });
  }

  /** Whether all of it has come, which shows with the first byte behind it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The id, 40 hex digits, of an object that has come whole and was not kept; that of a delta means nothing. */
  get oid(): string {
    return this.#hash.digest('hex');
  }

  /**
   * Takes the next bytes of the pack.
   * @returns how many of them belong to the entry
   * @throws {RangeError} or zlib's error where it is damaged
   */
  async take(bytes: Uint8Array): Promise<number> {
    const before = this.#inflate.bytesWritten;
    await new Promise<void>((resolve, reject) => {
      this.#inflate.once('error', reject);
      this.#inflate.write(bytes, (error) => {
        this.#inflate.off('error', reject);
        if (error) reject(error);
        else resolve();
      });
    });
    if (this.#length > this.size) throw wrongSize();
    const taken = this.#inflate.bytesWritten - before;
    if (taken < bytes.length) await this.#finish();
    return taken;
  }

  async #finish(): Promise<void> {
    if (!this.#inflate.readableEnded)
      await new Promise<void>((resolve, reject) => this.#inflate.once('end', resolve).once('error', reject));
    if (this.#length !== this.size) throw wrongSize();
    this.#inflate.destroy();
    this.#isOver = true;
  }
}

const wrongSize = (): RangeError => new RangeError('An object does not have its size');
