// A pack, read while it arrives.
import { createHash } from 'node:crypto';
import type { ObjectStore } from '../objects/objects.ts';
import { OversizeError } from './pack-entry.ts';
import { Unpacker } from './unpacker.ts';

const headLength = 12;

/** Unpacks a pack into a store while it arrives: the last object is there soon after the last byte. */
export class PackReader {
  readonly #unpacker: Unpacker;
  readonly #checksum = createHash('sha1');
  /** What is not unpacked yet. */
  readonly #chunks: Buffer[] = [];
  /** Bytes in the chunks. */
  #waiting = 0;
  /** Where the chunks start in the pack. */
  #offset = 0;
  /** How many bytes make another try worth it. */
  #enough = headLength;
  #count: number | undefined;
  /** Objects that are not unpacked yet. */
  #left = 0;

  /**
   * @param store takes the objects
   * @param room for what the pack unpacks to, bytes
   */
  constructor(store: ObjectStore, room: number) {
    this.#unpacker = new Unpacker(store, room);
  }

  /** How many objects the pack says it has; `undefined` while its head is not there yet. */
  get count(): number | undefined {
    return this.#count;
  }

  /**
   * Takes the next bytes.
   * @throws {OversizeError} when there is no room for what the pack unpacks to
   */
  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    if (this.#waiting < this.#enough) return;
    try {
      this.#unpack();
    } catch (error) {
      if (error instanceof OversizeError) throw error;
      // An object that is cut here and one that is damaged look alike: the end tells.
    }
    // Twice as much, so that a big object is not begun again for every chunk of it.
    this.#enough = 2 * this.#waiting;
  }

  /**
   * Unpacks the rest.
   * @throws {RangeError} or zlib's error when the pack is cut or damaged
   * @throws {OversizeError} when there is no room for what it unpacks to
   */
  end(): void {
    this.#unpack();
    this.#unpacker.end();
    if (!this.#checksum.digest().equals(Buffer.concat(this.#chunks)))
      throw new RangeError('A pack does not have its checksum');
  }

  #unpack(): void {
    const bytes = Buffer.concat(this.#chunks.splice(0));
    let at = 0;
    try {
      if (this.#count === undefined) {
        this.#left = this.#count = readCount(bytes);
        at = headLength;
      }
      for (; this.#left > 0; this.#left -= 1) at = this.#unpacker.take(bytes, at, this.#offset);
    } finally {
      this.#checksum.update(bytes.subarray(0, at));
      this.#chunks.push(bytes.subarray(at));
      this.#waiting = bytes.length - at;
      this.#offset += at;
    }
  }
}

/** The number of objects, from the head: https://git-scm.com/docs/pack-format */
function readCount(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 4) !== 'PACK' || bytes.readUInt32BE(4) !== 2)
    throw new RangeError('A pack has no head');
  return bytes.readUInt32BE(8);
}
