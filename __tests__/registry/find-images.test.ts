// Looking for an image in a registry that says what it is told to say.
import { imageConfig, imageManifest, multiPlatform } from '../../testing/image-bytes.ts';
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { searchImage } from '../../testing/registry-scene.ts';

const { index, manifests, configs } = multiPlatform('linux/amd64', 'linux/arm64', 'unknown/unknown');
const login = { user: 'builder', password: 'S3cretWord' };
const basic = `Basic ${Buffer.from('builder:S3cretWord').toString('base64')}`;

let registry: RegistryDouble;
let image: string;
beforeEach(async () => {
  registry = await startRegistryDouble();
  image = `${registry.host}/acme/web:v2`;
  registry.content.set('acme/web/manifests/v2', index);
});
afterEach(() => registry.close());

const asked = () => registry.requests.map(({ method, path }) => `${method} ${path}`);
const failure = { code: expect.any(String), message: expect.any(String) };

test('an image that is there takes one request', async () => {
  const { reference } = await searchImage(image);
  expect([reference.digest, asked()]).toEqual([undefined, ['HEAD /v2/acme/web/manifests/v2']]);
});

test('the digest is the hash of the bytes', async () => {
  const { reference } = await searchImage(image, { wantsDigest: true });
  expect([reference.tag, reference.digest]).toEqual(['v2', index.digest]);
});

test('bytes that are not what the registry says are refused', async () => {
  registry.content.set('acme/web/manifests/v2', { ...index, digest: `sha256:${'0'.repeat(64)}` });
  await expect(searchImage(image, { wantsDigest: true })).rejects.toMatchObject({
    code: 'not-a-registry',
    message: expect.stringContaining(`sends bytes that are not "sha256:${'0'.repeat(64)}"`),
  });
});

test('bytes that are not those of the given digest are refused', async () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  registry.content.set(`acme/web/manifests/${digest}`, index);
  await expect(searchImage(`${image}@${digest}`, { wantsDigest: true })).rejects.toMatchObject({
    code: 'not-a-registry',
  });
});

test('a tag that is not there is missing, and the nearest ones are named', async () => {
  for (const tag of ['v1', 'latest', 'v2.1', 'main-77'])
    registry.content.set(`acme/web/manifests/${tag}`, index);
  await expect(searchImage(image.replace('v2', 'v3'))).rejects.toMatchObject({
    code: 'image-missing',
    exitCode: 3,
    message: `Cannot deploy "${registry.host}/acme/web:v3": "${registry.host}" does not have it; the nearest tags there: v2, v1, v2.1`,
  });
});

test('an image that is put back and not there any more is missed in words of its own', async () => {
  await expect(searchImage(image.replace('v2', 'v1'), { purpose: 'rollback' })).rejects.toMatchObject({
    code: 'image-missing',
    message: `Cannot roll back to "${registry.host}/acme/web:v1": "${registry.host}" does not have it any more`,
    remedy: expect.stringMatching(/push it again.*"?to"?, or set "?image-check"? to "none"/),
  });
});

test.each([
  ['an index', index],
  ['one image', manifests[0]],
])('%s has to be there for every platform that is asked for', async (_, manifest) => {
  if (manifest) registry.content.set('acme/web/manifests/v2', manifest);
  for (const config of configs) registry.content.set(`acme/web/blobs/${config.digest}`, config);
  await expect(searchImage(image, { platforms: ['linux/amd64'] })).resolves.toBeDefined();
  await expect(searchImage(image, { platforms: ['linux/amd64', 'linux/s390x'] })).rejects.toMatchObject({
    code: 'image-missing',
    message: expect.stringMatching(/does not have it for linux\/s390x, but for linux\/amd64/),
  });
});

test('of an index with thousands of platforms the first are named', async () => {
  const names = Array.from({ length: 3000 }, (_, at) => `linux/cpu${at}`);
  registry.content.set('acme/web/manifests/v2', multiPlatform(...names).index);
  await expect(searchImage(image, { platforms: ['linux/amd64'] })).rejects.toMatchObject({
    message: expect.stringMatching(/but for linux\/cpu0, .*linux\/cpu11, and 2988 more$/),
  });
});

test('a configuration that is not what its digest says is refused', async () => {
  const config = imageConfig('linux/amd64');
  registry.content.set('acme/web/manifests/v2', imageManifest(config));
  registry.content.set(`acme/web/blobs/${config.digest}`, imageConfig('linux/s390x'));
  await expect(searchImage(image, { platforms: ['linux/s390x'] })).rejects.toMatchObject({
    code: 'not-a-registry',
  });
});

