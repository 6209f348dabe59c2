import fc from 'fast-check';
import { CompactStore } from '../../../src/git/objects/compact-store.ts';
import { type NamedObject, nameObject, OversizeError } from '../../../src/git/objects/objects.ts';

const room = 64 * 2 ** 20;
const types = ['commit', 'tree', 'blob', 'tag'] as const;

test('what is put in comes out, whatever its size, its type and the salt', () => {
  const object = fc
    .tuple(
      fc.constantFrom(...types),
      fc.oneof(fc.nat(200), fc.integer({ min: 65_000, max: 66_000 })),
      fc.nat(255),
    )
    .map(([type, size, byte]) => nameObject({ type, data: Buffer.alloc(size, byte) }));
  fc.assert(
    fc.property(fc.array(object, { maxLength: 40 }), fc.nat(2 ** 32 - 1), (objects, salt) => {
      const store = new CompactStore(room, salt);
      for (const each of objects) store.set(each.oid, each);
      const isThere = ({ oid, type, data }: NamedObject): boolean =>
        store.get(oid)?.type === type && store.get(oid)?.data.equals(data) === true;
      expect(objects.every(isThere)).toBe(true);
    }),
  );
});

const numbered = (count: number): NamedObject[] =>
  Array.from({ length: count }, (_, index) => nameObject({ type: 'blob', data: Buffer.from(String(index)) }));

test('of many objects each is found, and no other', () => {
  const store = new CompactStore(room, 7);
  const objects = numbered(20_000);
  for (const each of objects.slice(0, 10_000)) store.set(each.oid, each);
  expect(objects.findIndex(({ oid }) => !store.has(oid))).toBe(10_000);
  expect(objects.slice(10_000).some(({ oid }) => store.has(oid))).toBe(false);
  expect(objects.slice(0, 10_000).every(({ oid, data }) => store.get(oid)?.data.equals(data))).toBe(true);
});

test.each(['', 'abc', '0'.repeat(64), 'z'.repeat(40)])('%j is no id', (oid) => {
  const store = new CompactStore(room, 0);
  expect([store.has(oid), store.get(oid)]).toEqual([false, undefined]);
});

test('more than there is room for is refused', () => {
  const store = new CompactStore(100_000, 0);
  expect(() => {
    for (const each of numbered(10_000)) store.set(each.oid, each);
  }).toThrow(OversizeError);
});
