// Deltas, made.
/** One copy takes no more, so that its size needs no bytes of its own. */
const maxCopy = 0x10000;
const maxInsert = 127;

/**
 * Makes a delta of three pieces: what both have in front, what is new, what both have behind. That is all there is to say
 * of a tree where an id changed, or of a file where a tag changed.
 * Source: https://git-scm.com/docs/pack-format#_deltified_representation
 * @param base the content of an object that the server has
 * @param target the content that it is to become
 * @returns the delta
 */
export function makeDelta(base: Buffer, target: Buffer): Buffer {
  const shorter = Math.min(base.length, target.length);
  let front = 0;
  while (front < shorter && base[front] === target[front]) front += 1;
  let behind = 0;
  while (behind < shorter - front && base[base.length - 1 - behind] === target[target.length - 1 - behind])
    behind += 1;
  return Buffer.concat([
    Buffer.from([...size(base.length), ...size(target.length), ...copies(0, front)]),
    ...inserts(target.subarray(front, target.length - behind)),
    Buffer.from(copies(base.length - behind, behind)),
  ]);
}

/** Seven bits a byte, lowest first. */
function size(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left & 0x7f) | 0x80);
  return [...bytes, left];
}

function copies(start: number, length: number): number[] {
  const bytes: number[] = [];
  for (let done = 0; done < length; done += maxCopy) {
    bytes.push(...copy(start + done, Math.min(maxCopy, length - done)));
  }
  return bytes;
}

/** Bytes that are zero are left out, and bits of the first byte say which are there. */
function copy(offset: number, length: number): number[] {
  const parts = [0, 1, 2, 3].map((part) => Math.floor(offset / 256 ** part) & 0xff);
  const sizes = length === maxCopy ? [0, 0] : [length & 0xff, length >> 8];
  const fields = [...parts, ...sizes];
  const bits = fields.reduce((sum, byte, index) => (byte === 0 ? sum : sum | (1 << index)), 0x80);
  return [bits, ...fields.filter((byte) => byte !== 0)];
}

function inserts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let done = 0; done < bytes.length; done += maxInsert) {
    const part = bytes.subarray(done, done + maxInsert);
    parts.push(Buffer.of(part.length), part);
  }
  return parts;
}
