import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { pktLine } from '../../src/git/packets/pkt-line.ts';
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { type Bytes, endlessly, packet } from '../../testing/hostile-packs.ts';

/** Whatever is kept in JavaScript's heap ends the process here without a word. */
const small = { NODE_OPTIONS: '--max-old-space-size=64' };

let scene: BundleScene;
beforeEach(async () => {
  scene = await setBundleScene();
});
afterEach(() => scene.close());

/** Sends as much as is taken, and counts it. */
function flood(response: ServerResponse, bytes: Bytes): { readonly sent: () => number } {
  let sent = 0;
  const stream = Readable.from(bytes, { objectMode: true, highWaterMark: 1 });
  stream.on('data', (chunk: Uint8Array) => {
    sent += chunk.length;
  });
  response.on('close', () => stream.destroy());
  stream.pipe(response);
  return { sent: () => sent };
}

const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));
const floods: readonly [string, Readonly<Record<string, string>>, () => Bytes][] = [
  ['remarks without an end', {}, () => endlessly(packet(2, Buffer.alloc(60_000, 'remark ')))],
  ['empty packets without an end', {}, () => endlessly(Buffer.from('0004'.repeat(10_000)))],
  ['a report without an end', {}, () => endlessly(packet(1, pktLine('x'.repeat(60_000))))],
  ['lines without a band, without an end', {}, () => endlessly(pktLine('x'.repeat(60_000)))],
  ['zeros that are compressed', { 'Content-Encoding': 'gzip' }, () => endlessly(bomb)],
];

test.each(floods)('a push that is answered with %s is found in the branch', async (_, headers, bytes) => {
  let flooded = { sent: () => 0 };
  scene.server.intercept(async ({ entry, run, send, response }) => {
    const answer = await run();
    if (entry.method !== 'POST' || entry.service !== 'receive-pack') return send(answer);
    const { 'content-length': _length, 'Content-Length': _other, ...others } = answer.headers;
    response.writeHead(200, { ...others, ...headers });
    flooded = flood(response, bytes());
  });
  const { exit, result } = await scene.deploy({ timeout: '60s' }, small);
  expect([exit, result]).toEqual([0, 'pushed']);
  expect(flooded.sent()).toBeLessThan(64 * 2 ** 20);
  expect(await scene.complaints()).toEqual([]);
});

test.each([
  ['a page without an end', {}, () => endlessly(Buffer.alloc(65_536, 'a'))],
  ['zeros that are compressed', { 'Content-Encoding': 'gzip' }, () => endlessly(bomb)],
] as const)(
  'a webhook that answers %s has the message, and the deploy is pushed',
  async (_, headers, bytes) => {
    let flooded = { sent: () => 0 };
    const webhook = createServer((request, response) => {
      request.resume();
      response.writeHead(200, headers);
      flooded = flood(response, bytes());
    });
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    const { port } = webhook.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/services/T/B/secret`;
    try {
      const { exit, result, output } = await scene.deploy(
        {},
        { ...small, GITOPS_DEPLOY_SLACK_WEBHOOK_URL: url },
      );
      expect([exit, result]).toEqual([0, 'pushed']);
      expect(output).toContain('Slack by webhook has the message; its answer is too long to be read');
      expect(flooded.sent()).toBeLessThan(64 * 2 ** 20);
    } finally {
      webhook.closeAllConnections();
      webhook.close();
    }
  },
);
