import { type GitObject, type ObjectStore, objectId } from '../objects/objects.ts';
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
  /** Id, or offset in the pack. */
  readonly base: string | number;
  readonly delta: Buffer;
}

/**
 * @param store takes the objects, and also serves as the base of deltas
 * @param room for all of them together, bytes
 */
export function openUnpacker(store: ObjectStore, room: number): Unpacker {
  const byOffset = new Map<number, GitObject>();
  /** Deltas whose bases come later in the pack, by id or offset of the base. */
  const waiting = new Map<string | number, Delta[]>();
  let left = room;

  function keep(at: number, object: GitObject): void {
    const ready: [number, GitObject][] = [[at, object]];
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      const [offset, { type, data }] = next;
      const oid = objectId(next[1]);
      left -= data.length;
      byOffset.set(offset, next[1]);
      store.set(oid, next[1]);
      for (const delta of [...taken(oid), ...taken(offset)])
        ready.push([delta.at, { type, data: applyDelta(data, delta.delta, left) }]);
    }
  }

  function taken(base: string | number): readonly Delta[] {
    const deltas = waiting.get(base) ?? [];
    waiting.delete(base);
    return deltas;
  }

  function keepDelta({ at, base, delta }: Delta): void {
    const found = typeof base === 'string' ? store.get(base) : byOffset.get(base);
    if (found === undefined) {
      left -= delta.length;
      waiting.set(base, [...(waiting.get(base) ?? []), { at, base, delta }]);
    } else keep(at, { type: found.type, data: applyDelta(found.data, delta, left) });
  }

  return {
    take(bytes, start, offset) {
      const at = offset + start;
      const entry = readEntry(bytes, start, left);
      if (entry.kind === 'object') keep(at, entry.object);
      else keepDelta({ at, base: baseOf(entry.base, at), delta: entry.delta });
      return entry.end;
    },
    end() {
      if (waiting.size > 0) throw new RangeError('A delta has no base');
    },
  };
}

function baseOf(base: Base, at: number): string | number {
  return 'oid' in base ? base.oid : at - base.distance;
}
