import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import type { DeployError } from '../../../src/errors.ts';
import { startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
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
  [407, 'authentication-failed', 'proxy asks for credentials'],
  [418, 'not-a-git-server', '418'],
])('status %i is %s at once', async (status, code, text) => {
  const { url, asked } = await pretend((_, response) => response.writeHead(status).end());
  expect(await failing(url)).toMatchObject({ code, message: expect.stringContaining(text) });
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('a server without TLS is named as such, in one line', async () => {
  const { url } = await pretend((_, response) => response.end());
  expect(await failing(url.replace('http:', 'https:'))).toMatchObject({
    code: 'untrusted-server',
    message: expect.stringMatching(/: it does not speak TLS \(.*EPROTO: wrong version number\)$/),
  });
});

test('without a token, 401 asks for one', async () => {
  const { url } = await pretend((_, response) => response.writeHead(401).end());
  expect(await failing(url, { token: undefined })).toMatchObject({
    remedy: expect.stringMatching(/^set "token".*forks/),
  });
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

test('a server that compresses unasked, and writes its media types in capitals, is git all the same', async () => {
  const server = await startGitServer({ files: { 'a.yaml': 'v1\n' } });
  const front = createServer((request, response) => {
    const { method, headers } = request;
    const onward = httpRequest(
      new URL(request.url ?? '', server.url),
      { method, headers },
      async (answer) => {
        const type = `${answer.headers['content-type']?.toUpperCase()}; charset=UTF-8`;
        response.writeHead(answer.statusCode ?? 500, { 'Content-Type': type, 'Content-Encoding': 'gzip' });
        answer.pipe(createGzip()).pipe(response);
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  servers.push(front);
  const url = new URL(server.url);
  url.port = String((front.address() as AddressInfo).port);
  const repository = openTestRepository(url.href, { budgetMs: 20_000 });
  const landing = await repository.land('main', replacing('a.yaml', 'v1', 'v2'));
  repository.close();
  expect(landing.result).toBe('pushed');
  expect(await server.repository.diff()).toEqual(['-v1', '+v2']);
  await server.close();
});
