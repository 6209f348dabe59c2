import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { HttpClient } from '../../src/http/client.ts';
import { fetchWith } from '../../src/http/fetch.ts';
import { HttpFailure } from '../../src/http/request.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { noProxies } from '../../src/remote/proxy-settings.ts';
import { startConnectProxy } from '../../testing/connect-proxy.ts';

const limits = { connectMs: 5000, silenceMs: 5000, totalMs: 5000 };
const never = new AbortController().signal;
let server: Server;
let answer: RequestListener;
let client: HttpClient;
const requests: IncomingMessage[] = [];

beforeEach(async () => {
  answer = (_, response) => response.end('{"ok":true}');
  requests.length = 0;
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new HttpClient(plainNetwork);
});

afterEach(async () => {
  client.close();
  server.closeAllConnections();
  server.close();
});

const port = () => (server.address() as AddressInfo).port;
const url = (path = '/api?x=1') => new URL(`http://127.0.0.1:${port()}${path}`);
const request = (more: Partial<Parameters<HttpClient['send']>[0]> = {}) =>
  ({
    method: 'GET',
    url: url(),
    headers: {},
    body: '',
    limits,
    mostBytes: 1000,
    signal: never,
    onFirstByte: undefined,
    ...more,
  }) as const;

test('a request has its method, headers and body, and the answer its status, headers and body', async () => {
  let body = '';
  answer = async (incoming, response) => {
    for await (const chunk of incoming) body += chunk;
    response.writeHead(201, 'Made', { 'X-Id': '7' }).end('{"id":7}');
  };
  const made = await client.send(request({ method: 'PUT', headers: { Accept: 'a/b' }, body: '{"é":1}' }));
  expect(made).toMatchObject({ status: 201, statusText: 'Made', headers: { 'x-id': '7' } });
  expect(made.body.toString()).toBe('{"id":7}');
  expect(requests[0]).toMatchObject({ method: 'PUT', url: '/api?x=1', headers: { accept: 'a/b' } });
  expect([body, requests[0]?.headers['content-length']]).toEqual(['{"é":1}', '8']);
});

test('a redirect is an answer, and goes nowhere', async () => {
  answer = (_, response) => response.writeHead(302, { Location: '/elsewhere' }).end();
  expect(await client.send(request())).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  expect(requests).toHaveLength(1);
});

test('the next request to the same server takes the connection of the last one', async () => {
  for (const path of ['/a', '/b']) await client.send(request({ url: url(path) }));
  expect(new Set(requests.map(({ socket }) => socket.remotePort)).size).toBe(1);
});

test('an answer that is longer than it may be is cut', async () => {
  answer = (_, response) => response.end('x'.repeat(1001));
  await expect(client.send(request())).rejects.toThrow('longer than 1000 bytes');
});

test('an answer that breaks off is a failure, not half an answer', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'Content-Length': '10' }).write('half');
    setImmediate(() => response.destroy());
  };
  await expect(client.send(request())).rejects.toBeInstanceOf(HttpFailure);
});

test.each([
  ['the caller aborts', (stop: AbortController) => stop.abort()],
  ['the client is closed', () => client.close()],
])('a request that hangs ends when %s', async (_, end) => {
  const stop = new AbortController();
  answer = () => end(stop);
  await expect(client.send(request({ signal: stop.signal }))).rejects.toBeInstanceOf(HttpFailure);
});

test('a silent server ends the request when its time is up', async () => {
  answer = () => undefined;
  const short = { ...limits, silenceMs: 50 };
  await expect(client.send(request({ limits: short }))).rejects.toThrow('the server fell silent');
});

test('a request goes through the proxy of its scheme', async () => {
  const proxy = await startConnectProxy({ to: port() });
  const behind = new HttpClient({ ...plainNetwork, proxies: { ...noProxies, httpProxy: proxy.url } });
  const away = new URL('http://api.example.test:8080/v1');
  expect(await behind.send(request({ url: away }))).toMatchObject({ status: 200 });
  expect(proxy.asked).toEqual(['GET http://api.example.test:8080/v1']);
  expect(requests[0]?.headers.host).toBe('api.example.test:8080');
  behind.close();
  await proxy.close();
});

describe('fetch', () => {
  const fetch: ReturnType<typeof fetchWith> = (input, init) => fetchWith(client, limits, 1000)(input, init);

  test('answers as a Response does', async () => {
    answer = (_, response) => response.writeHead(404, { 'Retry-After': '3' }).end('{"a":[1]}');
    const response = await fetch(url());
    expect(response).toMatchObject({ ok: false, status: 404, statusText: 'Not Found', url: url().href });
    expect([response.headers.get('Retry-After'), response.headers.get('x')]).toEqual(['3', null]);
    expect([await response.text(), await response.json()]).toEqual(['{"a":[1]}', { a: [1] }]);
    expect(new Uint8Array(await response.arrayBuffer())).toHaveLength(9);
  });

  test('refuses a redirect where it is told to', async () => {
    answer = (_, response) => response.writeHead(307, { Location: '/x' }).end();
    await expect(fetch(url(), { redirect: 'error' })).rejects.toThrow(
      expect.objectContaining({ message: 'fetch failed', cause: new Error('unexpected redirect') }),
    );
    expect(await fetch(url(), { redirect: 'manual' })).toMatchObject({ status: 307 });
  });

  test('fails with the cause, or with the reason of its signal', async () => {
    const nobody = url();
    answer = () => undefined;
    const signal = AbortSignal.timeout(20);
    await expect(fetch(nobody, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    server.closeAllConnections();
    server.close();
    await expect(fetch(nobody)).rejects.toThrow(
      expect.objectContaining({
        name: 'TypeError',
        cause: expect.objectContaining({ code: 'ECONNREFUSED' }),
      }),
    );
  });
});

test('no compression is asked for', async () => {
  await client.send(request());
  expect(requests[0]?.headers['accept-encoding']).toBe('identity');
});

test.each([
  ['gzip', gzipSync('{"ok":1}')],
  ['X-GZIP', gzipSync('{"ok":1}')],
  ['deflate', deflateSync('{"ok":1}')],
  ['identity', Buffer.from('{"ok":1}')],
])('an answer in %s is understood all the same', async (coding, body) => {
  answer = (_, response) => response.writeHead(200, { 'Content-Encoding': coding }).end(body);
  expect((await client.send(request())).body.toString()).toBe('{"ok":1}');
});

test('an answer without a body may be called compressed', async () => {
  answer = (_, response) => response.writeHead(204, { 'Content-Encoding': 'gzip' }).end();
  expect((await client.send(request())).body).toHaveLength(0);
});

test('a compressed answer is cut where it becomes too long', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  answer = (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
  await expect(client.send(request())).rejects.toThrow('longer than 1000 bytes');
});

test('a compressed answer that breaks off is a failure', async () => {
  const half = gzipSync('{"ok":1}').subarray(0, 12);
  answer = (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(half);
  await expect(client.send(request())).rejects.toThrow('unexpected end of file');
});
