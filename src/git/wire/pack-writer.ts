import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject } from '../objects.ts';

const typeNumbers = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** A pack of whole objects, without deltas. Source: https://git-scm.com/docs/pack-format */
export function writePack(objects: readonly GitObject[]): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(objects.length, 8);
  const entries = objects.flatMap((object) => [entryHead(object), deflateSync(object.data)]);
  const pack = Buffer.concat([head, ...entries]);
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

function entryHead({ type, data }: GitObject): Buffer {
  const bytes: number[] = [];
  let byte = (typeNumbers[type] << 4) | (data.length & 15);
  for (let left = Math.floor(data.length / 16); left > 0; left = Math.floor(left / 128)) {
    bytes.push(byte | 0x80);
    byte = left & 0x7f;
  }
  return Buffer.from([...bytes, byte]);
}
