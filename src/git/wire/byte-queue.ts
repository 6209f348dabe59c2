// Bytes that came and are not used yet, in one piece, however small the pieces were in which they came.

const smallest = 2 ** 16;

/** A queue of bytes in one buffer that grows as it has to. */
export class ByteQueue {
  #buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** All bytes that are there: a view, good until the next `push`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  push(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#buffer.length) this.#makeRoom(chunk.length);
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    this.#start += count;
  }

  #makeRoom(count: number): void {
    const needed = this.length + count;
    const rest = this.bytes;
    if (2 * needed > this.#buffer.length)
      this.#buffer = Buffer.allocUnsafeSlow(Math.max(smallest, 2 * needed));
    this.#buffer.set(rest, 0);
    this.#end = rest.length;
    this.#start = 0;
  }
}
