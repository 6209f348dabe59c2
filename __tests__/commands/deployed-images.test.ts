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
