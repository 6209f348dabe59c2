import { editManifests } from '../../../src/manifest/edit-manifests.ts';
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
