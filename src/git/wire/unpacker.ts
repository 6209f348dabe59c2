// The entries of a pack, turned into objects.
import { type GitObject, type ObjectStore, objectId } from '../objects/objects.ts';
import { applyDelta } from './delta-reader.ts';
import { type Base, readEntry } from './pack-entry.ts';

interface Delta {
  /** Offset in the pack. */
  readonly at: number;
  /** Id, or offset in the pack. */
  readonly base: string | number;
  readonly delta: Buffer;
}

/** Turns the entries of one pack into objects. */
export class Unpacker {
  readonly #store: ObjectStore;
  readonly #byOffset = new Map<number, GitObject>();
  /** Deltas whose bases come later in the pack, by id or offset of the base. */
  readonly #waiting = new Map<string | number, Delta[]>();
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
   * Takes the entry that starts there.
   * @param offset where `bytes` start in the pack
   * @returns where the next one starts in `bytes`
   * @throws {RangeError} or zlib's error when it is cut or damaged
   * @throws {OversizeError} when there is no room for it
   */
  take(bytes: Buffer, start: number, offset: number): number {
    const at = offset + start;
    const entry = readEntry(bytes, start, this.#room);
    if (entry.kind === 'object') this.#keep(at, entry.object);
    else this.#keepDelta({ at, base: baseOf(entry.base, at), delta: entry.delta });
    return entry.end;
  }

  /**
   * Ends the pack.
   * @throws {RangeError} when a delta is left without a base
   */
  end(): void {
    if (this.#waiting.size > 0) throw new RangeError('A delta has no base');
  }

  #keep(at: number, object: GitObject): void {
    const ready: [number, GitObject][] = [[at, object]];
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      const [offset, { type, data }] = next;
      const oid = objectId(next[1]);
      this.#room -= data.length;
      this.#byOffset.set(offset, next[1]);
      this.#store.set(oid, next[1]);
      for (const delta of [...this.#takeWaiting(oid), ...this.#takeWaiting(offset)])
        ready.push([delta.at, { type, data: applyDelta(data, delta.delta, this.#room) }]);
    }
  }

  #takeWaiting(base: string | number): readonly Delta[] {
    const deltas = this.#waiting.get(base) ?? [];
    this.#waiting.delete(base);
    return deltas;
  }

  #keepDelta({ at, base, delta }: Delta): void {
    const found = typeof base === 'string' ? this.#store.get(base) : this.#byOffset.get(base);
    if (found === undefined) {
      this.#room -= delta.length;
      const others = this.#waiting.get(base);
      if (others === undefined) this.#waiting.set(base, [{ at, base, delta }]);
      else others.push({ at, base, delta });
    } else this.#keep(at, { type: found.type, data: applyDelta(found.data, delta, this.#room) });
  }
}

function baseOf(base: Base, at: number): string | number {
  return 'oid' in base ? base.oid : at - base.distance;
}
