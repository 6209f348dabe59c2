// The entries of a pack, turned into objects.
import {
  type GitObject,
  LargeObjectError,
  largestOf,
  type ObjectStore,
  OversizeError,
  objectId,
} from '../objects/objects.ts';
import { WorkSlices } from '../objects/work-slices.ts';
import { applyDelta, sizeAfter } from './delta-reader.ts';
import { EntryIds } from './entry-ids.ts';
import { type Base, readEntry } from './pack-entry.ts';

/** A delta, and where it stands in the pack. */
interface Delta {
  readonly at: number;
  readonly delta: Buffer;
}

/** Git writes bases first. Of deltas that come before theirs, so many are kept. */
const mostWaiting = 20_000;

/** Turns the entries of one pack into objects. */
export class Unpacker {
  readonly #store: ObjectStore;
  readonly #slices = new WorkSlices();
  readonly #ids = new EntryIds();
  /** Deltas whose bases come later in the pack, by id or offset of the base. */
  readonly #waiting = new Map<string | number, Delta[]>();
  #waitingCount = 0;
  /** Room that is left, bytes. */
  #room: number;

  /**
   * @param store takes the objects, and also serves as the base of deltas
   * @param room for all of them together, bytes
   */
  constructor(store: ObjectStore, room: number) {
    this.#store = store;
    this.#room = room;
  }

  /**
   * Takes the first entry of these bytes.
   * @param at where they start in the pack
   * @returns how long the entry is
   * @throws {CutEntryError} when it goes on behind the bytes
   * @throws {RangeError} or zlib's error when it is damaged
   * @throws {OversizeError} when there is no room for it
   */
  async take(bytes: Buffer, at: number): Promise<number> {
    const entry = readEntry(bytes, 0);
    if (entry.kind === 'object') await this.#keep(at, entry.object);
    else await this.#keepDelta(baseOf(entry.base, at), { at, delta: entry.delta });
    return entry.end;
  }

  /**
   * Ends the pack.
   * @throws {RangeError} when a delta is left without a base
   */
  end(): void {
    if (this.#waiting.size > 0) throw new RangeError('A delta has no base');
  }

  /** Keeps an object, and those that waited for it; of these, only one at a time is more than its delta. */
  async #keep(at: number, object: GitObject): Promise<void> {
    const ready = this.#add(at, object);
    await this.#slices.afterBytes(object.data.length);
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      const made = this.#apply(next.base, next.delta);
      for (const one of this.#add(next.at, made)) ready.push(one);
      await this.#slices.afterBytes(made.data.length);
    }
  }

  /** Gives the deltas that can be applied now, with the id of their base. */
  #add(at: number, object: GitObject): (Delta & { readonly base: string })[] {
    this.#take(object.data.length);
    const base = objectId(object);
    this.#store.set(base, object);
    this.#ids.set(at, base);
    return [...this.#takeWaiting(base), ...this.#takeWaiting(at)].map((delta) => ({ ...delta, base }));
  }

  #apply(base: string, delta: Buffer): GitObject {
    const { type, data } = this.#store.get(base) ?? { type: 'blob', data: Buffer.alloc(0) };
    const size = sizeAfter(delta);
    if (size > largestOf(type)) throw new LargeObjectError(type, size);
    if (size > this.#room) throw noRoom();
    return { type, data: applyDelta(data, delta) };
  }

  #takeWaiting(base: string | number): readonly Delta[] {
    const deltas = this.#waiting.get(base) ?? [];
    this.#waiting.delete(base);
    this.#waitingCount -= deltas.length;
    return deltas;
  }

  async #keepDelta(base: string | number, delta: Delta): Promise<void> {
    const oid = typeof base === 'string' ? base : this.#ids.get(base);
    if (oid !== undefined && this.#store.has(oid)) return this.#keep(delta.at, this.#apply(oid, delta.delta));
    this.#take(delta.delta.length);
    this.#waitingCount += 1;
    if (this.#waitingCount > mostWaiting)
      throw new OversizeError(`more than ${mostWaiting} deltas come before their bases`);
    const others = this.#waiting.get(base);
    if (others === undefined) this.#waiting.set(base, [delta]);
    else others.push(delta);
  }

  #take(bytes: number): void {
    if (bytes > this.#room) throw noRoom();
    this.#room -= bytes;
  }
}

const noRoom = (): OversizeError => new OversizeError('it unpacks to more than there is room for');

function baseOf(base: Base, at: number): string | number {
  return 'oid' in base ? base.oid : at - base.distance;
}
