// A pack, read while it arrives.
import { createHash } from 'node:crypto';
import type { ObjectStore } from '../objects/objects.ts';
import { ByteQueue } from './byte-queue.ts';
import { CutEntryError } from './pack-entry.ts';
import type { SkippedBlobs } from './skipped-blobs.ts';
import { Unpacker } from './unpacker.ts';

const headLength = 12;

/** Unpacks a pack into a store while it arrives: the last object is there soon after the last byte. */
export class PackReader {
  readonly #unpacker: Unpacker;
  readonly #checksum = createHash('sha1');
  /** What is not unpacked yet. */
  readonly #queue = new ByteQueue();
  /** Where the queue starts in the pack. */
  #offset = 0;
  /** How many bytes make another try worth it. */
  #enough = headLength;
  #count: number | undefined;
  /** Objects that are not unpacked yet. */
  #left = 0;

  /**
   * @param store takes the objects
   * @param room for what the pack unpacks to, bytes
   * @param skipped takes notes of blobs that are too large, which are read over then; without it, they are an error
   */
  constructor(store: ObjectStore, room: number, skipped?: SkippedBlobs) {
    this.#unpacker = new Unpacker(store, room, skipped);
  }

  /** How many objects the pack says it has; `undefined` while its head is not there yet. */
  get count(): number | undefined {
    return this.#count;
  }

  /**
   * Takes the next bytes. They are copied; one call has to end before the next.
   * @throws {RangeError} or zlib's error when the pack is damaged
   * @throws {OversizeError} when there is no room for what the pack unpacks to
   */
  async write(chunk: Uint8Array): Promise<void> {
    this.#queue.push(chunk);
    if (this.#queue.length < this.#enough) return;
    await this.#unpack();
    // Twice as much, so that a big object is not begun again for every chunk of it.
    this.#enough = Math.max(headLength, 2 * this.#queue.length);
  }

  /**
   * Unpacks the rest.
   * @throws {RangeError} or zlib's error when the pack is cut or damaged on its way
   * @throws {LostBaseError} when it was sent as it came, and a delta is left without a base
   * @throws {OversizeError} when there is no room for what it unpacks to
   */
  async end(): Promise<void> {
    await this.#unpack();
    if (this.#count === undefined || this.#left > 0) throw new RangeError('A pack is cut');
    if (!this.#checksum.digest().equals(this.#queue.bytes))
      throw new RangeError('A pack does not have its checksum');
    this.#unpacker.end();
  }

  async #unpack(): Promise<void> {
    if (this.#count === undefined) {
      if (this.#queue.length < headLength) return;
      this.#left = this.#count = readCount(this.#queue.bytes);
      this.#take(headLength);
    }
    try {
      while (this.#left > 0 && this.#queue.length > 0) {
        this.#take(await this.#unpacker.take(this.#queue.bytes, this.#offset));
        if (!this.#unpacker.isAmidEntry) this.#left -= 1;
      }
    } catch (error) {
      if (!(error instanceof CutEntryError)) throw error;
    }
  }

  #take(length: number): void {
    this.#checksum.update(this.#queue.bytes.subarray(0, length));
    this.#queue.drop(length);
    this.#offset += length;
  }
}

/** The number of objects, from the head: https://git-scm.com/docs/pack-format */
function readCount(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 4) !== 'PACK' || bytes.readUInt32BE(4) !== 2)
    throw new RangeError('A pack has no head');
  return bytes.readUInt32BE(8);
}
