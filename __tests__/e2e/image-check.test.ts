// The registry is asked before anything is committed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Flags } from '../../testing/bundle.ts';
import { digest } from '../../testing/digest.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { labelled, multiPlatform } from '../../testing/image-bytes.ts';
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';

const runForJson = bundleFirst();

const { index } = multiPlatform('linux/amd64', 'linux/arm64');
let registry: RegistryDouble;
let server: GitServer;
let folder: string;
beforeAll(async () => {
  registry = await startRegistryDouble();
  folder = await mkdtemp(join(tmpdir(), 'logins-'));
  const pod = `kind: Pod\nimage: ${registry.host}/acme/web:v1\nweb: {ref: none, digest: none}\n`;
  const values = `image:\n  repository: ${registry.host}/acme/web\n  tag: v1\n  digest: ${digest('a')}\n`;
  server = await startGitServer({ files: { 'a.yaml': pod, 'b.yaml': pod, 'values.yaml': values } });
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(async () => {
  registry.challenge = undefined;
  registry.content.clear();
  registry.content.set('acme/web/manifests/v2', index);
  registry.requests.length = 0;
  server.requests.length = 0;
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() => Promise.all([registry.close(), server.close(), rm(folder, { recursive: true })]));

const deploy = (tag: string, flags = {}, env = {}) =>
  runForJson(
    { repository: server.url, file: 'a.yaml', image: `${registry.host}/acme/web:${tag}`, ...flags },
    env,
  );

test('the digest of an index is deployed beside the tag, in every field that asks for it, and said', async () => {
  const { report } = await deploy('v2', {
    'image-check': 'digest',
    'image-platforms': 'linux/amd64,linux/arm64',
    file: 'a.yaml\nvalues.yaml',
    set: `web.ref={reference}\nweb.digest={digest}`,
    message: 'Deploy {tag} {digest}',
  });
  expect([report.result, report.error]).toEqual(['pushed', undefined]);
  const reference = `${registry.host}/acme/web:v2@${index.digest}`;
  expect(await server.repository.show('a.yaml')).toBe(
    `kind: Pod\nimage: ${reference}\nweb: {ref: ${reference}, digest: ${index.digest}}\n`,
  );
  expect(await server.repository.show('values.yaml')).toContain(`tag: v2\n  digest: ${index.digest}\n`);
  expect(await server.repository.git('log', '-1', '--format=%s')).toContain(index.digest);
});

test('a rollback looks for what it puts back, and leaves it as the history has it', async () => {
  await deploy('v2');
  const flags: Flags = { repository: server.url, file: 'a.yaml', json: true, 'image-check': 'digest' };
  const gone = await runHere(['rollback'], flags);
  expect([gone.exit, JSON.parse(gone.stdout).error]).toMatchObject([
    3,
    { code: 'image-missing', message: expect.stringContaining('does not have it any more') },
  ]);
  registry.content.set('acme/web/manifests/v1', index);
  const back = await runHere(['rollback'], flags);
  expect([back.exit, await server.repository.show('a.yaml')]).toEqual([
    0,
    expect.stringContaining('acme/web:v1\n'),
  ]);
});

test('a promotion deploys the digest of what the other files have', async () => {
  await deploy('v2', { file: 'b.yaml' });
  const flags: Flags = { repository: server.url, file: 'a.yaml', 'image-from': 'b.yaml' };
  const { report } = await runForJson({ ...flags, 'image-check': 'digest' });
  expect([report.result, await server.repository.show('a.yaml')]).toEqual([
    'pushed',
    expect.stringContaining(`acme/web:v2@${index.digest}\n`),
  ]);
});

test('a pull request proposes the digest, and says it', async () => {
  const github = await startGitHubRequests(server.repository);
  try {
    const { report } = await deploy('v2', {
      repository: `http://127.0.0.1:${server.port}/acme/config.git`,
      mode: 'pull-request',
      'host-type': 'github',
      'api-url': github.url,
      token: 'S3cretTokenOfTheTest',
      'image-check': 'digest',
      message: 'Deploy {tag} {digest}',
    });
    expect([report.result, report.error]).toEqual(['proposed', undefined]);
    expect(github.requests[0]).toMatchObject({ title: `Deploy v2 ${index.digest}` });
    expect(await server.repository.show('a.yaml', String(report.branch))).toContain(`:v2@${index.digest}\n`);
    expect(github.faults).toEqual([]);
  } finally {
    await github.close();
  }
});

test('the source is what the labels of the image say where nobody else does', async () => {
  const revision = '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';
  const built = labelled(
    {
      'org.opencontainers.image.revision': revision,
      'org.opencontainers.image.source': 'https://user:S3cret@github.com/acme/web.git',
    },
    'linux/amd64',
  );
  registry.content.set('acme/web/manifests/v2', built.index);
  for (const each of [...built.manifests, ...built.configs]) {
    registry.content.set(`acme/web/manifests/${each.digest}`, each);
    registry.content.set(`acme/web/blobs/${each.digest}`, each);
  }
  const { report } = await deploy('v2', { 'image-check': 'exists', message: 'Deploy {tag} of {source}' });
  expect([report.result, report.error]).toEqual(['pushed', undefined]);
  const [message] = await server.repository.messages();
  expect(message).toContain('Deploy v2 of acme/web\n');
  expect(message).toContain(`Deploy-Source: acme/web@${revision}\n`);
  expect(message).toContain('Argocd-reference-commit-repourl: https://github.com/acme/web\n');
});

test('an image that is not there is not deployed, and what is nearest is named', async () => {
  const before = await server.repository.tip();
  const { exit, report } = await deploy('v3', { 'image-check': 'exists' });
  expect([exit, report.result, await server.repository.tip()]).toEqual([3, 'failed', before]);
  expect(report.error).toMatchObject({
    code: 'image-missing',
    message: expect.stringContaining('the nearest tags there: v2'),
  });
});

test('an image that another job still pushes is waited for, and goes in', async () => {
  registry.answerNext({ status: 404 }, { status: 404 });
  const { report } = await deploy('v2', { 'image-check': 'exists', 'image-wait': '1m' });
  expect(report.result).toBe('pushed');
});

test('a failure of the edit does not wait for the image', async () => {
  const { exit, report } = await deploy('v9', {
    'image-check': 'exists',
    'image-wait': '4m',
    file: 'c.yaml',
  });
  expect([exit, report.error]).toMatchObject([3, { code: 'file-not-found' }]);
});

test('credentials come from the files of docker, and stay out of what is printed', async () => {
  registry.challenge = 'Basic realm="a registry"';
  const auth = Buffer.from('jo:V3ryS3cretWord').toString('base64');
  registry.wanted = `Basic ${auth}`;
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  const { exit, stdout, stderr } = await deploy('v2', { 'image-check': 'exists' }, { DOCKER_CONFIG: folder });
  expect([exit, (stdout + stderr).includes('V3ryS3cretWord')]).toEqual([0, false]);
});

test.each([
  ['a wait without a check', { 'image-wait': '1m' }, 'image-wait'],
  ['a wait as long as all the time', { 'image-check': 'exists', 'image-wait': '5m' }, 'timeout'],
  ['a platform that is none', { 'image-check': 'exists', 'image-platforms': 'amd64' }, 'is not a platform'],
  ['a user without a password', { 'registry-username': 'jo' }, 'registry-token'],
])('%s is refused before anything is sent', async (_, flags, words) => {
  const { exit, report } = await deploy('v2', flags);
  expect([exit, JSON.stringify(report.error)]).toEqual([2, expect.stringContaining(words)]);
  expect([server.requests.length, registry.requests.length]).toEqual([0, 0]);
});

test('a credential goes to one registry alone', async () => {
  const image = `${registry.host}/acme/web:v2\nother.example.test/acme/api:v1`;
  const { exit } = await deploy('v2', { image, 'image-check': 'exists', 'registry-token': 'S3cretWord' });
  expect([exit, registry.requests.length]).toEqual([2, 0]);
});

test('nobody is asked where nothing is said of it', async () => {
  const { report } = await deploy('v9');
  expect([report.result, registry.requests.length]).toEqual(['pushed', 0]);
});
