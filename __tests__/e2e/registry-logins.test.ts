// Who may ask the registry, and where a credential goes: registries by their real names, behind a company's proxy and authority.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type HostGateway, startHostGateway } from '../../testing/host-gateway.ts';
import { labelled } from '../../testing/image-bytes.ts';
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { bundleFirst } from '../../testing/run-here.ts';

const revision = '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';
const { index, manifests, configs } = labelled(
  {
    'org.opencontainers.image.revision': revision,
    'org.opencontainers.image.source': 'https://x.dev/acme/web',
  },
  'linux/amd64',
);
const name = 'registry.acme.dev/acme/web';
const auth = Buffer.from('jo:V3ryS3cretWord').toString('base64');

let gateway: HostGateway;
let registry: RegistryDouble;
/** Where the registry's redirects lead. */
let storage: RegistryDouble;
let server: GitServer;
let folder: string;
/** Every request that came, with its host. */
let came: string[];
beforeAll(async () => {
  gateway = await startHostGateway(['registry.acme.dev', 'auth.acme.dev', 'storage.acme.dev']);
  [registry, storage] = await Promise.all([startRegistryDouble(), startRegistryDouble()]);
  folder = await mkdtemp(join(tmpdir(), 'logins-'));
  server = await startGitServer({ files: { 'a.yaml': `kind: Pod\nimage: ${name}:v1\n` } });
  await server.repository.git('tag', 'start', 'main');
  gateway.lead((path, host) => {
    came.push(`${host} ${path}`);
    return `http://${(host === 'storage.acme.dev' ? storage : registry).host}${path}`;
  });
  for (const each of [registry, storage]) {
    each.content.set('acme/web/manifests/v2', index);
    for (const part of [...manifests, ...configs])
      for (const kind of ['manifests', 'blobs']) each.content.set(`acme/web/${kind}/${part.digest}`, part);
  }
});
beforeEach(async () => {
  came = [];
  registry.requests.length = 0;
  storage.requests.length = 0;
  registry.challenge = 'Bearer realm="https://auth.acme.dev/token",service="registry.acme.dev"';
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() =>
  Promise.all([
    gateway.close(),
    registry.close(),
    storage.close(),
    server.close(),
    rm(folder, { recursive: true }),
  ]),
);

const run = bundleFirst();
const deploy = (env: Readonly<Record<string, string>>, flags: Flags = {}) =>
  run(
    { repository: server.url, file: 'a.yaml', image: `${name}:v2`, 'image-check': 'digest', ...flags },
    { ...gateway.variables, NO_PROXY: '127.0.0.1', ...env },
  );
const inline = JSON.stringify({ auths: { 'registry.acme.dev': { auth } } });
const basic = `Basic ${auth}`;

test('through a proxy, with an authority of its own, a credential goes to the token server, and over no redirect', async () => {
  registry.answerNext({
    status: 307,
    headers: { Location: 'https://storage.acme.dev/v2/acme/web/manifests/v2' },
  });
  const { report, stdout, stderr } = await deploy({ DOCKER_AUTH_CONFIG: inline });
  expect([report.result, report.error]).toEqual(['pushed', undefined]);
  expect(await server.repository.show('a.yaml')).toContain(`:v2@${index.digest}\n`);
  // The image was built by somebody who said of what.
  expect((await server.repository.messages())[0]).toContain(`Deploy-Source: acme/web@${revision}\n`);
  const sent = registry.requests.map(({ method, path, authorization }) => [
    method,
    path.split('?')[0],
    authorization,
  ]);
  expect(sent.slice(0, 4)).toEqual([
    ['HEAD', '/v2/acme/web/manifests/v2', undefined],
    ['GET', '/token', basic],
    ['HEAD', '/v2/acme/web/manifests/v2', 'Bearer t0ken'],
    ['GET', '/v2/acme/web/manifests/v2', 'Bearer t0ken'],
  ]);
  expect(storage.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  // One token for the run, from the host that the registry names.
  expect(came.filter((each) => each.includes('/token'))).toEqual([
    'auth.acme.dev /token?service=registry.acme.dev&scope=repository%3Aacme%2Fweb%3Apull',
  ]);
  expect(stdout + stderr).not.toMatch(/V3ryS3cretWord|t0ken/);
});

const at = (path: string): string => join(folder, path);
const held = (word: string) =>
  JSON.stringify({ auths: { 'registry.acme.dev': { auth: Buffer.from(`jo:${word}`).toString('base64') } } });

test.each([
  ["docker's file in the home folder", { HOME: 'home' }, 'home/.docker/config.json'],
  ["docker's file where it is said to be", { DOCKER_CONFIG: 'docker' }, 'docker/config.json'],
  ["podman's file of the session", { XDG_RUNTIME_DIR: 'session' }, 'session/containers/auth.json'],
  ["podman's file in the home folder", { HOME: 'other' }, 'other/.config/containers/auth.json'],
  ["podman's file where it is said to be", { REGISTRY_AUTH_FILE: 'own.json' }, 'own.json'],
])('%s has the credential', async (_, variables, path) => {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), held('Fr0mTheFile'));
  const env = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, at(value)]));
  const { report } = await deploy(env);
  expect(report.result).toBe('pushed');
  const [, asked] = registry.requests;
  expect(asked?.authorization).toBe(`Basic ${Buffer.from('jo:Fr0mTheFile').toString('base64')}`);
});

