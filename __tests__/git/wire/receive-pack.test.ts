import { flush, type Packet, parsePacket, pktLine } from '../../../src/git/packets/pkt-line.ts';
import type { Answer, Transport } from '../../../src/git/transport/transport.ts';
import { readLines } from '../../../src/git/wire/read-lines.ts';
import { pushPack } from '../../../src/git/wire/receive-pack.ts';

/** An answer of these packets; of the last one without an end, when it is repeated. */
function answerOf(packets: readonly Uint8Array[], repeat = false): Answer & { taken: () => number } {
  let taken = 0;
  const parsed = packets.map((bytes) => parsePacket(Buffer.from(bytes)));
  return {
    taken: () => taken,
    async next(): Promise<Packet | undefined> {
      const next = parsed[taken] ?? (repeat ? parsed.at(-1) : undefined);
      taken += 1;
      return next?.result === 'packet' ? next.packet : undefined;
    },
    release: () => undefined,
    cancel: () => undefined,
  };
}

const band = (number: number, bytes: Uint8Array | string): Uint8Array =>
  pktLine(Buffer.concat([Buffer.from([number]), Buffer.from(bytes)]));

function push(answer: Answer) {
  const transport: Transport = {
    name: 'git.example/acme/config',
    refusals: [],
    parallel: true,
    prepare: () => undefined,
    advertise: () => Promise.reject(new Error('Nobody asks')),
    request: async () => answer,
  };
  const capabilities = new Map([
    ['report-status', ''],
    ['side-band-64k', ''],
  ]);
  const commits = { old: '0'.repeat(40), new: '1'.repeat(40) };
  const update = { ref: 'refs/heads/main', ...commits, pack: Buffer.alloc(0), options: [] };
  return pushPack(transport, capabilities, update, 'git/test');
}

const report = Buffer.concat([pktLine('unpack ok'), pktLine('ok refs/heads/main'), flush]);

test.each([1, 3, 7, 100])(
  'a report is read whatever its pieces, here of %i bytes, with remarks between',
  async (size) => {
    const pieces = Array.from({ length: Math.ceil(report.length / size) }, (_, i) => [
      band(1, report.subarray(i * size, (i + 1) * size)),
      band(2, '.'),
    ]).flat();
    const remoteText = '.'.repeat(pieces.length / 2);
    await expect(push(answerOf([...pieces, flush]))).resolves.toEqual({ result: 'ok', remoteText });
  },
);

test('a report that is cut behind the line on our branch is as good as a whole one', async () => {
  const answer = answerOf([band(1, report.subarray(0, -4)), band(1, '00')]);
  await expect(push(answer)).resolves.toMatchObject({ result: 'ok' });
});

test('what is said in place of bands is the reason of a refusal, whole', async () => {
  const answer = answerOf([pktLine('ERR access denied: protected')]);
  const reason = 'access denied: protected';
  await expect(push(answer)).resolves.toMatchObject({ result: 'rejected', reason });
});

test.each([
  ['are no packets', 'z'.repeat(60_000), 1],
  ['are packets without an end', pktLine('x'.repeat(60_000)), 20],
])('a flood of bytes in place of the report is left soon when they %s', async (_, bytes, most) => {
  const answer = answerOf([band(1, bytes)], true);
  await expect(push(answer)).rejects.toMatchObject({ code: 'out-of-time', retry: 'later', applied: 'maybe' });
  expect(answer.taken()).toBeLessThanOrEqual(most);
});

test('a list of empty lines without an end is left', async () => {
  const empty = answerOf([pktLine(Buffer.alloc(0))], true);
  const read = async (): Promise<void> => {
    for await (const _ of readLines(empty, { name: 'git.example', refusals: [] }, 'the list'));
  };
  await expect(read()).rejects.toMatchObject({ code: 'not-a-git-server' });
  expect(empty.taken()).toBeLessThan(3_000_000);
});
