import { createHash } from 'node:crypto';
import type { ObjectStore } from '../objects/objects.ts';
import { OversizeError } from './pack-entry.ts';
import { openUnpacker } from './unpacker.ts';

/** Unpacks a pack into a store while it arrives: the last object is there soon after the last byte. */
export interface PackReader {
  /** @throws OversizeError when there is no room for what it unpacks to */
  write(chunk: Buffer): void;
  /** How many objects the pack says it has; `undefined` while its head is not there yet. */
  count(): number | undefined;
  /** @throws RangeError or zlib's error when the pack is cut or damaged, OversizeError as above */
  end(): void;
}

const headLength = 12;

/** @param room for what the pack unpacks to, bytes */
export function openPackReader(store: ObjectStore, room: number): PackReader {
  const unpacker = openUnpacker(store, room);
  const checksum = createHash('sha1');
  /** What is not unpacked yet, where it starts in the pack, and how much it takes before another try is worth it. */
  const chunks: Buffer[] = [];
  let waiting = 0;
  let offset = 0;
  let enough = headLength;
  let count: number | undefined;
  let left = 0;

  function unpack(): void {
    const bytes = Buffer.concat(chunks.splice(0));
    let at = 0;
    try {
      if (count === undefined) {
        left = count = readCount(bytes);
        at = headLength;
      }
      for (; left > 0; left -= 1) at = unpacker.take(bytes, at, offset);
    } finally {
      checksum.update(bytes.subarray(0, at));
      chunks.push(bytes.subarray(at));
      waiting = bytes.length - at;
      offset += at;
    }
  }

  return {
    write(chunk) {
      chunks.push(chunk);
      waiting += chunk.length;
      if (waiting < enough) return;
      try {
        unpack();
      } catch (error) {
        if (error instanceof OversizeError) throw error;
        // An object that is cut here and one that is damaged look alike: the end tells.
      }
      // Twice as much, so that a big object is not begun again for every chunk of it.
      enough = 2 * waiting;
    },
    count: () => count,
    end() {
      unpack();
      unpacker.end();
      if (!checksum.digest().equals(Buffer.concat(chunks)))
        throw new RangeError('A pack does not have its checksum');
    },
  };
}

/** The number of objects, from the head: https://git-scm.com/docs/pack-format */
function readCount(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 4) !== 'PACK' || bytes.readUInt32BE(4) !== 2)
    throw new RangeError('A pack has no head');
  return bytes.readUInt32BE(8);
}
