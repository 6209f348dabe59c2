// What an image was built from, where its registry has it.
import { createHash } from 'node:crypto';
import { labelled, multiPlatform } from '../../testing/image-bytes.ts';
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { searchImage } from '../../testing/registry-scene.ts';

const { index } = multiPlatform('linux/amd64', 'linux/arm64', 'unknown/unknown');

let registry: RegistryDouble;
let image: string;
beforeEach(async () => {
  registry = await startRegistryDouble();
  image = `${registry.host}/acme/web:v2`;
  registry.content.set('acme/web/manifests/v2', index);
});
afterEach(() => registry.close());

const asked = () => registry.requests.map(({ method, path }) => `${method} ${path}`);

describe('what an image was built from', () => {
  const revision = '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';
  const labels = {
    'org.opencontainers.image.revision': revision,
    'org.opencontainers.image.source': 'https://github.com/acme/web',
  };
  const said = { revision, source: 'https://github.com/acme/web' };
  const built = labelled(labels, 'linux/amd64', 'unknown/unknown');
  const puts = (...all: readonly (typeof index)[]) => {
    for (const each of all) {
      registry.content.set(`acme/web/manifests/${each.digest}`, each);
      registry.content.set(`acme/web/blobs/${each.digest}`, each);
    }
  };

  test('is in the labels of the first image of an index', async () => {
    registry.content.set('acme/web/manifests/v2', built.index);
    puts(...built.manifests, ...built.configs);
    expect((await searchImage(image, { wantsOrigin: true })).origin).toEqual(said);
    expect(asked()).toHaveLength(4);
  });

  test('is in the labels of an image', async () => {
    const [manifest = index] = built.manifests;
    registry.content.set('acme/web/manifests/v2', manifest);
    puts(...built.configs);
    expect((await searchImage(image, { wantsOrigin: true })).origin).toEqual(said);
  });

  test('is in the configuration of an image of one platform, which is read once for both', async () => {
    const [manifest = index] = built.manifests;
    registry.content.set('acme/web/manifests/v2', manifest);
    puts(...built.configs);
    const search = { wantsOrigin: true, platforms: ['linux/amd64'] };
    expect((await searchImage(image, search)).origin).toEqual(said);
    const [head, get, ...more] = asked();
    expect([head, get]).toEqual(['HEAD /v2/acme/web/manifests/v2', 'GET /v2/acme/web/manifests/v2']);
    expect(more).toEqual([`GET /v2/acme/web/blobs/${built.configs[0]?.digest}`]);
  });

  test('is in the annotations of an index, and takes no request more', async () => {
    const bytes = Buffer.from(JSON.stringify({ ...JSON.parse(`${index.bytes}`), annotations: labels }));
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    registry.content.set('acme/web/manifests/v2', { ...index, bytes, digest });
    expect((await searchImage(image, { wantsDigest: true })).origin).toEqual(said);
    expect(asked()).toHaveLength(2);
  });

  test('is not asked for where nobody wants it', async () => {
    expect((await searchImage(image)).origin).toBeUndefined();
    expect(asked()).toHaveLength(1);
  });

  test.each([
    ['labels that are not there', [built.manifests]],
    [
      'labels without an end',
      [
        built.manifests,
        [{ ...index, bytes: Buffer.alloc(5_000_000), digest: built.configs[0]?.digest ?? '' }],
      ],
    ],
    [
      'labels that are other bytes',
      [built.manifests, [{ ...index, digest: built.configs[0]?.digest ?? '' }]],
    ],
    [
      'images that are other bytes',
      [[{ ...index, digest: built.manifests[0]?.digest ?? '' }], built.configs],
    ],
  ])('%s say nothing, and nobody goes without a deploy', async (_, parts) => {
    registry.content.set('acme/web/manifests/v2', built.index);
    puts(...parts.flat());
    const { origin } = await searchImage(image, { wantsOrigin: true });
    expect(origin?.revision).toBeUndefined();
  });

  test('words that are no commit are not taken for one', async () => {
    const odd = labelled({ 'org.opencontainers.image.revision': 'v1; rm -rf' }, 'linux/amd64');
    registry.content.set('acme/web/manifests/v2', odd.index);
    puts(...odd.manifests, ...odd.configs);
    const { origin } = await searchImage(image, { wantsOrigin: true });
    expect(origin).toEqual({ revision: undefined, source: undefined });
  });
});
