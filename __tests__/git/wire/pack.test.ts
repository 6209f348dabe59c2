import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import {
  type GitObject,
  type NamedObject,
  nameObject,
  type ObjectStore,
  OversizeError,
  objectId,
} from '../../../src/git/objects/objects.ts';
import { applyDelta } from '../../../src/git/wire/delta-reader.ts';
import { makeDelta } from '../../../src/git/wire/delta-writer.ts';
import { PackReader } from '../../../src/git/wire/pack-reader.ts';
import { writePack } from '../../../src/git/wire/pack-writer.ts';
import { type BareRepository, createBareRepository } from '../../../testing/bare-repository.ts';

const run = promisify(execFile);
let repository: BareRepository;

beforeAll(async () => {
  const lines = Array.from({ length: 400 }, (_, i) => `line ${i} of a file that is long enough for deltas`);
  repository = await createBareRepository({
    files: { 'a/b.yaml': lines.join('\n'), c: 'c\n' },
    branch: 'main',
  });
  for (let i = 0; i < 12; i += 1) {
    lines[i * 30] = `changed ${i}`;
    await repository.commit({ 'a/b.yaml': lines.join('\n'), [`d/${i}`]: `${i}\n` });
  }
});

afterAll(() => repository.remove());

/** For what a pack unpacks to, bytes. */
const room = 2 ** 26;

/** Unpacks in chunks of this many bytes; gives how many objects the pack says it has. */
async function readPack(pack: Buffer, store: ObjectStore, chunk = 65_515): Promise<number | undefined> {
  const reader = new PackReader(store, room);
  for (let at = 0; at < pack.length; at += chunk) await reader.write(pack.subarray(at, at + chunk));
  await reader.end();
  return reader.count;
}

async function packOf(...options: string[]): Promise<Buffer> {
  const child = spawn('git', ['-C', repository.directory, 'pack-objects', '-q', '--stdout', ...options]);
  child.stdin.end((await repository.git('rev-list', '--objects', '--all')).replace(/ .*$/gm, ''));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test.each([
  ['deltas by distance', ['--delta-base-offset', '--depth=50', '--window=50']],
  ['deltas by id', ['--depth=50', '--window=50']],
  ['no deltas', ['--depth=0', '--window=0']],
])("every object of git's own pack is read, with %s", async (_, options) => {
  const pack = await packOf(...options);
  const store = new Map<string, GitObject>();
  const count = await readPack(pack, store);
  expect(count).toBe(store.size);
  const listed = await repository.git(
    'cat-file',
    '--batch-all-objects',
    '--batch-check=%(objectname) %(objecttype)',
  );
  const wanted = listed.trim().split('\n').sort();
  expect([...store].map(([oid, { type }]) => `${oid} ${type}`).sort()).toEqual(wanted);
  expect([...store].every(([oid, object]) => objectId(object) === oid)).toBe(true);
});

test('a pack is unpacked while it arrives, whatever its chunks', async () => {
  const pack = await packOf('--delta-base-offset');
  const whole = new Map<string, GitObject>();
  await readPack(pack, whole);
  for (const chunk of [1, 2, 13, 20, 500]) {
    const store = new Map<string, GitObject>();
    await readPack(pack, store, chunk);
    expect([...store.keys()]).toEqual([...whole.keys()]);
  }
  const store = new Map<string, GitObject>();
  await new PackReader(store, room).write(pack.subarray(0, -21));
  expect(store.size).toBe(whole.size - 1);
});

test('git reads our packs and finds our ids', async () => {
  const texts = ['', 'x', 'tag: v1\n', 'y'.repeat(15), 'z'.repeat(16), 'long '.repeat(100_000)];
  const objects = texts.map((text): GitObject => ({ type: 'blob', data: Buffer.from(text) }));
  const child = spawn('git', ['-C', repository.directory, 'unpack-objects', '-q']);
  child.stdin.end(await writePack(objects));
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  for (const object of objects) {
    const { stdout } = await run('git', ['-C', repository.directory, 'cat-file', 'blob', objectId(object)], {
      encoding: 'buffer',
      maxBuffer: 1 << 24,
    });
    expect(Buffer.compare(stdout, object.data)).toBe(0);
  }
});

test('what is written is read back, whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 9000 }),
      async (contents, chunk) => {
        const objects = contents.map((data): GitObject => ({ type: 'blob', data: Buffer.from(data) }));
        const store = new Map<string, GitObject>();
        await readPack(await writePack(objects), store, chunk);
        expect(objects.every((object) => store.get(objectId(object))?.data.equals(object.data))).toBe(true);
      },
    ),
  );
});

