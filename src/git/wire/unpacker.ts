import { type GitObject, type ObjectStore, objectId } from '../objects.ts';
import { applyDelta } from './delta-reader.ts';
import { type Base, readEntry } from './pack-entry.ts';

/** Turns the entries of one pack into objects. */
export interface Unpacker {
  /**
   * Takes the entry that starts there and gives where the next one does.
   * @param offset where `bytes` start in the pack
   * @throws RangeError or zlib's error when it is cut or damaged, OversizeError when there is no room for it
   */
  take(bytes: Buffer, start: number, offset: number): number;
  /** @throws RangeError when a delta is left without a base */
  end(): void;
}

interface Delta {
  /** Offset in the pack. */
  readonly at: number;
  readonly base: Base;
  readonly delta: Buffer;
}

/**
 * @param store takes the objects, and also serves as the base of deltas
 * @param room for all of them together, bytes
 */
export function openUnpacker(store: ObjectStore, room: number): Unpacker {
  const byOffset = new Map<number, GitObject>();
  let left = room;
  /** Their bases come later in the pack. */
  let unresolved: Delta[] = [];

  function keep(at: number, object: GitObject): void {
    left -= object.data.length;
    byOffset.set(at, object);
    store.set(objectId(object), object);
  }

  function resolve({ at, base, delta }: Delta): boolean {
    const found = 'oid' in base ? store.get(base.oid) : byOffset.get(at - base.distance);
    if (found === undefined) return false;
    keep(at, { type: found.type, data: applyDelta(found.data, delta, left) });
    return true;
  }

  return {
    take(bytes, start, offset) {
      const at = offset + start;
      const entry = readEntry(bytes, start, left);
      if (entry.kind === 'object') keep(at, entry.object);
      else if (!resolve({ ...entry, at })) unresolved.push({ ...entry, at });
      return entry.end;
    },
    end() {
      while (unresolved.length > 0) {
        const rest = unresolved.filter((delta) => !resolve(delta));
        if (rest.length === unresolved.length) throw new RangeError('A delta has no base');
        unresolved = rest;
      }
    },
  };
}
