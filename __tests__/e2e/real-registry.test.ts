// A real registry behind a token server, asked through the bundle.
import {
  type DockerRegistry,
  describeWithRegistry,
  registryLogin,
  registryPassword,
  registryUser,
  startDockerRegistry,
} from '../../testing/docker-registry.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { multiPlatform } from '../../testing/image-bytes.ts';
import { startTokenServer, type TokenServer } from '../../testing/registry-tokens.ts';
import { bundleFirst } from '../../testing/run-here.ts';

const { index, manifests, configs } = multiPlatform('linux/amd64', 'linux/arm64');

describeWithRegistry('A real registry with a token server')('a registry with a token server', () => {
  let tokens: TokenServer;
  let registry: DockerRegistry;
  let server: GitServer;
  beforeAll(async () => {
    tokens = await startTokenServer(registryLogin);
    registry = await startDockerRegistry(tokens);
    await registry.push('acme/web', 'v2', index, ...configs, ...manifests);
    server = await startGitServer({
      files: { 'a.yaml': `kind: Pod\nimage: ${registry.host}/acme/web:v1\n` },
    });
  });
  afterAll(() => Promise.all([tokens.close(), registry.close(), server.close()]));

  const run = bundleFirst();
  const deploy = (password: string) =>
    run({
      ...{ repository: server.url, file: 'a.yaml', image: `${registry.host}/acme/web:v2` },
      ...{ 'image-check': 'digest', 'image-platforms': 'linux/amd64,linux/arm64' },
      ...{ 'registry-username': registryUser, 'registry-token': password },
    });

  test('lets nobody in with a wrong password, and nothing is pushed', async () => {
    const before = await server.repository.tip();
    const { exit, report } = await deploy('Wr0ngPassword');
    expect([exit, report.error]).toMatchObject([4, { code: 'authentication-failed' }]);
    expect(await server.repository.tip()).toBe(before);
  });

  test('gives a token, and with it the digest that is deployed', async () => {
    tokens.asked.length = 0;
    const { report } = await deploy(registryPassword);
    expect([report.result, report.error]).toEqual(['pushed', undefined]);
    expect(await server.repository.show('a.yaml')).toContain(`/acme/web:v2@${index.digest}\n`);
    expect(tokens.asked).toEqual([registryLogin]);
  });
});