test('a delta of our making gives the target back, and is short where little changed', () => {
  const part = fc.uint8Array({ maxLength: 400 });
  fc.assert(
    fc.property(part, part, part, part, (front, old, fresh, behind) => {
      const base = Buffer.concat([front, old, behind]);
      const target = Buffer.concat([front, fresh, behind]);
      const delta = makeDelta(base, target);
      expect(applyDelta(base, delta).equals(target)).toBe(true);
      expect(delta.length).toBeLessThan(fresh.length + 40);
    }),
  );
  const big = Buffer.alloc(3_000_000, 'entry of a big tree ');
  const edited = Buffer.from(big).fill('!', 1_500_000, 1_500_020);
  const delta = makeDelta(big, edited);
  expect(applyDelta(big, delta).equals(edited)).toBe(true);
  expect(delta.length).toBeLessThan(500);
});

test('git reads our thin packs, whose bases it has', async () => {
  const base = nameObject({ type: 'blob', data: Buffer.from('a line\n'.repeat(1000)) });
  const target = nameObject({ type: 'blob', data: Buffer.from(`${'a line\n'.repeat(999)}another\n`) });
  const unpack = async (pack: Buffer): Promise<unknown> => {
    const child = spawn('git', ['-C', repository.directory, 'unpack-objects', '-q']);
    child.stdin.end(pack);
    return new Promise((resolve) => child.on('close', resolve));
  };
  const thin = await writePack([{ ...target, base }], true);
  expect(thin.length).toBeLessThan(100);
  expect(await unpack(await writePack([base]))).toBe(0);
  expect(await unpack(thin)).toBe(0);
  expect(await repository.git('cat-file', 'blob', target.oid)).toBe(target.data.toString());
  expect(await writePack([{ ...target, base }])).toEqual(await writePack([target]));
});

test('a pack that was cut or changed anywhere is refused', async () => {
  const pack = await packOf('--delta-base-offset');
  const bits = fc.integer({ min: 1, max: 255 });
  await fc.assert(
    fc.asyncProperty(fc.nat(pack.length - 1), bits, fc.boolean(), async (at, flipped, cut) => {
      const damaged = Buffer.from(cut ? pack.subarray(0, at) : pack);
      if (!cut) damaged[at] = (damaged[at] ?? 0) ^ flipped;
      await expect(readPack(damaged, new Map())).rejects.toThrow();
    }),
  );
});

