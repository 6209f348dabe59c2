import { editManifests, type ManifestFile } from '../../../src/manifest/edit-manifests.ts';
import { fileOf, targetOf } from '../support.ts';

const helm = (line: string) =>
  `{{- if .Values.on }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels: {app.kubernetes.io/name: web}\nspec:\n  ${line}\n{{- end }}\n`;
const idle = helm('image: {{ .Values.image }}');

/** Edits `good.yaml`, which names the image, with a neighbour beside it. */
function editBeside(neighbour: string | Uint8Array, image: string): string {
  const name = image.slice(0, image.lastIndexOf(':'));
  const file =
    typeof neighbour === 'string'
      ? fileOf(neighbour, 'templates/x.yaml')
      : { path: 'templates/x.yaml', bytes: neighbour };
  const { files } = editManifests([fileOf(`image: ${name}:v1\n`, 'good.yaml'), file], targetOf(image));
  return files.map(({ path, bytes }) => `${path} ${Buffer.from(bytes).toString('utf8')}`).join('');
}

it.each<[string, string | Uint8Array, string]>([
  ['apiVersion for an image called api', idle, 'ghcr.io/acme/api:v2'],
  ['the key "name" for an image called name', idle, 'ghcr.io/acme/name:v2'],
  ['the key "kind" for an image called kind', idle, 'ghcr.io/acme/kind:v2'],
  ['the key "spec" for an image called spec', idle, 'acme/spec:v2'],
  ['"metadata" for an image called data', idle, 'acme/data:v2'],
  ['"metadata" for an image called meta', idle, 'acme/meta:v2'],
  ['a key for an image of one segment', idle, 'name:v2'],
  ['"name" of a label behind a slash', idle, 'acme/name:v2'],
  ['another image with the same end', helm('image: quay.io/other/api:{{ .tag }}'), 'ghcr.io/acme/api:v2'],
  ['a longer name', helm('image: ghcr.io/acme/api-worker:{{ .tag }}'), 'ghcr.io/acme/api:v2'],
  ['the same words in prose', `# the acme api\n${idle}`, 'ghcr.io/acme/api:v2'],
  ['an object called like the image', helm('name: api'), 'ghcr.io/acme/api:v2'],
  ['broken YAML', 'kind: Pod\na: "\napi: x\n', 'ghcr.io/acme/api:v2'],
  ['bytes that are no text', new Uint8Array([0xff, 0x61, 0x70, 0x69, 0x0a]), 'ghcr.io/acme/api:v2'],
])('a file that cannot be read does no harm with %s', (_, neighbour, image) => {
  const name = image.slice(0, image.lastIndexOf(':'));
  expect(editBeside(neighbour, image)).toBe(`good.yaml image: ${name}:v2\n`);
});

it.each<[string, string | Uint8Array]>([
  ['the whole name', helm('image: ghcr.io/acme/api:{{ .Values.tag }}')],
  ['the whole name in quotes', helm('image: "ghcr.io/acme/api"')],
  ['the whole name behind a scheme', helm('url: oci://ghcr.io/acme/api')],
  ['the whole name in prose', `# see ghcr.io/acme/api.\n${idle}`],
  ['the end of the name behind a template', helm('image: {{ .Values.registry }}/acme/api:{{ .tag }}')],
  ['the last segment behind a template', helm('image: "{{ .Values.repository }}/api:{{ .tag }}"')],
  ['the end of the name in a field', helm('repository: acme/api')],
  ['the last segment as an image', helm('image: api')],
  [
    'the name in bytes that are no text',
    new Uint8Array([0xff, 0x0a, ...Buffer.from('a: ghcr.io/acme/api\n')]),
  ],
])('a file that cannot be read is an error with %s', (_, neighbour) => {
  expect(() => editBeside(neighbour, 'ghcr.io/acme/api:v2')).toThrow(/"templates\/x\.yaml"/);
});

it('edits a document of a file whose other document is a template without the image', () => {
  const good = 'image: {registry: ghcr.io/acme, name: api, tag: v1}\n';
  const { files } = editManifests([fileOf(`${good}---\n${idle}`)], targetOf('ghcr.io/acme/api:v2'));
  const after = files.map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
  expect(after).toEqual([`${good.replace('v1', 'v2')}---\n${idle}`]);
});

it('finds an image called api by a template that says so, and by no other', () => {
  expect(() => editBeside(helm('image: api:{{ .tag }}'), 'api:v2')).toThrow(/template, not YAML/);
  expect(editBeside(helm('name: api'), 'api:v2')).toBe('good.yaml image: api:v2\n');
});

describe('Beside "set"', () => {
  const values = fileOf('image: {repository: acme/api, tag: v1}\nreplicas: 1\n', 'values.yaml');
  const template = fileOf(
    'kind: Deployment\nmetadata:\n  name: {{ .x }}\n{{- if .x }}\nspec:\n  replicas: {{ .Values.replicas }}\n  image: "{{ .Values.image.tag }}"\n{{- end }}\n',
    'templates/api.yaml',
  );
  const broken = fileOf('image: {tag: v1\nx: [\n', 'broken.yaml');
  const run = (files: readonly ManifestFile[], path: string, create = false) =>
    editManifests(
      files,
      targetOf([], { set: [{ path, value: 'v2', fromImage: false }], create }),
    ).changes.map(({ file }) => file);

  it.each([
    ['has the words of the path apart', 'image.tag', false],
    ['has a key of the path elsewhere', 'replicas', false],
    ['has no room for what is added', 'image.pullPolicy', true],
    ['is a template, and values are added at the root', 'extra', true],
  ])('a file that cannot be read does no harm where it %s', (_what, path, create) => {
    expect(run([values, template], path, create)).toEqual(['values.yaml']);
  });

  it.each([
    ['the field below its map', template, 'spec.replicas', 'not-editable', false],
    ['the field in one line', broken, 'image.tag', 'invalid-yaml', false],
    ['the map for it', broken, 'image.digest', 'invalid-yaml', true],
    ['values at its root', broken, 'extra', 'invalid-yaml', true],
  ])('it is an error where it may hold %s', (_what, file, path, code, create) => {
    expect(() => run([values, file], path, create)).toThrow(expect.objectContaining({ code }));
  });

  it('alone it is an error anyway', () => {
    expect(() => run([template], 'image.tag')).toThrow('it is a template');
  });

  it('and an entry of a kustomization is added beside a template', () => {
    const files = [fileOf('resources: [a.yaml]\n', 'k/kustomization.yaml'), template];
    expect(editManifests(files, targetOf('acme/new:v1', { create: true })).changes).toHaveLength(1);
  });
});
