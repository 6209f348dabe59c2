// Large entries of a pack, unpacked piece by piece.
import { deflateSync } from 'node:zlib';
import { PassingEntry } from '../../../src/git/wire/passing-entry.ts';

const mib = 2 ** 20;

async function passed(size: number, bytes: Buffer, pieceSize: number): Promise<PassingEntry> {
  const entry = new PassingEntry({ type: 'blob', size, end: 0 }, 12);
  for (let at = 0; at < bytes.length && !entry.isOver; )
    at += await entry.take(bytes.subarray(at, at + pieceSize));
  return entry;
}

const packed = (size: number): Buffer => Buffer.concat([deflateSync(Buffer.alloc(size)), Buffer.alloc(30)]);

describe.each([
  ['in one piece', Number.POSITIVE_INFINITY],
  ['in pieces of 1000 bytes', 1000],
])('an entry that comes %s', (_, pieceSize) => {
  test('is over at its end, with its bytes', async () => {
    const { isOver, data } = await passed(2 * mib, packed(2 * mib), pieceSize);
    expect({ isOver, bytes: data?.length }).toStrictEqual({ isOver: true, bytes: 2 * mib });
  });

  test.each([
    ['one byte more', 2 * mib + 1],
    ['much more', 8 * mib],
    ['one byte less', 2 * mib - 1],
  ])('is damaged where it unpacks to %s than it says', async (__, size) => {
    await expect(passed(2 * mib, packed(size), pieceSize)).rejects.toThrow(
      new RangeError('An object does not have its size'),
    );
  });
});
