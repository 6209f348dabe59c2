// A name server that is slow with its answer for IPv6 addresses gets a longer first connect.
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { sendHttp } from '../../src/http/request.ts';

/** Answers with loopback after so many milliseconds. */
const lookupAfter =
  (ms: number): LookupFunction =>
  (_, { all }, callback) => {
    const address = '127.0.0.1';
    setTimeout(() => (all ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4)), ms);
  };

test.each([
  ['one and a half times the time of a connection is waited for', 1500, 'answered'],
  ['three times is not', 3000, 'no connection within 1000 ms'],
])('a lookup that takes %s', async (_, ms, end) => {
  const server = createServer((_request, response) => response.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ lookup: lookupAfter(ms) });
  const { port } = server.address() as AddressInfo;
  const sent = sendHttp({
    url: `http://git.example.test:${port}/`,
    method: 'GET',
    headers: {},
    body: Buffer.alloc(0),
    route: { agent, request, detour: undefined },
    limits: { connectMs: 1000, silenceMs: 20_000, totalMs: 20_000 },
    signal: new AbortController().signal,
    onFirstByte: undefined,
  });
  const ended = await sent.then(
    () => 'answered',
    (error: Error) => error.message,
  );
  agent.destroy();
  server.closeAllConnections();
  server.close();
  expect(ended).toBe(end);
});
