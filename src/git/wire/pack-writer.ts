// A pack, written.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject, NamedObject, RevisedObject } from '../objects/objects.ts';
import { WorkSlices } from '../objects/work-slices.ts';
import { makeDelta } from './delta-writer.ts';

const typeNumbers = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;
const referenceDelta = 7;

/** An object to be sent, perhaps one that differs little from an object that the server has. */
export type PackEntry = GitObject | RevisedObject;

/**
 * Writes a pack of these objects. Source: https://git-scm.com/docs/pack-format
 * @param thin whether an object may be sent as its difference from one that the pack does not hold
 * @returns the bytes of the pack; timers and signals have their turn while it is written
 */
export async function writePack(entries: readonly PackEntry[], thin = false): Promise<Buffer> {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(entries.length, 8);
  const slices = new WorkSlices();
  const parts: Buffer[] = [];
  for (const entry of entries) {
    const base = 'base' in entry ? entry.base : undefined;
    parts.push(...(thin && base ? thinEntry(entry, base) : wholeEntry(entry)));
    // To compress takes five times as long as to read.
    await slices.afterBytes(5 * entry.data.length);
  }
  const pack = Buffer.concat([head, ...parts]);
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

function wholeEntry({ type, data }: GitObject): Buffer[] {
  return [entryHead(typeNumbers[type], data.length), deflateSync(data)];
}

function thinEntry(entry: GitObject, base: NamedObject): Buffer[] {
  const delta = makeDelta(base.data, entry.data);
  if (delta.length >= entry.data.length) return wholeEntry(entry);
  return [entryHead(referenceDelta, delta.length), Buffer.from(base.oid, 'hex'), deflateSync(delta)];
}

/** Type in three bits, size in four and then seven a byte, lowest first. */
function entryHead(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (type << 4) | (size & 15);
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes.push(byte | 0x80);
    byte = left & 0x7f;
  }
  return Buffer.from([...bytes, byte]);
}
