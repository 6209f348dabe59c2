// What is known of the blobs of a pack that were too large to be kept.

/** Blobs that came and were not kept, over all packs of a job. */
export class SkippedBlobs {
  readonly #sizes = new Map<string, number>();
  #deltas = 0;

  /** How many differences came whose base was not kept, so that nobody knows what they are. */
  get deltas(): number {
    return this.#deltas;
  }

  /** @returns bytes; `undefined`: no such blob was skipped */
  sizeOf(oid: string): number | undefined {
    return this.#sizes.get(oid);
  }

  note(oid: string, size: number): void {
    this.#sizes.set(oid, size);
  }

  noteDelta(): void {
    this.#deltas += 1;
  }
}
