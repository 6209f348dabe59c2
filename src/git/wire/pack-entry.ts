import { inflateSync } from 'node:zlib';
import type { GitObject, ObjectType } from '../objects.ts';
import { applyDelta } from './delta-reader.ts';

/** Finds the base of a delta: by its id, or by how many bytes it comes earlier in the pack. */
export interface Bases {
  byId(oid: string): GitObject | undefined;
  byDistance(distance: number): GitObject | undefined;
}

export interface Entry {
  readonly object: GitObject;
  /** Where the next one starts. */
  readonly end: number;
}

/** By the number of three bits in an entry's head. Source: https://git-scm.com/docs/pack-format */
const types: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const offsetDelta = 6;
const referenceDelta = 7;

/** Manifests are small: whatever is bigger than this is refused rather than unpacked, bytes. */
const maxObjectSize = 128 * 1024 * 1024;

/**
 * Unpacks the entry of a pack that starts there.
 * @throws RangeError or zlib's error where it is cut or damaged
 */
export function readEntry(bytes: Buffer, start: number, bases: Bases): Entry {
  const head = readHead(bytes, start);
  if (head.size > maxObjectSize) throw new RangeError(`An object of ${head.size} bytes is too big`);
  const type = types[head.type];
  if (type !== undefined) {
    const { data, end } = inflate(bytes, head.end, head.size);
    return { object: { type, data }, end };
  }
  const base = readBase(bytes, head, bases);
  const delta = inflate(bytes, base.end, head.size);
  const data = applyDelta(base.object.data, delta.data, maxObjectSize);
  return { object: { type: base.object.type, data }, end: delta.end };
}

interface Head {
  readonly type: number;
  readonly size: number;
  readonly end: number;
}

/** Type in three bits, size in four and then seven a byte, lowest first. */
function readHead(bytes: Buffer, start: number): Head {
  let byte = bytes.readUInt8(start);
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  let end = start + 1;
  for (let scale = 16; byte >= 0x80; scale *= 128, end += 1) {
    byte = bytes.readUInt8(end);
    size += (byte & 0x7f) * scale;
  }
  return { type, size, end };
}

/** The base comes earlier in the pack, by distance, or by its id from anywhere. */
function readBase(bytes: Buffer, head: Head, bases: Bases): Entry {
  if (head.type === referenceDelta) {
    const end = head.end + 20;
    const object = bases.byId(bytes.toString('hex', head.end, end));
    if (object) return { object, end };
  }
  if (head.type === offsetDelta) {
    const { distance, end } = readDistance(bytes, head.end);
    const object = bases.byDistance(distance);
    if (object) return { object, end };
  }
  throw new RangeError('A delta has no base');
}

/** Seven bits a byte, highest first, and one more for every byte that follows. */
function readDistance(bytes: Buffer, start: number): { readonly distance: number; readonly end: number } {
  let byte = bytes.readUInt8(start);
  let distance = byte & 0x7f;
  let end = start + 1;
  for (; byte >= 0x80; end += 1) {
    byte = bytes.readUInt8(end);
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { distance, end };
}

/** Only zlib knows where a compressed object ends; `info` makes node tell. */
function inflate(
  bytes: Buffer,
  start: number,
  size: number,
): { readonly data: Buffer; readonly end: number } {
  const options = { info: true, maxOutputLength: Math.max(size, 1), chunkSize: Math.max(64, size + 1) };
  const { buffer, engine } = inflateSync(bytes.subarray(start), options) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  if (buffer.length !== size) throw new RangeError('An object does not have its size');
  return { data: buffer, end: start + engine.bytesWritten };
}
