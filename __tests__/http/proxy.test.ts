import type { DeployError } from '../../src/errors.ts';
import { proxyFor } from '../../src/http/proxy.ts';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { noProxies, type ProxySettings } from '../../src/remote/proxy-settings.ts';
import { parseHttpUrl } from '../../src/remote/url-http.ts';
import { runForJson } from '../../testing/bundle.ts';
import { type ConnectProxy, startConnectProxy } from '../../testing/connect-proxy.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';
import { type Certificates, makeCertificates } from '../../testing/tls.ts';

const httpsProxy = 'http://proxy.example:3128';

test.each<[string, Partial<ProxySettings>, string | undefined]>([
  ['https://git.example/a.git', {}, undefined],
  ['https://git.example/a.git', { httpsProxy: '' }, undefined],
  ['https://git.example/a.git', { httpsProxy }, 'proxy.example:3128'],
  ['https://git.example/a.git', { httpsProxy: 'proxy.example:8080' }, 'proxy.example:8080'],
  ['https://git.example/a.git', { httpProxy: httpsProxy }, undefined],
  ['http://git.example/a.git', { httpProxy: 'http://[::1]:80' }, '::1:80'],
  ['https://git.example/a.git', { httpsProxy, noProxy: 'git.example' }, undefined],
  ['https://git.example/a.git', { httpsProxy, noProxy: 'other, .example' }, undefined],
  ['https://git.example/a.git', { httpsProxy, noProxy: '*.example' }, undefined],
  ['https://git.example/a.git', { httpsProxy, noProxy: 'GIT.EXAMPLE:443' }, undefined],
  ['https://git.example/a.git', { httpsProxy, noProxy: 'git.example:8443' }, 'proxy.example:3128'],
  ['https://git.example/a.git', { httpsProxy, noProxy: 'it.example, ,' }, 'proxy.example:3128'],
  ['https://git.example/a.git', { httpsProxy, noProxy: '*' }, undefined],
  ['https://localhost/a.git', { httpsProxy }, undefined],
  ['http://127.0.0.1:3000/a.git', { httpProxy: httpsProxy }, undefined],
])('%s with %j goes through %s', (url, settings, proxy) => {
  const found = proxyFor(parseHttpUrl(url), { ...noProxies, ...settings });
  expect(found && `${found.host}:${found.port}`).toBe(proxy);
});

test.each(['socks5://proxy:1080', 'http://', 'not a proxy'])('"%s" is no proxy', (text) => {
  expect(() =>
    proxyFor(parseHttpUrl('https://git.example/a.git'), { ...noProxies, httpsProxy: text }),
  ).toThrow(
    expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('HTTPS_PROXY') }),
  );
});

test('a "%" that stands for itself in the password is refused, with nothing of the password', () => {
  const open = () =>
    proxyFor(parseHttpUrl('https://git.example/a.git'), {
      ...noProxies,
      httpsProxy: 'http://ann:hunter%2@proxy',
    });
  expect(open).toThrow(
    expect.objectContaining({ code: 'invalid-input', remedy: expect.stringContaining('%25') }),
  );
  expect(open).not.toThrow(/hunter/);
});

test.each([
  'http://ann:123/hunter2@proxy:3128',
  'ann:123/hunter2@proxy:3128',
  'http://ann:123#hunter2@proxy',
  'http://ann:123?hunter2@proxy',
  'http://ann:123\\hunter2@proxy',
  'http://an/n:123hunter2@proxy',
  'http://ann:12@3/hunter2@proxy',
])('the URL "%s" is refused, with nothing of the password', (httpsProxy) => {
  const open = () => proxyFor(parseHttpUrl('https://git.example/a.git'), { ...noProxies, httpsProxy });
  expect(open).toThrow(
    expect.objectContaining({ code: 'invalid-input', remedy: expect.stringContaining('%2F') }),
  );
  expect(open).not.toThrow(/12|hunter/);
});

