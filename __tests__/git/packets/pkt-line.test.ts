import fc from 'fast-check';
import { type Broken, PacketReader } from '../../../src/git/packets/packet-reader.ts';
import {
  delimiter,
  flush,
  maxPayload,
  packetText,
  parsePacket,
  pktLine,
} from '../../../src/git/packets/pkt-line.ts';

async function* cutInto(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const asError = (why: Broken): Error => new Error(why.what);

test('text gets a newline and its length in four hex digits', () => {
  expect(Buffer.from(pktLine('want 1')).toString()).toBe('000bwant 1\n');
});

test('a packet that is too long is a defect of the caller', () => {
  expect(() => pktLine(Buffer.alloc(maxPayload + 1))).toThrow(RangeError);
  expect(pktLine(Buffer.alloc(maxPayload)).length).toBe(65_520);
});

test.each([
  ['0000', 'flush'],
  ['0001', 'delimiter'],
  ['0002', 'end'],
])('%s is a packet of its own: %s', (text, kind) => {
  expect(parsePacket(Buffer.from(text))).toEqual({ result: 'packet', packet: { kind }, length: 4 });
});

test.each(['0003', '<htm', '-001', '00 4', '0x10'])('"%s" is not git', (text) => {
  expect(parsePacket(Buffer.from(text))).toEqual({ result: 'not-git' });
});

test('packets come out as they went in, however the stream is cut', async () => {
  const payload = fc.uint8Array({ minLength: 1, maxLength: 300 });
  const sizes = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(payload, { maxLength: 12 }), sizes, async (payloads, cuts) => {
      const bytes = Buffer.concat([...payloads.map(pktLine), delimiter, flush]);
      const reader = new PacketReader(cutInto(bytes, cuts), asError);
      for (const sent of payloads) {
        const packet = await reader.next();
        expect(packet?.kind === 'data' && packet.data.equals(sent)).toBe(true);
      }
      expect(await reader.next()).toEqual({ kind: 'delimiter' });
      expect(await reader.next()).toEqual({ kind: 'flush' });
      expect(await reader.next()).toBeUndefined();
    }),
  );
});

test('an end within a packet is no end', async () => {
  const reader = new PacketReader(cutInto(Buffer.from('0009ab'), [2]), asError);
  await expect(reader.next()).rejects.toThrow('cut');
});

test('bytes that are no packet are told from a cut', async () => {
  const reader = new PacketReader(cutInto(Buffer.from('<!doctype html>'), [15]), asError);
  await expect(reader.next()).rejects.toThrow('not-git');
});

test('only data has text', () => {
  expect(packetText({ kind: 'data', data: Buffer.from('ok\n') })).toBe('ok');
  expect(packetText({ kind: 'flush' })).toBeUndefined();
  expect(packetText(undefined)).toBeUndefined();
});
