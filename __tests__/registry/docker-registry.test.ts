// Looking for images in a real registry, without a password and with one.
import {
  type DockerRegistry,
  describeWithRegistry,
  registryPassword,
  registryUser,
  startDockerRegistry,
} from '../../testing/docker-registry.ts';
import { multiPlatform } from '../../testing/image-bytes.ts';
import { searchImage } from '../../testing/registry-scene.ts';

const { index, manifests, configs } = multiPlatform('linux/amd64', 'linux/arm64');

describeWithRegistry('A real registry').each([
  ['open to all', false],
  ['with a password', true],
])('a registry %s', (_, hasPassword) => {
  const own = hasPassword ? { login: { user: registryUser, password: registryPassword } } : {};
  let registry: DockerRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry(hasPassword);
    await registry.push('acme/web', 'v2', index, ...configs, ...manifests);
    if (manifests[0]) await registry.push('acme/web', 'one', manifests[0]);
  });
  afterAll(() => registry.close());

  test('gives the digest of an index', async () => {
    const { reference } = await searchImage(`${registry.host}/acme/web:v2`, { ...own, wantsDigest: true });
    expect(reference.digest).toBe(index.digest);
  });

  test('has an index for its platforms, and an image for its one', async () => {
    const both = ['linux/amd64', 'linux/arm64'];
    await searchImage(`${registry.host}/acme/web:v2`, { ...own, platforms: both });
    await expect(
      searchImage(`${registry.host}/acme/web:one`, { ...own, platforms: both }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('does not have it for linux/arm64, but for linux/amd64'),
    });
  });

  test('has an image by its digest', async () => {
    const image = `${registry.host}/acme/web:v2@${index.digest}`;
    expect((await searchImage(image, { ...own, wantsDigest: true })).reference.digest).toBe(index.digest);
  });

  test('names the nearest tags of one that it does not have', async () => {
    await expect(searchImage(`${registry.host}/acme/web:v3`, own)).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringContaining('the nearest tags there: v2, one'),
    });
  });

  test('does not have a repository that nobody pushed to', async () => {
    await expect(searchImage(`${registry.host}/acme/api:v2`, own)).rejects.toMatchObject({
      code: 'image-missing',
    });
  });

  if (hasPassword)
    test('lets nobody in without it', async () => {
      await expect(searchImage(`${registry.host}/acme/web:v2`)).rejects.toMatchObject({
        code: 'authentication-failed',
      });
    });
});
