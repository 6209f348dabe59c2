// Packs as nobody writes them: bombs, deltas without an end, trees that share their branches; made while they are sent.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { maxPayload, pktLine } from '../src/git/packets/pkt-line.ts';

export type Bytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** What the branch of a hostile server holds; `objects` are the entries of a pack. */
export interface Tip {
  readonly commit: string;
  readonly objects: readonly Uint8Array[];
}

const numbers = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, referenceDelta: 7 } as const;

/** Writes the head of an entry, whatever size it says. */
export function entryHead(type: keyof typeof numbers, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (numbers[type] << 4) | (size & 15);
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes.push(byte | 0x80);
    byte = left % 128;
  }
  return Buffer.from([...bytes, byte]);
}

/** Writes a whole entry. */
export function entryOf(type: 'commit' | 'tree' | 'blob', data: Uint8Array | string): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([entryHead(type, bytes.length), deflateSync(bytes)]);
}

export function oidOf(type: 'commit' | 'tree' | 'blob', data: Uint8Array | string): string {
  const bytes = Buffer.from(data);
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** A line of a tree. */
export function treeEntry(mode: string, name: string, oid: string): Buffer {
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
}

/** A commit of a tree, and the entries of a pack that holds both with what is given beside them. */
export function tipOf(root: Uint8Array, others: readonly Uint8Array[]): Tip {
  const who = 'A <a@b.example> 1700000000 +0000';
  const commit = `tree ${oidOf('tree', root)}\nauthor ${who}\ncommitter ${who}\n\nFirst\n`;
  const objects = [entryOf('commit', commit), entryOf('tree', root), ...others];
  return { commit: oidOf('commit', commit), objects };
}

const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

/** One manifest, `apps/web/deployment.yaml`. */
export function manifestObjects(): Tip {
  const web = treeEntry('100644', 'deployment.yaml', oidOf('blob', manifest));
  const apps = treeEntry('40000', 'web', oidOf('tree', web));
  const root = treeEntry('40000', 'apps', oidOf('tree', apps));
  return tipOf(root, [entryOf('tree', apps), entryOf('tree', web), entryOf('blob', manifest)]);
}

/** A pack with a right checksum around entries that are made one after the other. */
export async function* packOf(count: number, entries: Bytes): AsyncGenerator<Uint8Array> {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(count, 8);
  const sum = createHash('sha1').update(head);
  yield head;
  for await (const entry of entries) {
    sum.update(entry);
    yield entry;
  }
  yield sum.digest();
}

/** Packets of one band, full ones where there is enough; `size` makes them smaller. */
export async function* band(number: 1 | 2, bytes: Bytes, size = maxPayload - 1): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= size) {
      yield packet(number, rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  }
  if (rest.length > 0) yield packet(number, rest);
}

/** One packet of a band. */
export function packet(number: 1 | 2, bytes: Uint8Array): Uint8Array {
  return pktLine(Buffer.concat([Buffer.from([number]), bytes]));
}

/** The zlib stream of so many MiB of zeros, a thousandth of it. Source: RFC 1950, 1951 */
export function* zeros(mebibytes: number): Generator<Uint8Array> {
  yield Buffer.from([0x78, 0x9c]);
  const one = deflatedMebibyte();
  for (let done = 0; done < mebibytes; done += 1) yield one;
  // An empty last block, and the checksum: its low half stays 1, its high half counts the bytes.
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((((mebibytes * 2 ** 20) % 65_521) * 2 ** 16 + 1) >>> 0);
  yield Buffer.concat([Buffer.from([0x01, 0, 0, 0xff, 0xff]), sum]);
}

function deflatedMebibyte(): Buffer {
  // Without the head of two bytes, and the last block and checksum behind the flush.
  const whole = deflateSync(Buffer.alloc(2 ** 20), { finishFlush: 3 });
  return whole.subarray(2);
}

/** A chunk again and again. */
export function* endlessly(chunk: Uint8Array): Generator<Uint8Array> {
  for (;;) yield chunk;
}
