// A name leads to the address that was checked, and to nothing else.
import { createServer } from 'node:net';
import { HttpClient } from '../../src/http/client.ts';
import { type LookupAll, publicLookup } from '../../src/http/public-lookup.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { noProxies } from '../../src/remote/proxy-settings.ts';
import { startConnectProxy } from '../../testing/connect-proxy.ts';
import { listen } from '../../testing/talkers.ts';

const family = (address: string) => (address.includes(':') ? 6 : 4);

/** A name server that gives one list of addresses after the other. */
function nameServer(...lists: readonly (readonly string[])[]) {
  const left = [...lists];
  const ask: LookupAll = (_host, _options, callback) => {
    const addresses = (left.shift() ?? []).map((address) => ({ address, family: family(address) }));
    setImmediate(() => callback(null, addresses));
  };
  return { ask, left };
}

function lookedUp(ask: LookupAll, all: boolean): Promise<unknown> {
  return new Promise((resolve) => {
    publicLookup(ask)('events.example', { all }, (error, address) => resolve(error ?? address));
  });
}

test.each([true, false])('what is connected to is what was checked (all: %s)', async (all) => {
  const { ask, left } = nameServer(['1.1.1.1', '2606:4700::1111'], ['10.0.0.1']);
  const given = await lookedUp(ask, all);
  const both = [
    { address: '1.1.1.1', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ];
  expect(given).toEqual(all ? both : '1.1.1.1');
  // A second question, of which the answer is another, is never asked.
  expect(left).toEqual([['10.0.0.1']]);
});

test.each([
  ['169.254.169.254'],
  ['1.1.1.1', '10.0.0.1'],
  ['10.0.0.1', '1.1.1.1'],
  ['2606:4700::1111', 'fd00:ec2::254'],
  ['::ffff:127.0.0.1'],
])('a name that leads to %s %s is refused', async (...addresses) => {
  expect(await lookedUp(nameServer(addresses).ask, true)).toMatchObject({
    code: 'invalid-input',
    retry: 'never',
    remedy: expect.stringContaining('notify-allow-private'),
  });
});

test('what the name server says of a name that nobody knows is said', async () => {
  const unknown: LookupAll = (_host, _options, callback) =>
    callback(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
  expect(await lookedUp(unknown, true)).toMatchObject({ code: 'ENOTFOUND' });
});

const limits = { connectMs: 5000, silenceMs: 5000, totalMs: 5000 };
const get = (client: HttpClient, port: number) =>
  client.send({
    method: 'GET',
    url: new URL(`http://events.example:${port}/`),
    headers: {},
    body: '',
    limits,
    mostBytes: 1000,
    signal: new AbortController().signal,
    onFirstByte: undefined,
  });

test('a client connects to nothing else: each connection is looked up and checked', async () => {
  const talker = await listen(
    createServer((socket) => void socket.once('data', () => socket.end('HTTP/1.1 204 X\r\n\r\n'))),
  );
  const { ask } = nameServer(['127.0.0.1'], ['127.0.0.1']);
  const guarded = new HttpClient(plainNetwork, publicLookup(ask));
  // The same name server, unguarded: the client asks it, and no other.
  const unguarded = new HttpClient(plainNetwork, (_host, _options, callback) =>
    ask(_host, { all: true }, callback),
  );
  try {
    await expect(get(guarded, talker.port)).rejects.toThrow('its name leads to 127.0.0.1 (this machine)');
    expect(talker.connections()).toBe(0);
    expect((await get(unguarded, talker.port)).status).toBe(204);
  } finally {
    guarded.close();
    unguarded.close();
    talker.close();
  }
});

test('behind a proxy, which may be in a private network, the proxy looks the name up', async () => {
  const talker = await listen(
    createServer((socket) => void socket.once('data', () => socket.end('HTTP/1.1 204 X\r\n\r\n'))),
  );
  const proxy = await startConnectProxy({ to: talker.port });
  const { ask, left } = nameServer(['10.0.0.1']);
  const client = new HttpClient(
    { ...plainNetwork, proxies: { ...noProxies, httpProxy: proxy.url } },
    publicLookup(ask),
  );
  try {
    expect((await get(client, 80)).status).toBe(204);
    expect(left).toHaveLength(1);
  } finally {
    client.close();
    await proxy.close();
    talker.close();
  }
});
