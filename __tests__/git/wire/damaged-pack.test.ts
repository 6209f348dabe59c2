// A pack that comes whole and is not right: tried again a few times, and not until the time is over.
import { plenty } from '../../../src/git/fetch/pack-room.ts';
import { CompactStore } from '../../../src/git/objects/compact-store.ts';
import { flush, parsePacket, pktLine } from '../../../src/git/packets/pkt-line.ts';
import type { Answer, Transport } from '../../../src/git/transport/transport.ts';
import { fetchPackV0 } from '../../../src/git/wire/fetch-v0.ts';
import { readPackfile } from '../../../src/git/wire/packfile.ts';

const server = { name: 'git.example/acme/config', refusals: [] };
const packfile = {
  store: new CompactStore(2 ** 20, 1),
  limits: plenty,
  skipped: undefined,
  onArrival: undefined,
};

/** A pack that says that it is empty, with such a checksum behind. */
const packWith = (checksum: string): Buffer =>
  Buffer.concat([Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1'), Buffer.from(checksum, 'hex')]);

function answerOf(pack: Buffer, isCut: boolean): Answer {
  const packets = [pktLine(Buffer.concat([Buffer.of(1), pack])), ...(isCut ? [] : [flush])].values();
  return {
    next: async () => {
      const { value } = packets.next();
      const parsed = value && parsePacket(Buffer.from(value));
      return parsed?.result === 'packet' ? parsed.packet : undefined;
    },
    release: () => undefined,
    cancel: () => undefined,
  };
}

const right = '029d08823bd8a8eab510ad6ac75c823cfd3ed31e';

test.each([
  ['with another checksum is damaged', packWith('0'.repeat(40)), false, 'the pack is damaged', 'a-while'],
  ['that is none is damaged', Buffer.alloc(40, 'x'), false, 'the pack is damaged', 'a-while'],
  ['that breaks off is cut, and comes whole another time', packWith(right), true, 'the pack is cut', 'later'],
])('a pack %s', async (_, pack, isCut, says, retry) => {
  const reading = readPackfile(answerOf(pack, isCut), server, packfile);
  await expect(reading).rejects.toMatchObject({ retry, message: `Cannot read "${server.name}": ${says}` });
});

test('the same pack with its checksum is read', async () => {
  await expect(readPackfile(answerOf(packWith(right), false), server, packfile)).resolves.toBeUndefined();
});

test('a server that has no side-band is too old, each time', async () => {
  const transport: Transport = {
    ...server,
    parallel: true,
    prepare: () => undefined,
    advertise: () => Promise.reject(new Error('Nobody asks')),
    request: () => Promise.reject(new Error('Nobody asks')),
  };
  const request = { want: '1'.repeat(40), have: undefined, depth: 1 };
  await expect(fetchPackV0(transport, new Map(), request, packfile)).rejects.toMatchObject({
    code: 'unsupported-repository',
    retry: 'never',
    message: expect.stringContaining('no side-band'),
  });
});
