import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2', { expect: 1 });
const ref = 'ghcr.io/acme/api:v1';

it.each<[string, string]>([
  ['a map of overrides', `imageOverrides: {api: ${ref}, web: "ghcr.io/acme/web:v1"}`],
  ['a map of overrides by environment', `imageOverrides:\n  prod:\n    api: ${ref}`],
  ['a map of base images', `baseImageOverrides:\n  api: "${ref}" # base`],
  ['a list under a key', `kind-image: [${ref}]`],
  ['a list under a key in camel case', `nodeImageList:\n- ${ref}\n- ghcr.io/acme/web:v1`],
  ['a list under "image"', `image:\n- ${ref}`],
  ['a location', `image: {location: ${ref}}`],
  ['a default', `docker-image: {default: ${ref}, description: "the image to use: a word"}`],
  ['a container image', `containerImage:\n  ref: x\n  pinned: ${ref}`],
  ['a map of versions', `versions: {fence: quay.io/cdis/fence:1.0, api: ${ref}}`],
  [
    'a map of versions with numbers in it',
    `versions:\n  api: ${ref}\n  db: postgres:13\n  replicas: 3\n  on: true`,
  ],
  ['a map of versions with maps in it', `versions:\n  api: ${ref}\n  web: acme/web:v1\n  more: {a: b}`],
  ['a map of versions in JSON', `{"versions": {"fence": "quay.io/cdis/fence:1.0", "api": "${ref}"}}`],
  ['a file that is such a map', `api: ${ref}\nweb: ghcr.io/acme/web:v1`],
])('finds a whole reference in %s', (_, text) => {
  expect(edit(`${text}\n`, next).after).toBe(`${text}\n`.replace('api:v1', 'api:v2'));
});

it.each<[string, string, string]>([
  [
    'an action of a job',
    `jobs:\n  sync-images:\n    steps:\n    - uses: actions/checkout@v4\n`,
    'actions/checkout:v5',
  ],
  ['a workflow of a job', 'jobs:\n  build-images:\n    uses: acme/flows@v1\n', 'acme/flows:v2'],
  ['a value of a job', 'jobs:\n  build-images:\n    concurrency: {group: "acme/api:v1"}\n', 'acme/api:v2'],
  ['an input of a step', 'sync-images:\n  steps:\n  - with: {target: "acme/api:v1"}\n', 'acme/api:v2'],
  ['variables', 'env: {api: "acme/api:v1", web: "acme/web:v1"}\n', 'acme/api:v2'],
  ['variables by their case', 'x: {API: "acme/api:v1", WEB: "acme/web:v1"}\n', 'acme/api:v2'],
  ['variables under an image', 'build-image: {variables: {api: "acme/api:v1"}}\n', 'acme/api:v2'],
  ['annotations', 'metadata: {annotations: {a: "acme/api:v1", b: "acme/web:v1"}}\n', 'acme/api:v2'],
  ['arguments', 'args: {api: "acme/api:v1", web: "acme/web:v1"}\n', 'acme/api:v2'],
  ['one reference alone', 'versions: {api: "acme/api:v1"}\n', 'acme/api:v2'],
  ['other strings beside it', 'x: {api: "acme/api:v1", web: "acme/web:v1", note: hello}\n', 'acme/api:v2'],
  ['addresses', 'hosts: {cache: "redis:6379", db: "postgres:5432"}\n', 'redis:7'],
  ['an address under an image', 'imageProxy: {cache: "redis:6379"}\n', 'redis:7'],
  ['times', 'window: {from: "08:00", to: "17:00"}\n', '08:01'],
  ['a digest', `image: {digest: "sha256:${'1'.repeat(64)}"}\n`, 'sha256:v2'],
  ['a registry with a port', 'imageStore: {registry: "reg.acme:5000"}\n', 'reg.acme:5001'],
  ['paths of volumes', 'volumes: {a: "/data:/data", b: "./x:/y"}\n', 'data:v2'],
])('takes no image from %s', (_, text, image) => {
  expect(refusal(text, targetOf(image)).code).toBe('image-not-found');
});

it('leaves alone a map whose references are not the wanted one', () => {
  const text = 'versions: {fence: "quay.io/cdis/fence:1.0", web: "acme/web:v1"}\n';
  const { code, message } = refusal(text, targetOf('acme/api:v2'));
  expect(code).toBe('image-not-found');
  expect(message).toContain('app.yaml:1 quay.io/cdis/fence:1.0');
});

it('counts a reference under two such keys once', () => {
  const text = `images:\n  imageOverrides: {api: ${ref}}\n`;
  expect(edit(text, next).after).toBe(text.replace('v1', 'v2'));
});
