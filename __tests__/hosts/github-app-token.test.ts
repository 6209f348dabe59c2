import { generateKeyPairSync } from 'node:crypto';
import { githubApiUrl } from '../../src/hosts/github-api.ts';
import { openGitHubApp } from '../../src/hosts/github-app-token.ts';
import { gitlab } from '../../src/hosts/gitlab.ts';
import { unknownHost } from '../../src/hosts/host.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { parseAppKey } from '../../src/remote/ssh/app-key.ts';
import { type HttpUrl, parseRemoteUrl } from '../../src/remote/url.ts';
import { type ApiAnswer, appId, appKey, type GitHubApi, startGitHubApi } from '../../testing/github-api.ts';

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(() => api.close());

const url = (text: string): HttpUrl => parseRemoteUrl(text) as HttpUrl;
const limits = { connectMs: 5000, silenceMs: 5000, totalMs: 5000 };
const signal = new AbortController().signal;
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
}) as string;

function open({
  id = appId,
  key = appKey,
  installationId = undefined as number | undefined,
  clock = (): number => 0,
} = {}) {
  const hidden: string[] = [];
  const token = openGitHubApp(unknownHost, url('http://127.0.0.1:1/acme/config.git'), {
    app: { id, privateKey: parseAppKey(key), installationId },
    own: { serverUrl: 'http://127.0.0.1:1', apiUrl: `${api.url}/` },
    allowHttp: false,
    purpose: 'push',
    userAgent: 'gitops-deploy/test',
    network: plainNetwork,
    now: Date.now,
    monotonicNow: clock,
    hide: (secret) => hidden.push(secret),
  });
  return { token, hidden, ask: () => token.token(limits, signal) };
}

test('a token serves until it ends, and then another is asked for', async () => {
  let now = 0;
  const { ask, token, hidden } = open({ clock: () => now });
  const first = await Promise.all([ask(), ask()]);
  now = 58 * 60_000;
  const second = await ask();
  now = 59.5 * 60_000;
  const third = await ask();
  expect([...first, second, third]).toEqual([api.tokens[0], api.tokens[0], api.tokens[0], api.tokens[1]]);
  expect(api.tokens.length).toBe(2);
  expect(hidden).toEqual(expect.arrayContaining([...api.tokens]));
  token.forget();
  expect(await ask()).toBe(api.tokens[2]);
  token.close();
});

test.each([
  ['two hours ahead of the server', -7_200_000],
  ['two hours behind the server', 7_200_000],
])('a clock that is %s is put right by the server', async (_, aheadMs) => {
  api.aheadMs = aheadMs;
  const { ask, token } = open();
  expect(await ask()).toBe(api.tokens[0]);
  token.close();
});

test('an installation that is given is not looked for', async () => {
  const { ask, token } = open({ installationId: 77 });
  await ask();
  expect(api.requests.map(({ method }) => method)).toEqual(['POST']);
  token.close();
});

const json = (status: number, message: string, headers = {}): ApiAnswer => ({
  status,
  headers,
  body: { message },
});
const claim = "'Expiration time' claim ('exp') is too far in the future";
const granted = 'The permissions requested are not granted to this installation.';
const absent =
  'There is at least one repository that does not exist or is not accessible to the parent installation.';

test.each<[string, readonly (ApiAnswer | 'usual')[], object]>([
  [
    'a clock that cannot be put right',
    [json(401, claim)],
    { code: 'authentication-failed', retry: 'never', message: /clock/ },
  ],
  [
    'an App that does not exist',
    [json(404, 'Integration not found')],
    { code: 'authentication-failed', remedy: /"app-id"/ },
  ],
  [
    'a key that was deleted',
    [json(401, 'A JSON web token could not be decoded')],
    { remedy: /"app-private-key"/ },
  ],
  [
    'no installation',
    [json(404, 'Not Found')],
    { code: 'permission-denied', message: /not installed on acme\/config/ },
  ],
  [
    'a suspended installation',
    ['usual', json(403, 'This installation has been suspended')],
    { message: /suspended/ },
  ],
  [
    'no right to write',
    ['usual', json(422, granted)],
    { code: 'permission-denied', remedy: /Contents: Read and write/ },
  ],
  [
    'a repository that is not chosen',
    ['usual', json(422, absent)],
    { message: /not installed on acme\/config/ },
  ],
  [
    'a rate limit',
    [json(403, 'API rate limit exceeded', { 'Retry-After': '7' })],
    { retry: 'later', retryAfterMs: 7000 },
  ],
  ['an outage', [json(503, 'Service Unavailable')], { code: 'out-of-time', retry: 'later' }],
  [
    'a renamed repository',
    [{ status: 301, headers: { Location: '/repositories/1' }, body: {} }],
    { code: 'repository-not-found' },
  ],
  [
    'a page',
    [{ status: 200, body: '<html>' }],
    { code: 'authentication-failed', message: /does not answer as GitHub/ },
  ],
])('%s is said, with what to do', async (_, answers, expected) => {
  api.answer(...answers);
  const { ask, token } = open();
  const error = await ask().catch((caught: unknown) => caught);
  for (const [name, value] of Object.entries(expected)) {
    const seen = Reflect.get(error as object, name);
    if (value instanceof RegExp) expect(seen).toMatch(value);
    else expect([name, seen]).toEqual([name, value]);
  }
  expect(String(error)).not.toContain('eyJ');
  token.close();
});

test('the key of another App is not accepted', async () => {
  const { ask, token } = open({ key: otherKey });
  await expect(ask()).rejects.toMatchObject({
    code: 'authentication-failed',
    remedy: expect.stringContaining('"app-private-key"'),
  });
  token.close();
});

test('an API that is down is a fault that may pass', async () => {
  await api.close();
  const { ask, token } = open();
  await expect(ask()).rejects.toMatchObject({
    code: 'out-of-time',
    retry: 'later',
    message: expect.stringContaining('Cannot reach'),
  });
  token.close();
  api = await startGitHubApi();
});

test('a repository of another host is refused', () => {
  const options = {} as Parameters<typeof openGitHubApp>[2];
  const app = { id: '1', privateKey: '', installationId: undefined };
  expect(() => openGitHubApp(gitlab, url('https://gitlab.com/a/b.git'), { ...options, app })).toThrow(
    'no repository of GitHub',
  );
});

test.each([
  ['https://github.com/acme/config.git', undefined, 'https://api.github.com'],
  ['https://acme.ghe.com/acme/config', undefined, 'https://api.acme.ghe.com'],
  ['https://github.acme.dev:8443/acme/config', undefined, 'https://github.acme.dev:8443/api/v3'],
  ['https://git.acme.dev/acme/config', 'https://git.acme.dev', 'https://api.of.the.ci'],
  ['https://github.com/acme/config', 'https://git.acme.dev', 'https://api.github.com'],
])('the API of %s, in a CI of %s, is %s', (repository, serverUrl, api) => {
  expect(githubApiUrl(url(repository), { serverUrl, apiUrl: 'https://api.of.the.ci/' })).toBe(api);
});
