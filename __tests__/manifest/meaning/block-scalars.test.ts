import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import { edit, fileOf, targetOf } from '../support.ts';

it.each<[string, string, string]>([
  [
    'a registry, a name and a version',
    'api:\n      registry: ghcr.io\n      name: acme/api\n      version: v1',
    'ghcr.io/acme/api:v2',
  ],
  ['a container of a job', 'job:\n      container: ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2'],
  ['a package of Crossplane', 'spec:\n      package: ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2'],
  ['a bundle of Tekton', 'params:\n      bundle: ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2'],
  ['an action in a container', 'jobs:\n      - uses: docker://ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2'],
  ['a WASM plugin', 'spec:\n      url: oci://ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2'],
  ['an image called by one letter', 'spec:\n      package: ghcr.io/acme/x:v1', 'ghcr.io/acme/x:v2'],
])('opens a block scalar that holds %s and the wanted name', (_, block, image) => {
  const text = `kind: ConfigMap\ndata:\n  x.yaml: |\n    ${block}\n`;
  expect(edit(text, targetOf(image)).after).toBe(text.replace('v1', 'v2'));
});

it('opens a block scalar for the old name of OLD=NEW', () => {
  const text = 'data: \n  x: |\n    package: acme/old:v1\n';
  expect(edit(text, targetOf('acme/old=acme/new:v2')).after).toBe(text.replace('old:v1', 'new:v2'));
});

it('opens a block scalar in a block scalar', () => {
  const text = 'a: |\n  b: |\n    package: acme/api:v1\n';
  expect(edit(text, targetOf('acme/api:v2')).after).toBe(text.replace('v1', 'v2'));
});

it('opens a block scalar of a large file', () => {
  const filler = Array.from(
    { length: 6000 },
    (_, n) => `  key-${n}: |\n    some: text-${n}\n    more: text\n`,
  );
  const text = `data:\n${filler.join('')}  x: |\n    package: acme/api:v1\n`;
  const { files } = editManifests([fileOf(text)], targetOf('acme/api:v2'));
  expect(Buffer.from(files[0]?.bytes ?? []).toString()).toBe(text.replace('v1', 'v2'));
});
