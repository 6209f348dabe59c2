import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../../testing/edit-check.ts';
import { caught, fileOf, targetOf } from '../support.ts';

const image = 'ghcr.io/acme/api:v2';
const sops = 'x: ENC[AES256_GCM,data:x,type:str]\nsops:\n  mac: ENC[x]\n';
const other = fileOf('image: ghcr.io/acme/web:v1\n', 'other.yaml');
const refusalOf = (text: string, more: LooseTarget, files = [other]) =>
  caught(() => editManifests([...files, fileOf(`${text}\n${sops}`, 'secret.yaml')], targetOf(image, more)));

it.each<[string, string, LooseTarget]>([
  ['the image stands in the clear', 'image: ghcr.io/acme/api:v1', {}],
  ['a variable is in place of its tag', `image: "ghcr.io/acme/api:\${TAG}"`, {}],
  [
    'its places have different tags',
    'a: {image: "ghcr.io/acme/api:v1"}\nb: {image: "ghcr.io/acme/api:v0"}',
    {},
  ],
  ['another number of places is expected', 'image: ghcr.io/acme/api:v1', { expect: 3 }],
  [
    'several objects have the field',
    'kind: A\na: {tag: v1}\n---\nkind: B\na: {tag: v1}',
    { set: [{ path: 'a.tag', value: 'v2', fromImage: true }] },
  ],
])('That SOPS has encrypted a file is said first where %s', (_what, text, more) => {
  for (const files of [[], [other]])
    expect(refusalOf(text, more, files)).toMatchObject({
      code: 'not-editable',
      message: 'Cannot edit "secret.yaml": SOPS has encrypted it, and a change would break its checksum',
    });
});

it('It is said first where no file holds the image', () => {
  expect(refusalOf('a: 1', {}).message).toBe(
    'Cannot find image "ghcr.io/acme/api" in the 2 files: SOPS has encrypted "secret.yaml"; these are there\n- other.yaml:1 ghcr.io/acme/web:v1',
  );
});

it('An encrypted file that is not meant hides no other error', () => {
  const text = 'kind: A\nspec: {image: "ghcr.io/acme/api:v1"}';
  expect(refusalOf(text, { select: { kind: ['B'] } }).code).toBe('image-not-found');
  const broken = fileOf('a: {image: "ghcr.io/acme/api:v1"}\nb: {image: "ghcr.io/acme/api:v0"}\n', 'a.yaml');
  expect(refusalOf('a: 1', {}, [broken]).code).toBe('image-ambiguous');
});
