// One entry of a pack.
import { inflateSync } from 'node:zlib';
import { type GitObject, LargeObjectError, largestOf, type ObjectType } from '../objects/objects.ts';

/** The entry goes on behind the bytes that are there: with more of them it may be read. */
export class CutEntryError extends RangeError {
  override readonly name = 'CutEntryError';
}

/** Where the base of a delta is: the id of any object, or how many bytes it comes earlier in the pack. */
export type Base = { readonly oid: string } | { readonly distance: number };

/** One entry of a pack; `end` is where the next one starts. */
export type Entry =
  | { readonly kind: 'object'; readonly object: GitObject; readonly end: number }
  | { readonly kind: 'delta'; readonly base: Base; readonly delta: Buffer; readonly end: number };

/** By the number of three bits in an entry's head. Source: https://git-scm.com/docs/pack-format */
const types: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const offsetDelta = 6;
const referenceDelta = 7;
/** More bytes of size or distance than these are no number. */
const longestNumber = 8;

/**
 * Reads the entry of a pack that starts there.
 * @param bytes of the pack
 * @param start where in them
 * @returns an object, or a delta and its base
 * @throws {CutEntryError} where it goes on behind the bytes
 * @throws {RangeError} or zlib's error where it is damaged
 * @throws {LargeObjectError} by what its head says, before any of it is unpacked
 */
export function readEntry(bytes: Buffer, start: number): Entry {
  const head = readEntryHead(bytes, start);
  if (head.size > largestOf(head.type)) throw new LargeObjectError(head.type, head.size);
  const { data, end } = inflate(bytes, head.end, head.size);
  return head.type === 'delta'
    ? { kind: 'delta', base: head.base, delta: data, end }
    : { kind: 'object', object: { type: head.type, data }, end };
}

/** What stands before the compressed bytes of an entry; `end` is where they start, `size` how many bytes they unpack to. */
export type EntryHead =
  | { readonly type: ObjectType; readonly size: number; readonly end: number }
  | { readonly type: 'delta'; readonly base: Base; readonly size: number; readonly end: number };

/**
 * Reads the head of the entry that starts there.
 * @param bytes of the pack
 * @param start where in them
 * @returns what it says
 * @throws {CutEntryError} where it goes on behind the bytes
 * @throws {RangeError} where it is damaged
 */
export function readEntryHead(bytes: Buffer, start: number): EntryHead {
  const head = readHead(bytes, start);
  const type = types[head.type];
  if (type !== undefined) return { type, size: head.size, end: head.end };
  return { type: 'delta', size: head.size, ...readBase(bytes, head) };
}

interface Head {
  readonly type: number;
  readonly size: number;
  readonly end: number;
}

/** Type in three bits, size in four and then seven a byte, lowest first. */
function readHead(bytes: Buffer, start: number): Head {
  let byte = byteAt(bytes, start);
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  let end = start + 1;
  for (let scale = 16; byte >= 0x80; scale *= 128, end += 1) {
    byte = byteAt(bytes, end, start);
    size += (byte & 0x7f) * scale;
  }
  return { type, size, end };
}

function readBase(bytes: Buffer, head: Head): { readonly base: Base; readonly end: number } {
  switch (head.type) {
    case referenceDelta:
      if (bytes.length < head.end + 20) throw new CutEntryError('An entry is cut');
      return { base: { oid: bytes.toString('hex', head.end, head.end + 20) }, end: head.end + 20 };
    case offsetDelta: {
      const { distance, end } = readDistance(bytes, head.end);
      return { base: { distance }, end };
    }
    default:
      throw new RangeError(`An object has the unknown type ${head.type}`);
  }
}

/** Seven bits a byte, highest first, and one more for every byte that follows. */
function readDistance(bytes: Buffer, start: number): { readonly distance: number; readonly end: number } {
  let byte = byteAt(bytes, start);
  let distance = byte & 0x7f;
  let end = start + 1;
  for (; byte >= 0x80; end += 1) {
    byte = byteAt(bytes, end, start);
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { distance, end };
}

/** @param start of the number that the byte belongs to */
function byteAt(bytes: Buffer, at: number, start = at): number {
  const byte = bytes[at];
  if (byte === undefined) throw new CutEntryError('An entry is cut');
  if (at - start > longestNumber) throw new RangeError('An entry has a number without an end');
  return byte;
}

/** Only zlib knows where a compressed object ends; `info` makes node tell. */
function inflate(
  bytes: Buffer,
  start: number,
  size: number,
): { readonly data: Buffer; readonly end: number } {
  const options = { info: true, maxOutputLength: Math.max(size, 1), chunkSize: Math.max(64, size + 1) };
  try {
    const { buffer, engine } = inflateSync(bytes.subarray(start), options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (buffer.length !== size) throw new RangeError('An object does not have its size');
    return { data: buffer, end: start + engine.bytesWritten };
  } catch (error) {
    if (isCut(error) && bytes.length - start <= longestDeflated(size))
      throw new CutEntryError('An entry is cut');
    throw error;
  }
}

/** https://nodejs.org/api/zlib.html#zlib-constants */
function isCut(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'Z_BUF_ERROR';
}

/** What does not compress gets longer by five bytes for every 16 KiB and six in all; this is more than enough, bytes. */
function longestDeflated(size: number): number {
  return size + size / 256 + 2 ** 17;
}
