import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { type GitObject, type ObjectStore, type ObjectType, objectId } from '../objects.ts';
import { applyDelta } from './delta-reader.ts';

/** By the number of three bits in an entry's head. Source: https://git-scm.com/docs/pack-format */
const types: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const offsetDelta = 6;
const referenceDelta = 7;

/** Manifests are small: whatever is bigger than this is refused rather than unpacked, bytes. */
const maxObjectSize = 128 * 1024 * 1024;

const headLength = 12;
const checksumLength = 20;

/** How many objects a pack says it has; `undefined` while its head is not there yet. */
export function packCount([first, second]: readonly Buffer[]): number | undefined {
  if (first === undefined) return undefined;
  const head = first.length < headLength && second ? Buffer.concat([first, second]) : first;
  return head.length < headLength ? undefined : head.readUInt32BE(8);
}

/**
 * Unpacks every object of a pack into the store, which also serves as the base of deltas.
 * @throws RangeError or zlib's error when the pack is cut or damaged
 */
export function readPack(pack: Buffer, store: ObjectStore): void {
  const end = pack.length - checksumLength;
  if (end < headLength || pack.toString('latin1', 0, 4) !== 'PACK' || pack.readUInt32BE(4) !== 2) {
    throw new RangeError('A pack has no head');
  }
  if (!createHash('sha1').update(pack.subarray(0, end)).digest().equals(pack.subarray(end))) {
    throw new RangeError('A pack does not have its checksum');
  }
  const byOffset = new Map<number, GitObject>();
  let offset = headLength;
  for (let left = pack.readUInt32BE(8); left > 0; left -= 1) {
    const entry = readEntry(pack, offset, byOffset, store);
    byOffset.set(offset, entry.object);
    store.set(objectId(entry.object), entry.object);
    offset = entry.end;
  }
}

interface Entry {
  readonly object: GitObject;
  readonly end: number;
}

function readEntry(
  pack: Buffer,
  start: number,
  byOffset: ReadonlyMap<number, GitObject>,
  store: ObjectStore,
): Entry {
  const head = readHead(pack, start);
  if (head.size > maxObjectSize) throw new RangeError(`An object of ${head.size} bytes is too big`);
  const type = types[head.type];
  if (type !== undefined) {
    const { data, end } = inflate(pack, head.end, head.size);
    return { object: { type, data }, end };
  }
  const base = readBase(pack, start, head, byOffset, store);
  const delta = inflate(pack, base.end, head.size);
  const data = applyDelta(base.object.data, delta.data, maxObjectSize);
  return { object: { type: base.object.type, data }, end: delta.end };
}

interface Head {
  readonly type: number;
  readonly size: number;
  readonly end: number;
}

/** Type in three bits, size in four and then seven a byte, lowest first. */
function readHead(pack: Buffer, start: number): Head {
  let byte = pack.readUInt8(start);
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  let end = start + 1;
  for (let scale = 16; byte >= 0x80; scale *= 128, end += 1) {
    byte = pack.readUInt8(end);
    size += (byte & 0x7f) * scale;
  }
  return { type, size, end };
}

/** The base comes earlier in the pack, by distance, or by its id from anywhere. */
function readBase(
  pack: Buffer,
  start: number,
  head: Head,
  byOffset: ReadonlyMap<number, GitObject>,
  store: ObjectStore,
): Entry {
  if (head.type === referenceDelta) {
    const end = head.end + 20;
    const object = store.get(pack.toString('hex', head.end, end));
    if (object) return { object, end };
  }
  if (head.type === offsetDelta) {
    const { distance, end } = readDistance(pack, head.end);
    const object = byOffset.get(start - distance);
    if (object) return { object, end };
  }
  throw new RangeError('A delta has no base');
}

/** Seven bits a byte, highest first, and one more for every byte that follows. */
function readDistance(pack: Buffer, start: number): { readonly distance: number; readonly end: number } {
  let byte = pack.readUInt8(start);
  let distance = byte & 0x7f;
  let end = start + 1;
  for (; byte >= 0x80; end += 1) {
    byte = pack.readUInt8(end);
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { distance, end };
}

/** Only zlib knows where a compressed object ends; `info` makes node tell. */
function inflate(pack: Buffer, start: number, size: number): { readonly data: Buffer; readonly end: number } {
  const options = { info: true, maxOutputLength: Math.max(size, 1), chunkSize: Math.max(64, size + 1) };
  const { buffer, engine } = inflateSync(pack.subarray(start), options) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  if (buffer.length !== size) throw new RangeError('An object does not have its size');
  return { data: buffer, end: start + engine.bytesWritten };
}
