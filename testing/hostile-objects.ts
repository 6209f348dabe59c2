// What a hostile pack is filled with: bombs, floods of objects, deltas of one base, folders without an end.
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type Bytes, entryHead, entryOf, oidOf, type Tip, tipOf, treeEntry, zeros } from './hostile-packs.ts';

const objectId = (id: string): Buffer => Buffer.from(id, 'hex');
/** One after the other. */
export async function* joined(...all: readonly Bytes[]): AsyncGenerator<Uint8Array> {
  for (const bytes of all) yield* bytes;
}

/** Blobs of random bytes, each another one. */
export function* largeBlobs(count: number, mebibytes: number): Generator<Uint8Array> {
  const bytes = randomBytes(mebibytes * 2 ** 20);
  for (let index = 0; index < count; index += 1) {
    bytes.writeUInt32BE(index);
    yield Buffer.concat([entryHead('blob', bytes.length), deflateSync(bytes, { level: 0 })]);
  }
}

/** Zeros that travel as almost nothing; the head may say another size. */
export const bomb = (mebibytes: number, said = mebibytes * 2 ** 20): Bytes =>
  joined([entryHead('blob', said)], zeros(mebibytes));

/** What deltas are made of. */
export const base = Buffer.alloc(8 * 2 ** 20);

/** Makes 8 MiB of its base, in eight copies of 16 MiB less a byte at most. */
function largeDelta(index: number): Buffer {
  const size = [0x80, 0x80, 0x80, 0x04];
  const copy = [0xf0, 0, 0, 0x80];
  const tail = Buffer.from(String(index).padStart(8, '0'));
  const target = Buffer.from([0x88, 0x80, 0x80, 0x04]);
  return Buffer.concat([Buffer.from(size), target, Buffer.from(copy), Buffer.from([8]), tail]);
}

/** Deltas of the base. */
export function* largeDeltas(count: number): Generator<Uint8Array> {
  const id = objectId(oidOf('blob', base));
  for (let index = 0; index < count; index += 1) {
    const delta = largeDelta(index);
    yield Buffer.concat([entryHead('referenceDelta', delta.length), id, deflateSync(delta)]);
  }
}

/** Blobs of a few digits. */
export function* tinyBlobs(count: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield entryOf('blob', String(index));
}

/** Deltas that wait for a base, each for one of its own or all for the same. */
export function* waitingDeltas(count: number, isShared: boolean): Generator<Uint8Array> {
  const delta = deflateSync(Buffer.from([4, 1, 0x90, 1]));
  for (let index = 0; index < count; index += 1) {
    const id = Buffer.alloc(20);
    id.writeUInt32BE(isShared ? 1 : index);
    yield Buffer.concat([entryHead('referenceDelta', 4), id, delta]);
  }
}

/** Ten folders, each of which is the same ten folders, ten levels deep: 10^10 paths in eleven trees. */
export function sharedTrees(levels: number): Tip {
  const blob = entryOf('blob', 'x\n');
  let tree = treeEntry('100644', 'a.txt', oidOf('blob', 'x\n'));
  const entries: Uint8Array[] = [];
  for (let level = 0; level < levels; level += 1) {
    entries.push(entryOf('tree', tree));
    const below = oidOf('tree', tree);
    tree = Buffer.concat(Array.from({ length: 10 }, (_, index) => treeEntry('40000', String(index), below)));
  }
  return tipOf(tree, [...entries, blob]);
}

/** One folder with many files, all the same. */
export function wideTree(count: number): Tip {
  const oid = oidOf('blob', 'x\n');
  const lines = Array.from({ length: count }, (_, index) =>
    treeEntry('100644', `f${String(index).padStart(7, '0')}.txt`, oid),
  );
  return tipOf(Buffer.concat(lines), [entryOf('blob', 'x\n')]);
}
