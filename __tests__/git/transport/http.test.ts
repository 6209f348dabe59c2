import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeployError } from '../../../src/errors.ts';
import { pktLine } from '../../../src/git/wire/pkt-line.ts';
import { type GitServer, startGitServer } from '../../support/git-server.ts';
import { openTestRepository, replacing } from '../../support/landing.ts';

const servers: (Server | GitServer)[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await server.close();
  }
});

/** An HTTP server that is no git server; it notes what was asked, with the headers. */
async function pretend(
  listener: RequestListener,
): Promise<{ url: string; asked: string[]; headers: string[] }> {
  const asked: string[] = [];
  const headers: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    headers.push(JSON.stringify(request.headers));
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/acme/config.git`,
    asked,
    headers,
  };
}

async function failing(url: string, options: object = {}): Promise<DeployError> {
  const repository = openTestRepository(url, { token: 's3cr3t-token', budgetMs: 8000, ...options });
  try {
    const landing = await repository.land('main', replacing('a', 'b', 'c'));
    throw new Error(`It landed: ${JSON.stringify(landing)}`);
  } catch (error) {
    return error as DeployError;
  } finally {
    repository.close();
  }
}

test.each([
  [401, {}, '', 'authentication-failed', 'does not accept the token'],
  [404, {}, '', 'repository-not-found', 'no such repository'],
  [407, {}, '', 'authentication-failed', 'proxy wants credentials'],
  [413, {}, '', 'push-refused', 'too big'],
  [418, {}, '', 'not-a-git-server', '418'],
  [200, { 'Content-Type': 'text/html' }, '<!doctype html><title>Sign in', 'not-a-git-server', 'web page'],
  [
    203,
    { 'Content-Type': 'application/x-git-upload-pack-advertisement' },
    '',
    'not-a-git-server',
    'web page',
  ],
  [
    301,
    { Location: 'https://elsewhere.example/x.git/info/refs?service=git-upload-pack' },
    '',
    'not-a-git-server',
    '"https://elsewhere.example/x.git"',
  ],
])('status %i %j "%s" is %s at once', async (status, headers, body, code, text) => {
  const { url, asked } = await pretend((_, response) => response.writeHead(status, headers).end(body));
  const error = await failing(url);
  expect(error).toMatchObject({ code, message: expect.stringContaining(text) });
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('without a token, 401 asks for one', async () => {
  const { url } = await pretend((_, response) => response.writeHead(401).end());
  expect(await failing(url, { token: undefined })).toMatchObject({ remedy: 'set "token"' });
});

test('403 is tried once more, and the text of the host chooses the remedy', async () => {
  const text = 'remote: Permission to acme/config.git denied to github-actions[bot].';
  const { url, asked } = await pretend((_, response) => response.writeHead(403).end(text));
  const error = await failing(url);
  expect(error).toMatchObject({
    code: 'permission-denied',
    remedy: expect.stringContaining('contents: write'),
  });
  expect(asked.filter((line) => line.startsWith('GET') && line.endsWith('upload-pack'))).toHaveLength(2);
});

test('a redirect is not followed, and nobody else hears of the token', async () => {
  const other = await pretend((_, response) => response.end());
  const { url } = await pretend((request, response) => {
    response.writeHead(302, { Location: other.url + request.url }).end();
  });
  await failing(url);
  expect(other.asked).toEqual([]);
});

test.each([
  ['seconds', () => '1'],
  ['a date', () => new Date(Date.now() + 1500).toUTCString()],
])('429 with %s is waited for', async (_, retryAfter) => {
  let refused = 0;
  const server = await startGitServer({
    files: { a: 'b\n' },
    intercept: async ({ response, run, send }) => {
      if (refused < 3) response.writeHead(429, { 'Retry-After': retryAfter() }).end();
      else send(await run());
      refused += 1;
    },
  });
  servers.push(server);
  const landing = await openTestRepository(server.url).land('main', replacing('a', 'b', 'c'));
  expect(landing.result).toBe('pushed');
});

test('a wait longer than the time that is left fails at once', async () => {
  const { url, asked } = await pretend((_, response) =>
    response.writeHead(429, { 'Retry-After': '99999' }).end(),
  );
  expect(await failing(url)).toMatchObject({ code: 'out-of-time', message: expect.stringContaining('429') });
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('every request says who it is, with the token, and asks for protocol v2', async () => {
  const { url, headers } = await pretend((_, response) => response.writeHead(404).end());
  await failing(url, { username: 'bot', userAgent: 'git/gitops-deploy-test' });
  const basic = `Basic ${Buffer.from('bot:s3cr3t-token').toString('base64')}`;
  for (const line of headers) {
    expect(JSON.parse(line)).toMatchObject({ authorization: basic, 'user-agent': 'git/gitops-deploy-test' });
  }
  expect(headers.some((line) => JSON.parse(line)['git-protocol'] === 'version=2')).toBe(true);
});

test('the token is in no message', async () => {
  const { url } = await pretend((_, response) => response.writeHead(500).end('no'));
  const lines: string[] = [];
  const error = await failing(url, { budgetMs: 1200, log: (line: string) => lines.push(line) });
  const spoken = `${error.message} ${error.remedy} ${error.stack} ${lines.join(' ')}`;
  expect(spoken).not.toContain('s3cr3t-token');
  expect(spoken).not.toContain(Buffer.from('x-access-token:s3cr3t-token').toString('base64'));
});

test('a token does not go in the clear to another machine', () => {
  const open = () => openTestRepository('http://git.example/acme/config.git', { token: 't' });
  expect(open).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  expect(() =>
    openTestRepository('http://git.example/a/b.git', { token: 't', allowHttp: true }),
  ).not.toThrow();
});

test.each<[string, RequestListener]>([
  ['says nothing', () => undefined],
  [
    'stops in the middle',
    (_, response) => {
      response
        .writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' })
        .write('001e# serv');
    },
  ],
  [
    'sends one byte a second',
    (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' });
      const timer = setInterval(() => response.write('0'), 1000);
      response.on('close', () => clearInterval(timer));
    },
  ],
])('a server that %s is tried again until the time is up', async (_, listener) => {
  const { url, asked } = await pretend(listener);
  expect(await failing(url, { budgetMs: 3000 })).toMatchObject({ code: 'out-of-time' });
  expect(asked.length).toBeGreaterThan(3);
});

test('an advertisement without an end is refused', async () => {
  const chunk = Buffer.concat(Array(1000).fill(pktLine(`${'1'.repeat(40)} refs/heads/branch`)));
  const { url } = await pretend((request, response) => {
    const service = /git-\w+-pack/.exec(request.url ?? '')?.[0] ?? '';
    response.writeHead(200, { 'Content-Type': `application/x-${service}-advertisement` });
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  expect(await failing(url, { budgetMs: 30_000 })).toMatchObject({
    code: 'not-a-git-server',
    message: expect.stringContaining('does not end'),
  });
});