const host = 'git.example.test';
const manifest = 'kind: Deployment\nspec: {image: acme/web:v1}\n';
let certificates: Certificates;
let server: GitServer;
let proxy: ConnectProxy | undefined;

beforeAll(async () => {
  certificates = await makeCertificates([`DNS:${host}`]);
  server = await startGitServer({ files: { 'web.yaml': manifest }, token: 'right', tls: certificates });
});

afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

afterAll(async () => {
  await server.close();
  await certificates.remove();
});

function deploy(tag: string, env: Record<string, string>) {
  const flags = { repository: `https://${host}/config.git`, file: 'web.yaml', image: `acme/web:${tag}` };
  return runForJson({ ...flags, token: 'right', timeout: '10s' }, env);
}

test('a deploy goes through the tunnel of a proxy, with TLS to the end, and a private authority', async () => {
  proxy = await startConnectProxy({ to: server.port });
  const { report } = await deploy('v2', {
    HTTPS_PROXY: proxy.url.replace('//', '//user:p%40ss@'),
    NODE_EXTRA_CA_CERTS: certificates.authority,
  });
  expect(report).toMatchObject({ result: 'pushed' });
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}:443`]));
  expect(new Set(proxy.authorizations)).toEqual(
    new Set([`Basic ${Buffer.from('user:p@ss').toString('base64')}`]),
  );
  expect(await server.repository.diff()).toEqual([
    '-spec: {image: acme/web:v1}',
    '+spec: {image: acme/web:v2}',
  ]);
});

test('without the authority, the certificate is refused and the remedy names the variable', async () => {
  proxy = await startConnectProxy({ to: server.port });
  const { report, exit } = await deploy('v3', { HTTPS_PROXY: proxy.url });
  expect(exit).toBe(4);
  expect(report).toMatchObject({
    error: { code: 'untrusted-server', remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  });
});

test('a certificate for another name is refused', async () => {
  const { report } = await runForJson(
    {
      repository: `https://localhost:${server.port}/config.git`,
      file: 'web.yaml',
      image: 'acme/web:v3',
      token: 'right',
    },
    { NODE_EXTRA_CA_CERTS: certificates.authority },
  );
  expect(report).toMatchObject({
    error: { code: 'untrusted-server', message: expect.stringContaining('another name') },
  });
});

async function refusedBy(status: number, budgetMs: number): Promise<DeployError> {
  proxy = await startConnectProxy({ to: server.port, refuse: status });
  const repository = openTestRepository(`https://${host}/config.git`, {
    network: { ...plainNetwork, proxies: { ...noProxies, httpsProxy: proxy.url } },
    budgetMs,
  });
  const landing = repository
    .land('main', replacing('web.yaml', 'v1', 'v2'))
    .finally(() => repository.close());
  return landing.then(
    () => Promise.reject(new Error('It landed')),
    (error) => error,
  );
}

test.each([
  [407, 'authentication-failed', 60_000],
  [403, 'permission-denied', 60_000],
  [502, 'out-of-time', 1500],
])('a proxy that answers %i is %s', async (status, code, budgetMs) => {
  expect(await refusedBy(status, budgetMs)).toMatchObject({
    code,
    message: expect.stringContaining(`(${status})`),
  });
});

test('plain http goes through the proxy by its whole URL', async () => {
  const plain = await startGitServer({ files: { 'web.yaml': manifest } });
  proxy = await startConnectProxy({ to: plain.port });
  const repository = openTestRepository(`http://${host}/config.git`, {
    network: { ...plainNetwork, proxies: { ...noProxies, httpProxy: proxy.url } },
  });
  const landing = await repository.land('main', replacing('web.yaml', 'v1', 'v2'));
  repository.close();
  await plain.close();
  expect(landing.result).toBe('pushed');
  expect(proxy.asked[0]).toMatch(/^(?:GET|POST) http:\/\/git\.example\.test\/config\.git\//);
});