/** A pack of one entry, whose checksum is right. */
function packOfEntry(...entry: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat([Buffer.from('PACK\0\0\0\x02\0\0\0\x01', 'latin1'), ...entry]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

test.each<[string, Buffer]>([
  ['says it is smaller than it is', packOfEntry(Buffer.from([0x31]), deflateSync(Buffer.alloc(1000)))],
  ['says it is bigger than it is', packOfEntry(Buffer.from([0x3f]), deflateSync(Buffer.alloc(3)))],
  ['is a delta on nothing', packOfEntry(Buffer.from([0x61, 0x05]), deflateSync('x'))],
  ['is of no type', packOfEntry(Buffer.from([0x01]), deflateSync('x'))],
])('an object that %s is refused', async (_, pack) => {
  await expect(readPack(pack, new Map())).rejects.toThrow();
});

const zeros = (size: number) => nameObject({ type: 'blob', data: Buffer.alloc(size) });

test.each<[string, Buffer]>([
  ['one object says so', packOfEntry(Buffer.from([0xbf, 0xff, 0xff, 0xff, 0x7f]), deflateSync('x'))],
  ['it grows object by object', await writePack([zeros(room / 2), zeros(room / 2 - 1), zeros(2)])],
  [
    'a delta makes it big',
    await writePack([{ ...zeros(room), base: zeros(room - 1) }, zeros(room - 1)], true),
  ],
])('a pack that unpacks to more than there is room for is refused: %s', async (_, pack) => {
  await expect(readPack(pack, new Map())).rejects.toThrow(OversizeError);
});

test('a delta may come before its base', async () => {
  const [first, second, third] = ['a', 'b', 'c'].map((letter) =>
    nameObject({ type: 'blob', data: Buffer.from(`${'a long line\n'.repeat(100)}${letter}`) }),
  ) as [NamedObject, NamedObject, NamedObject];
  const store = new Map<string, GitObject>();
  await readPack(
    await writePack([{ ...first, base: second }, { ...second, base: third }, third], true),
    store,
  );
  expect([...store.keys()].sort()).toEqual([first.oid, second.oid, third.oid].sort());
  await expect(readPack(await writePack([{ ...first, base: second }], true), new Map())).rejects.toThrow(
    'no base',
  );
});

test('a long chain of deltas whose bases all come later is read, and its room is counted', async () => {
  const texts = Array.from({ length: 2000 }, (_, i) => Buffer.from(`${'a long line\n'.repeat(20)}${i}`));
  const named = texts.map((data) => nameObject({ type: 'blob', data }));
  const chain = named.map((object, index) => ({ ...object, base: named[index + 1] }));
  const store = new Map<string, GitObject>();
  await readPack(await writePack(chain, true), store);
  expect(store.size).toBe(2000);
  const orphans = chain.map((entry) => ({ ...entry, base: nameObject({ type: 'blob', data: entry.data }) }));
  const reader = new PackReader(new Map(), 10_000);
  await expect(reader.write(await writePack(orphans, true))).rejects.toThrow(OversizeError);
});

test.each<[string, number[]]>([
  ['copies from outside its base', [4, 4, 0x91, 2, 4]],
  ['writes more than it says', [4, 1, 0x90, 4]],
  ['writes less than it says', [4, 4, 0x90, 2]],
  ['is for another base', [5, 1, 0x90, 1]],
  ['ends within a number', [0x84]],
  ['has the reserved instruction', [4, 4, 0]],
  ['inserts more than it has', [4, 4, 4, 1, 2]],
])('a delta that %s is refused', (_, bytes) => {
  expect(() => applyDelta(Buffer.from('abcd'), Buffer.from(bytes))).toThrow(RangeError);
});

/** A store that counts how often it is asked. */
class CountingStore extends Map<string, GitObject> {
  asked = 0;

  override get(oid: string): GitObject | undefined {
    this.asked += 1;
    return super.get(oid);
  }
}

const line = 'a long line\n'.repeat(20);
const versions = (count: number): NamedObject[] =>
  Array.from({ length: count }, (_, index) =>
    nameObject({ type: 'blob', data: Buffer.from(`${line}${index}`) }),
  );

test.each<[string, (objects: readonly NamedObject[]) => (NamedObject & { base?: NamedObject })[]]>([
  [
    'wait for one base',
    ([base, ...others]) =>
      [...others, base].map((each) => (each === base ? each : { ...each, base })) as NamedObject[],
  ],
  [
    'come behind their one base',
    ([base, ...others]) => [base, ...others.map((each) => ({ ...each, base }))] as NamedObject[],
  ],
  [
    'wait for each other',
    (objects) => objects.map((each, index) => ({ ...each, base: objects[index + 1] })) as NamedObject[],
  ],
])('ten times the deltas take ten times the look-ups, where they %s', async (_, inOrder) => {
  const lookUps = async (count: number): Promise<number> => {
    const store = new CountingStore();
    await readPack(await writePack(inOrder(versions(count)), true), store);
    expect(store.size).toBe(count);
    return store.asked;
  };
  expect(await lookUps(2000)).toBeLessThanOrEqual(11 * (await lookUps(200)));
});

test('others have their turn while many objects are unpacked', async () => {
  const pack = await writePack(versions(10_000));
  let turns = 0;
  const count = (): void => {
    turns += 1;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  await readPack(pack, new Map(), pack.length);
  clearImmediate(timer);
  expect(turns).toBeGreaterThan(4);
});
