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
import { type Base, type EntryHead, readEntry, readEntryHead } from './pack-entry.ts';
import { isLarge, PassingEntry } from './passing-entry.ts';
import { type SkippedBlobs, SkippedEntries } from './skipped-blobs.ts';
import { type Delta, LostBaseError, WaitingDeltas } from './waiting-deltas.ts';

/** Turns the entries of one pack into objects. */
export class Unpacker {
  readonly #store: ObjectStore;
  readonly #slices = new WorkSlices();
  readonly #ids = new EntryIds();
  readonly #waiting = new WaitingDeltas();
  readonly #skipped: SkippedEntries | undefined;
  /** The large entry whose bytes are arriving. */
  #passing: PassingEntry | undefined;
  /** Room that is left, bytes. */
  #room: number;

  /**
   * @param store takes the objects, and also serves as the base of deltas
   * @param room for all of them together, bytes
   * @param skipped takes notes of blobs that are too large; without it, they are an error
   */
  constructor(store: ObjectStore, room: number, skipped: SkippedBlobs | undefined) {
    this.#store = store;
    this.#room = room;
    this.#skipped = skipped && new SkippedEntries(skipped);
  }

  /** Whether the entry goes on of which the last bytes were taken. */
  get isAmidEntry(): boolean {
    return this.#passing !== undefined;
  }

  /**
   * Takes the first entry of these bytes, or of one that is skipped as much as there is.
   * @param at where they start in the pack
   * @returns how many bytes it took
   * @throws {CutEntryError} when it goes on behind the bytes
   * @throws {RangeError} or zlib's error when it is damaged
   * @throws {OversizeError} when there is no room for it
   */
  async take(bytes: Buffer, at: number): Promise<number> {
    if (this.#passing !== undefined) return this.#pass(this.#passing, bytes);
    if (this.#skipped !== undefined) {
      const head = readEntryHead(bytes, 0);
      if (isLarge(head)) return this.#beginToPass(head, at);
    }
    const entry = readEntry(bytes, 0);
    if (entry.kind === 'object') await this.#keep(at, entry.object);
    else await this.#keepDelta(baseOf(entry.base, at), { at, delta: entry.delta });
    return entry.end;
  }

  /**
   * Ends the pack.
   * @throws {LostBaseError} when a delta is left without a base
   */
  end(): void {
    const base = this.#waiting.firstBase();
    // The base may be one that was skipped or forgotten.
    if (base !== undefined && this.#skipped === undefined) throw new LostBaseError(base);
  }

  #beginToPass(head: EntryHead, at: number): number {
    if (head.size > largestOf(head.type)) this.#take(head.size);
    this.#passing = new PassingEntry(head, at);
    return head.end;
  }

  async #pass(entry: PassingEntry, bytes: Buffer): Promise<number> {
    const taken = await entry.take(bytes);
    if (!entry.isOver) return taken;
    this.#passing = undefined;
    const { at, data } = entry;
    if (data !== undefined) return this.#keep(at, { type: 'blob', data }).then(() => taken);
    if (entry.type === 'delta') this.#skipped?.noteDelta(at);
    else this.#skipped?.noteBlob(at, entry.oid, entry.size);
    return taken;
  }

  /** Keeps an object, and those that waited for it; of these, only one at a time is more than its delta. */
  async #keep(at: number, object: GitObject): Promise<void> {
    const ready = this.#add(at, object);
    await this.#slices.afterBytes(object.data.length);
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      const made = this.#apply(next.base, next.delta);
      if (made === undefined) this.#skipped?.noteDelta(next.at);
      else for (const one of this.#add(next.at, made)) ready.push(one);
      await this.#slices.afterBytes(made?.data.length ?? 0);
    }
  }

  /** Gives the deltas that can be applied now, with the id of their base. */
  #add(at: number, object: GitObject): (Delta & { readonly base: string })[] {
    this.#take(object.data.length);
    const base = objectId(object);
    this.#store.set(base, object);
    this.#ids.set(at, base);
    return [...this.#waiting.take(base), ...this.#waiting.take(at)].map((delta) => ({ ...delta, base }));
  }

  /** `undefined`: it is skipped, because its base was forgotten, or because it makes a large blob. */
  #apply(base: string, delta: Buffer): GitObject | undefined {
    const object = this.#store.get(base);
    if (object === undefined) return undefined;
    const { type, data } = object;
    const size = sizeAfter(delta);
    if (size > largestOf(type)) {
      if (this.#skipped !== undefined && type === 'blob') return undefined;
      throw new LargeObjectError(type, size);
    }
    if (size > this.#room) throw noRoom();
    return { type, data: applyDelta(data, delta) };
  }

  async #keepDelta(base: string | number, delta: Delta): Promise<void> {
    const oid = typeof base === 'string' ? base : this.#ids.get(base);
    if (oid !== undefined && this.#store.has(oid)) {
      const made = this.#apply(oid, delta.delta);
      return made === undefined ? this.#skipped?.noteDelta(delta.at) : this.#keep(delta.at, made);
    }
    if (this.#skipped?.hasBase(base, oid)) return this.#skipped.noteDelta(delta.at);
    this.#take(delta.delta.length);
    this.#waiting.add(base, delta);
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
