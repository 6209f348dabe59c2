// What is known of the blobs of packs that were too large to be kept, and of what is made of them.

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

/** The entries of one pack that were skipped. */
export class SkippedEntries {
  readonly #blobs: SkippedBlobs;
  /** Where they stand in the pack. */
  readonly #offsets = new Set<number>();

  /** @param blobs those of all packs of the job */
  constructor(blobs: SkippedBlobs) {
    this.#blobs = blobs;
  }

  noteBlob(at: number, oid: string, size: number): void {
    this.#offsets.add(at);
    this.#blobs.note(oid, size);
  }

  noteDelta(at: number): void {
    this.#offsets.add(at);
    this.#blobs.noteDelta();
  }

  /**
   * Says whether the base of a delta was skipped, or came and was forgotten.
   * @param base its id, or where it stands in the pack
   * @param oid its id, where it came in this pack
   */
  hasBase(base: string | number, oid: string | undefined): boolean {
    if (typeof base === 'number') return oid !== undefined || this.#offsets.has(base);
    return this.#blobs.sizeOf(base) !== undefined;
  }
}
