// Deltas, applied.

/** More bytes than these are no number. */
const longestNumber = 8;

/** Reads an unsigned number of 7 bits a byte, lowest first; gives it and the offset behind it. */
function readSize(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let scale = 1;
  for (let at = start; at < Math.min(bytes.length, start + longestNumber); at += 1, scale *= 128) {
    const byte = bytes.readUInt8(at);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('A delta ends within a number');
}

/**
 * Says how large the object will be that a delta makes.
 * @param delta as it came
 * @returns bytes
 * @throws {RangeError} for a delta that is cut within its head
 */
export function sizeAfter(delta: Buffer): number {
  return readSize(delta, readSize(delta, 0).end).value;
}

/** The bytes of a copy instruction that are there, by the bits of its first byte. */
function readParts(
  bytes: Buffer,
  start: number,
  bits: number,
  count: number,
): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let part = 0; part < count; part += 1) {
    if ((bits & (1 << part)) === 0) continue;
    value += bytes.readUInt8(end) * 256 ** part;
    end += 1;
  }
  return { value, end };
}

/**
 * Applies git's delta to its base. Source: https://git-scm.com/docs/pack-format#_deltified_representation
 * @param base the content of another object
 * @param delta what differs; `sizeAfter` says how much memory the result takes
 * @returns the content of the object
 * @throws {RangeError} for a delta that does not fit its base
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const source = readSize(delta, 0);
  const target = readSize(delta, source.end);
  if (source.value !== base.length) throw new RangeError('A delta does not fit');
  const result = Buffer.alloc(target.value);
  let written = 0;
  let at = target.end;
  while (at < delta.length) {
    const instruction = delta.readUInt8(at);
    at += 1;
    let from = delta;
    let start = at;
    let size = instruction;
    if (instruction >= 0x80) {
      const offset = readParts(delta, at, instruction, 4);
      const length = readParts(delta, offset.end, instruction >> 4, 3);
      at = length.end;
      from = base;
      start = offset.value;
      size = length.value || 0x10000;
    } else at += size;
    if (size === 0 || start + size > from.length || written + size > result.length) {
      throw new RangeError('A delta points outside');
    }
    written += from.copy(result, written, start, start + size);
  }
  if (written !== result.length) throw new RangeError('A delta is cut');
  return result;
}
