import { randomBytes } from 'node:crypto';
import { ObjectMemory } from '../../../src/git/objects/object-memory.ts';
import { type GitObject, type NamedObject, nameObject } from '../../../src/git/objects/objects.ts';
import { PackReader } from '../../../src/git/wire/pack-reader.ts';
import { writePack } from '../../../src/git/wire/pack-writer.ts';
import { SkippedBlobs } from '../../../src/git/wire/skipped-blobs.ts';

const mebibyte = 2 ** 20;
const blob = (data: Uint8Array): NamedObject => nameObject({ type: 'blob', data: Buffer.from(data) });
const large = blob(Buffer.alloc(17 * mebibyte, 'a line\n'));
/** What does not compress comes in many pieces. */
const noise = blob(randomBytes(17 * mebibyte));
const like = (text: string): NamedObject =>
  blob(Buffer.concat([large.data.subarray(0, 8 * mebibyte), Buffer.from(text)]));
const [small, other] = [blob(Buffer.from('tag: v1\n')), blob(Buffer.from('tag: v2\n'))];
const [first, second] = [like('first'), like('second')];

async function read(entries: readonly (GitObject & { base?: NamedObject })[], chunk: number) {
  const pack = await writePack(entries as NamedObject[], true);
  const store = new Map<string, GitObject>();
  const skipped = new SkippedBlobs();
  const reader = new PackReader(store, 2 ** 30, skipped);
  for (let at = 0; at < pack.length; at += chunk) await reader.write(pack.subarray(at, at + chunk));
  await reader.end();
  return { ids: [...store.keys()], skipped, pack };
}

test.each([1000, 65_515, 2 ** 26])(
  'large blobs go by, and what is around them is kept, in chunks of %i',
  async (chunk) => {
    const { ids, skipped } = await read([small, large, noise, other], chunk);
    expect(ids).toEqual([small.oid, other.oid]);
    expect([large, noise].map(({ oid }) => skipped.sizeOf(oid))).toEqual([17 * mebibyte, 17 * mebibyte]);
    expect(skipped.deltas).toBe(0);
  },
);

test('what is a difference to a blob that went by goes by, and so on', async () => {
  const chain = [large, { ...first, base: large }, { ...second, base: first }, other];
  const { ids, skipped } = await read(chain, 65_515);
  expect(ids).toEqual([other.oid]);
  expect(skipped.sizeOf(large.oid)).toBe(17 * mebibyte);
});

test('a difference that makes a large blob goes by', async () => {
  const grown = blob(Buffer.concat([large.data, Buffer.from('more')]));
  const base = blob(large.data.subarray(0, 15 * mebibyte));
  const { ids, skipped } = await read([base, { ...grown, base }, other], 65_515);
  expect(ids).toEqual([base.oid, other.oid]);
  expect(skipped.deltas).toBe(1);
});

test.each<[string, (pack: Buffer) => void]>([
  ['in its checksum', (pack) => pack.fill(1, pack.length - 20)],
  ['in the midst of a large blob', (pack) => pack.fill(1, pack.length >> 1, (pack.length >> 1) + 1)],
])('a pack that was changed %s is refused', async (_, change) => {
  const pack = await writePack([noise, other]);
  change(pack);
  const reader = new PackReader(new Map(), 2 ** 30, new SkippedBlobs());
  await expect(reader.write(pack).then(() => reader.end())).rejects.toThrow();
});

test('of blobs that nobody asked for the last ones are kept, and all that were asked for', () => {
  const memory = new ObjectMemory(112 * mebibyte, 1);
  const blobs = Array.from({ length: 20 }, (_, index) => blob(Buffer.alloc(8 * mebibyte - 100, `${index}`)));
  const ids = blobs.map(({ oid }) => oid);
  const store = memory.forWholePack(new Set(ids.slice(0, 2)));
  for (const one of blobs) store.set(one.oid, one);
  const kept = ids.map((oid, index) => (memory.has(oid) ? index : -1)).filter((index) => index >= 0);
  expect(kept.slice(0, 2)).toEqual([0, 1]);
  expect(kept.slice(-4)).toEqual([16, 17, 18, 19]);
  expect(kept.length).toBeLessThanOrEqual(10);
});
