// Which object each entry of a pack is, in as little memory as that takes.

const idBytes = 20;

/** Ids of objects by the offsets of their entries. */
export class EntryIds {
  /** Ascending: entries are read in their order. */
  readonly #offsets: number[] = [];
  #ids = Buffer.alloc(0);
  /** Entries that became objects later than those behind them. */
  readonly #late = new Map<number, string>();

  /** @param oid 40 hex digits */
  set(offset: number, oid: string): void {
    const count = this.#offsets.length;
    if (offset <= (this.#offsets[count - 1] ?? -1)) {
      this.#late.set(offset, oid);
      return;
    }
    if ((count + 1) * idBytes > this.#ids.length)
      this.#ids = Buffer.concat([this.#ids], Math.max(2 * this.#ids.length, 1000 * idBytes));
    this.#ids.write(oid, count * idBytes, 'hex');
    this.#offsets.push(offset);
  }

  get(offset: number): string | undefined {
    let [low, high] = [0, this.#offsets.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    if (this.#offsets[low] !== offset) return this.#late.get(offset);
    return this.#ids.toString('hex', low * idBytes, (low + 1) * idBytes);
  }
}