const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in</html>' };

test.each([
  ['a page for people', [page, page], 'sends what is no manifest'],
  [
    'a manifest without an end',
    [
      { ...page, body: '' },
      { ...page, body: Buffer.alloc(5_000_000) },
    ],
    'sends more than',
  ],
  ["an error that is no registry's", [{ status: 418 }], 'does not take the request (418)'],
])('%s is no registry', async (_, answers, words) => {
  registry.answerNext(...answers);
  await expect(searchImage(image)).rejects.toMatchObject({
    code: 'not-a-registry',
    message: expect.stringContaining(words),
  });
});

test('a server that knows no HEAD is asked with GET', async () => {
  registry.answerNext({ status: 405 });
  await searchImage(image);
  expect(asked()).toEqual(['HEAD /v2/acme/web/manifests/v2', 'GET /v2/acme/web/manifests/v2']);
});

test.each([
  [
    'too many requests',
    { status: 429, headers: { 'Retry-After': '1' } },
    /too many requests \(429\).*asks to wait 1 s/,
  ],
  ['a failure', { status: 503 }, /the server failed \(503\)/],
])('%s is waited for, and said', async (_, answer, words) => {
  registry.answerNext(answer);
  const { log } = await searchImage(image);
  expect(log[0]).toMatch(words);
});

test('a wait that is longer than the time ends at once', async () => {
  registry.answerNext({ status: 429, headers: { 'Retry-After': '3600' } });
  await expect(searchImage(image)).rejects.toMatchObject({
    code: 'out-of-time',
    message: expect.stringContaining('asks to wait 3600 s'),
  });
});

test('an image that another job still pushes is waited for', async () => {
  registry.answerNext({ status: 404 }, { status: 404 });
  const { log } = await searchImage(image, { waitMs: 30_000 });
  expect(log).toEqual([
    `The registry does not have ${image} yet; waiting for it`,
    `The registry has ${image}`,
  ]);
});

test('a wait that ends without the image says how long it was', async () => {
  await expect(searchImage(image.replace('v2', 'v3'), { waitMs: 1000 })).rejects.toMatchObject({
    code: 'image-missing',
    message: expect.stringContaining('does not have it, after 1 s'),
  });
});

