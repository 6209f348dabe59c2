// Which images a deploy has changed, by digest and container.
import { deployedImages } from '../../src/commands/deployed-images.ts';
import type { Change } from '../../src/manifest/edit-manifests.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const change = (more: Partial<Change>): Change => ({
  ...{
    file: 'a.yaml',
    line: 1,
    path: 'spec.containers.[name=app].image',
    image: 'acme/web',
    variable: undefined,
  },
  ...{ from: 'v1', to: `v2@${digest}`, resource: { kind: 'Pod', name: 'web', namespace: 'shop' } },
  ...more,
});
const nobody = { kind: undefined, name: undefined, namespace: undefined };
const asked = (tag: string | undefined, known: string | undefined) => ({
  images: [{ name: undefined, to: { name: 'docker.io/acme/web', tag, digest: known } }],
});

test.each([
  ['a tag with its digest', [change({})], asked('v2', digest), [['v2', digest, 'shop-web-app']]],
  [
    'a digest that the registry has told',
    [change({ to: 'v2' })],
    asked('v2', digest),
    [['v2', digest, 'shop-web-app']],
  ],
  [
    'a digest alone',
    [change({ to: digest })],
    asked(undefined, digest),
    [[undefined, digest, 'shop-web-app']],
  ],
  ['a tag of which nobody knows the digest', [change({ to: 'v2' })], asked('v2', undefined), []],
  [
    'a variable, and a field that is no image',
    [change({ variable: 'V' }), change({ image: undefined })],
    asked('v2', digest),
    [],
  ],
  [
    'a digest in a field of its own',
    [change({ to: 'v2', path: 'image.tag' }), change({ to: digest, path: 'image.digest' })],
    asked('v2', digest),
    [['v2', digest, 'shop-web-web']],
  ],
  [
    'an object without a name',
    [change({ path: 'image.tag', resource: nobody })],
    asked('v2', digest),
    [['v2', digest, 'a.yaml-web']],
  ],
])('%s', (_, changes, target, expected) => {
  const found = deployedImages({ changes }, target);
  expect(found.map((each) => [each.tag, each.digest, each.deployment])).toEqual(expected);
});

const other = `sha256:${'cd'.repeat(32)}`;
const to = (name: string, tag: string, known: string) => ({ name, tag, digest: known });

test.each([
  [
    'of two versions of one name, after a rollback, each container gets its own',
    [change({ to: 'v1' }), change({ to: 'v2', path: 'spec.containers.[name=job].image' })],
    [
      { name: undefined, to: to('acme/web', 'v1', digest) },
      { name: undefined, to: to('acme/web', 'v2', other) },
    ],
    [
      ['acme/web', 'v1', digest],
      ['acme/web', 'v2', other],
    ],
  ],
  [
    'an image that gets another name is recorded by that',
    [change({ to: `ghcr.io/acme/web:v2@${digest}` })],
    [{ name: 'acme/web', to: to('ghcr.io/acme/web', 'v2', digest) }],
    [['ghcr.io/acme/web', 'v2', digest]],
  ],
  [
    'a registry in a variable is found as the editor finds it',
    [change({ image: `$\{REGISTRY}/acme/web`, to: 'v2' })],
    [{ name: undefined, to: to('ghcr.io/acme/web', 'v2', digest) }],
    [['ghcr.io/acme/web', 'v2', digest]],
  ],
])('%s', (_, changes, images, expected) => {
  const found = deployedImages({ changes }, { images });
  expect(found.map((each) => [each.name, each.tag, each.digest])).toEqual(expected);
});
