import { openAgitRequests, openGiteaRequests } from '../../src/hosts/gitea-requests.ts';
import type { RequestApi } from '../../src/hosts/request-api.ts';
import type { FetchFunction } from '../../src/http/fetch.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

/** An API that gives one answer to everything, and the addresses that were asked. */
function apiOf(status: number, body: unknown): { api: RequestApi; asked: string[] } {
  const asked: string[] = [];
  const textOf = (url: string) => {
    const answer = typeof body === 'function' ? body(url) : body;
    return typeof answer === 'string' ? answer : JSON.stringify(answer);
  };
  const fetch: FetchFunction = async (url) => {
    asked.push(String(url));
    const text = textOf(String(url));
    const entries: [string, string][] = [['content-type', 'application/json']];
    return {
      ...{ ok: status < 300, status, statusText: '', url: String(url) },
      headers: {
        get: () => null,
        entries: () => entries,
        [Symbol.iterator]: () => entries[Symbol.iterator](),
      },
      arrayBuffer: async () => new Uint8Array(Buffer.from(text)).buffer,
      json: async () => JSON.parse(text),
      text: async () => text,
    };
  };
  const api = {
    ...{
      apiUrl: 'https://git.acme.dev/forge/api/v1',
      graphqlUrl: undefined,
      userAgent: 'test',
      username: undefined,
      fetch,
      now: () => 0,
    },
    url: parseRemoteUrl('https://git.acme.dev/forge/acme/config.git'),
    ...{ token: async () => 'S3cret', signal: new AbortController().signal },
  };
  return { api, asked };
}

const request = {
  ...{ number: 7, html_url: 'https://git.acme.dev/x', title: 'x', state: 'open' },
  head: { ref: 'ours', sha: 'a'.repeat(40), repo_id: 1 },
  base: { ref: 'main', sha: 'b'.repeat(40), repo_id: 1 },
};

test('a server that does not know pages is not asked for all of them', async () => {
  const { api, asked } = apiOf(200, [request]);
  expect(await openGiteaRequests(api).find('theirs', 'main')).toBeUndefined();
  expect(asked).toEqual([
    'https://git.acme.dev/forge/api/v1/repos/acme/config/pulls?state=open&limit=50&page=1',
    'https://git.acme.dev/forge/api/v1/repos/acme/config/pulls?state=open&limit=50&page=2',
  ]);
});

test.each([
  ['a branch of a fork', { ...request, head: { ...request.head, repo_id: 2 } }],
  ['another base', { ...request, base: { ...request.base, ref: 'next' } }],
  ['nonsense', 7],
  ['nothing', null],
])('%s is not ours', async (_, answer) => {
  expect(await openGiteaRequests(apiOf(200, [answer]).api).find('ours', 'main')).toBeUndefined();
});

test('a request that the server has made is known by its head and the mark in its body', async () => {
  const made = {
    ...request,
    user: { login: 'deployer' },
    body: 'x <!-- gitops-deploy: ours -->',
    head: { ref: 'refs/pull/7/head', sha: 'c'.repeat(40) },
  };
  const found = (request: unknown) => {
    const { api } = apiOf(200, (url: string) => (url.endsWith('/user') ? { login: 'deployer' } : [request]));
    return openAgitRequests(api, () => undefined).find('ours', 'main');
  };
  expect((await found(made))?.number).toBe(7);
  // Who copies our body into a request of a branch has made no request of ours.
  const copied = { ...made, head: request.head };
  expect(await found(copied)).toBeUndefined();
  // Nor has who pushes a request with our mark from an account of their own.
  expect(await found({ ...made, user: { login: 'mallory' } })).toBeUndefined();
});

test.each([
  ['a page', 200, '<html>', 'not-a-git-server', 'does not answer as the API of this host does'],
  ['an object', 200, {}, 'not-a-git-server', 'does not answer as the API of this host does'],
  ['a request without an address', 200, [{ ...request, html_url: 1 }], 'not-a-git-server', 'does not answer'],
  ['another address', 301, '', 'repository-not-found', 'has another address now'],
  ['a token that is not known', 401, { message: 'token is required' }, 'authentication-failed', '(401)'],
  [
    'a token without the scope',
    403,
    { message: 'token does not have at least one of required scope(s): [read:repository]' },
    'permission-denied',
    'lacks the right "read:repository" (403)',
  ],
  ['no such repository', 404, { message: 'Not Found' }, 'permission-denied', '(404)'],
  ['an archived one', 423, {}, 'permission-denied', 'is archived (423)'],
  ['an outage', 502, '<html>', 'out-of-time', 'the server failed (502)'],
])('%s is an error with a code', async (_, status, answer, code, words) => {
  const error = await openGiteaRequests(apiOf(status, answer).api)
    .find('ours', 'main')
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, marked: { message: expect.stringContaining(words) } });
});