describe('a registry that wants to know who asks', () => {
  const realm = 'Bearer realm="{origin}/token"';

  test.each([
    ['Docker Hub', `${realm},service="registry.docker.io",scope="repository:acme/web:pull"`, 'Bearer t0ken'],
    [
      "GHCR, whose scope is nobody's",
      `${realm},service="ghcr.io",scope="repository:user/image:pull"`,
      'Bearer t0ken',
    ],
    ['Google', `${realm},service="europe-docker.pkg.dev"`, 'Bearer t0ken'],
    [
      'ACR',
      `${realm},service="acme.azurecr.io",scope="repository:web:pull",error="invalid_token"`,
      'Bearer t0ken',
    ],
    ['Codeberg, with two challenges', `${realm},service="x",scope="*",Basic realm="Gitea"`, 'Bearer t0ken'],
    ['one without a service', realm.replaceAll('"', ''), 'Bearer t0ken'],
    ['ECR', 'Basic realm="https://1.dkr.ecr.eu-west-1.amazonaws.com/",service="ecr.amazonaws.com"', basic],
    ['Artifactory', 'Basic realm="Artifactory Realm"', basic],
    ['a bearer realm that is no address', 'Bearer realm="Artifactory"', basic],
  ])('like %s gets what it wants', async (_, challenge, wanted) => {
    Object.assign(registry, { challenge, wanted });
    const { reference, hidden } = await searchImage(image, { login, wantsDigest: true });
    expect(reference.digest).toBe(index.digest);
    const token = registry.requests.filter(({ path }) => path.startsWith('/token'));
    const isBearer = wanted.startsWith('Bearer');
    expect(token.map(({ authorization }) => authorization)).toEqual(isBearer ? [basic] : []);
    expect(hidden).toEqual(isBearer ? ['t0ken'] : []);
    for (const { path } of token)
      expect(new URL(path, 'http://x').searchParams.get('scope')).toBe('repository:acme/web:pull');
  });

  test('gets an identity token in a form', async () => {
    Object.assign(registry, { challenge: realm });
    const logins = new Map([[registry.host, { is: 'identity-token', token: 'id1' } as const]]);
    await searchImage(image, { stored: [{ logins, helpers: new Map(), helper: undefined }] });
    const [token] = registry.requests.filter(({ path }) => path === '/token');
    expect([token?.method, token?.body]).toEqual(['POST', expect.stringContaining('refresh_token=id1')]);
  });

  test('and whose token runs out during a wait gives another', async () => {
    Object.assign(registry, { challenge: realm });
    registry.answerNext(
      { status: 404 },
      { status: 401, headers: { 'WWW-Authenticate': `Bearer realm="http://${registry.host}/token"` } },
    );
    await searchImage(image, { waitMs: 30_000 });
    expect(registry.requests.filter(({ path }) => path.startsWith('/token'))).toHaveLength(2);
  });

  test.each([
    [
      'nobody',
      {},
      'authentication-failed',
      /"?registry-username"?.* and "?registry-token"?, or DOCKER_AUTH_CONFIG/,
    ],
    ['a wrong password', { login }, 'authentication-failed', /check "?registry-username/],
    [
      'what a program keeps',
      { stored: [{ logins: new Map(), helpers: new Map(), helper: 'desktop' }] },
      'authentication-failed',
      /kept by the program "docker-credential-desktop", which is not run/,
    ],
  ])('refuses %s, and says what to do', async (_, search, code, remedy) => {
    Object.assign(registry, { challenge: 'Basic realm="x"', wanted: 'Basic other' });
    await expect(searchImage(image, search)).rejects.toMatchObject({
      ...failure,
      code,
      remedy: expect.stringMatching(remedy),
    });
  });

  test('sends no credential to a token server that is not encrypted', async () => {
    Object.assign(registry, { challenge: 'Bearer realm="http://tokens.example.test/token"' });
    await expect(searchImage(image, { login })).rejects.toMatchObject({
      message: expect.stringContaining('names a token server that is not encrypted'),
    });
  });

  test('and whose token server sends elsewhere gets nothing there', async () => {
    const elsewhere = await startRegistryDouble();
    Object.assign(registry, {
      challenge: realm,
      tokenAnswer: { status: 307, headers: { Location: `http://${elsewhere.host}/token` } },
    });
    try {
      await expect(searchImage(image, { login })).rejects.toMatchObject({ code: 'not-a-registry' });
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test('and sends elsewhere is followed there without the credential', async () => {
    const elsewhere = await startRegistryDouble();
    elsewhere.content.set('acme/web/manifests/v2', index);
    Object.assign(registry, { challenge: 'Basic realm="x"', wanted: basic });
    const moved = { status: 307, headers: { Location: `http://${elsewhere.host}/v2/acme/web/manifests/v2` } };
    registry.answerNext(moved, moved);
    try {
      const { reference } = await searchImage(image, { login, wantsDigest: true });
      expect(reference.digest).toBe(index.digest);
      expect(elsewhere.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    } finally {
      await elsewhere.close();
    }
  });

  test.each([
    ['round and round', (host: string) => `http://${host}/v2/acme/web/manifests/v2`, 'never to an end'],
    ['away from TLS', () => 'http://blobs.example.test/x', 'not encrypted'],
    ['to a file', () => 'file:///etc/passwd', 'not encrypted'],
  ])('and sends %s is not followed', async (_, to, words) => {
    registry.answerNext(...Array(9).fill({ status: 302, headers: { Location: to(registry.host) } }));
    await expect(searchImage(image)).rejects.toMatchObject({
      code: 'not-a-registry',
      message: expect.stringContaining(words),
    });
  });
});

test("plain HTTP to a host of one's own is spoken where it is allowed, and nowhere else", async () => {
  const lookup = ((_: unknown, options: { all?: boolean }, done: (...all: unknown[]) => void) =>
    options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)) as never;
  const name = image.replace('127.0.0.1', 'registry.example.test');
  await expect(searchImage(name, { http: { lookup } })).rejects.toMatchObject(failure);
  await searchImage(name, { http: { lookup, allowHttp: true } });
  expect(asked()).toEqual(['HEAD /v2/acme/web/manifests/v2']);
});

test('where a redirect leads, nobody gets the credential by asking for it', async () => {
  const other = await startRegistryDouble();
  other.challenge = 'Bearer realm="{origin}/token"';
  registry.answerNext({
    status: 307,
    headers: { Location: `http://${other.host}/v2/acme/web/manifests/v2` },
  });
  await expect(searchImage(image, { login })).rejects.toMatchObject({
    code: 'not-a-registry',
    message: expect.stringContaining(`leads to "http://${other.host}", which asks for a credential`),
  });
  expect(other.requests.map(({ path, authorization }) => [path, authorization])).toEqual([
    ['/v2/acme/web/manifests/v2', undefined],
  ]);
  await other.close();
});