test('the inputs count more than the variable, and the variable more than a file', async () => {
  await mkdir(at('first/.docker'), { recursive: true });
  await writeFile(at('first/.docker/config.json'), held('Fr0mTheFile'));
  const env = { DOCKER_AUTH_CONFIG: inline, HOME: at('first') };
  await deploy(env);
  await deploy(env, { 'registry-username': 'ann', 'registry-token': 'Fr0mTheInput' });
  const tokens = registry.requests.filter(({ path }) => path.startsWith('/token'));
  expect(tokens.map(({ authorization }) => authorization)).toEqual([
    basic,
    `Basic ${Buffer.from('ann:Fr0mTheInput').toString('base64')}`,
  ]);
});

test('a program that keeps credentials is named, and not run', async () => {
  const program = at('docker-credential-desktop');
  await writeFile(program, `#!/bin/sh\ntouch ${at('was-run')}\n`, { mode: 0o755 });
  await mkdir(at('helper'), { recursive: true });
  await writeFile(at('helper/config.json'), JSON.stringify({ credsStore: 'desktop' }));
  registry.challenge = 'Basic realm="a registry"';
  const { exit, report } = await deploy({
    DOCKER_CONFIG: at('helper'),
    PATH: `${folder}:${process.env.PATH}`,
  });
  expect([exit, existsSync(at('was-run'))]).toEqual([4, false]);
  expect(JSON.stringify(report.error)).toContain('docker-credential-desktop');
  expect(await server.repository.git('rev-parse', 'main')).toBe(
    await server.repository.git('rev-parse', 'start'),
  );
});

test.each([
  ['another scheme', 'http://auth.acme.dev/token', 'http://auth.acme.dev'],
  ['a file', 'file:///etc/passwd', 'file:///etc/passwd'],
])('a token server of %s gets nothing', async (_, realm, named) => {
  registry.challenge = `Bearer realm="${realm}"`;
  const { exit, report } = await deploy({ DOCKER_AUTH_CONFIG: inline });
  expect([exit, report.error]).toMatchObject([
    expect.any(Number),
    { code: 'not-a-registry', message: expect.stringContaining(named) },
  ]);
  expect(registry.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
});

test('a registry that asks to wait a day is not waited for, and its words are said', async () => {
  registry.challenge = undefined;
  registry.answerNext({ status: 429, headers: { 'Retry-After': '86400' } });
  const { exit, report } = await deploy({});
  expect([exit, report.result, report.error]).toMatchObject([
    expect.any(Number),
    'failed',
    {
      code: 'out-of-time',
      message: expect.stringMatching(/too many requests \(429\).*asks to wait 86400 s/),
    },
  ]);
  expect(registry.requests).toHaveLength(1);
});

test('an image for other platforms is not deployed, and those that there are are named', async () => {
  registry.challenge = undefined;
  const { exit, report } = await deploy(
    {},
    { 'image-check': 'exists', 'image-platforms': 'linux/amd64,linux/arm64' },
  );
  expect([exit, report.error]).toMatchObject([
    3,
    { code: 'image-missing', message: expect.stringMatching(/linux\/arm64.*for linux\/amd64/) },
  ]);
});

test('where the run and the image say different sources, the run counts, and a note says so', async () => {
  registry.challenge = undefined;
  const {
    manifests: [image = index],
  } = labelled({ 'org.opencontainers.image.revision': revision }, 'linux/amd64');
  const annotations = { 'org.opencontainers.image.revision': revision };
  const bytes = Buffer.from(JSON.stringify({ ...JSON.parse(`${image.bytes}`), annotations }));
  registry.answerNext(
    ...Array(2).fill({ status: 200, headers: { 'Content-Type': image.type }, body: bytes }),
  );
  const other = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
  const { report, stderr } = await deploy({}, { source: `acme/web@${other}` });
  expect([report.result, stderr]).toEqual([
    'pushed',
    expect.stringMatching(new RegExp(`Note: the image says.*${revision}.*${other}`)),
  ]);
  expect((await server.repository.messages())[0]).toContain(`Deploy-Source: acme/web@${other}\n`);
});
