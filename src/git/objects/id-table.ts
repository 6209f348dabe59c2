// Numbers for object ids, in as little memory as that takes: a table of strings takes four times as much.

/** An id is 20 bytes, five words. */
const words = 5;

/** Numbers ids in the order in which they come. */
export class IdTable {
  readonly #salt: number;
  #ids = new Uint32Array(words * 1024);
  /** Numbers from 1, by what is computed of their ids; 0: nothing there. */
  #slots = new Uint32Array(2048);
  #count = 0;
  readonly #asked = new Uint32Array(words);
  readonly #askedBytes = Buffer.from(this.#asked.buffer);

  /** @param salt of 32 bits, which nobody can guess: a server chooses its ids so that they stand in each other's way */
  constructor(salt: number) {
    this.#salt = salt;
  }

  /**
   * Finds the number of an id.
   * @param oid 40 hex digits
   * @returns the number, from 0; `undefined`: the id is not in the table
   */
  find(oid: string): number | undefined {
    if (oid.length !== 2 * 4 * words || this.#askedBytes.write(oid, 'hex') !== 4 * words) return undefined;
    const number = this.#slots[this.#slotOf(this.#asked, 0)] ?? 0;
    return number === 0 ? undefined : number - 1;
  }

  /**
   * Adds an id that is not in the table.
   * @param oid 40 hex digits
   * @returns its number
   */
  add(oid: string): number {
    if (this.#count * 2 >= this.#slots.length) this.#grow();
    this.#askedBytes.write(oid, 'hex');
    this.#ids.set(this.#asked, this.#count * words);
    this.#slots[this.#slotOf(this.#asked, 0)] = this.#count + 1;
    this.#count += 1;
    return this.#count - 1;
  }

  /** The slot of an id, or the free one where it belongs. */
  #slotOf(ids: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#salt;
    for (let word = 0; word < words; word += 1) {
      slot = Math.imul(slot ^ (ids[at + word] ?? 0), 0x9e3779b1);
      slot ^= slot >>> 15;
    }
    for (slot &= mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0 || this.#isAt((number - 1) * words, ids, at)) return slot;
    }
  }

  #isAt(place: number, ids: Uint32Array, at: number): boolean {
    for (let word = 0; word < words; word += 1) if (this.#ids[place + word] !== ids[at + word]) return false;
    return true;
  }

  #grow(): void {
    const ids = new Uint32Array(2 * this.#ids.length);
    ids.set(this.#ids);
    this.#ids = ids;
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let number = 0; number < this.#count; number += 1)
      this.#slots[this.#slotOf(this.#ids, number * words)] = number + 1;
  }
}
