import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../../testing/edit-check.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const next = `sha256:${'2'.repeat(64)}`;
const text = (image: string | readonly string[], expect: number, more: LooseTarget = {}) =>
  targetOf(image, { text: true, expect, ...more });

const api = 'ghcr.io/acme/api:v2';

it.each<[string, string, number]>([
  ['a Dockerfile', 'FROM --platform=$BUILDPLATFORM ghcr.io/acme/api:v1 AS build\r\nRUN x\r\n', 1],
  ['two stages of one', 'FROM ghcr.io/acme/api:v1 AS a\nCOPY --from=ghcr.io/acme/api:v1 /x /y\n', 2],
  ['variables', '# build\nAPI_IMAGE=ghcr.io/acme/api:v1\nexport X="ghcr.io/acme/api:v1"\n', 2],
  [
    'a script',
    'set -e\ndocker run --rm ghcr.io/acme/api:v1|tee log; docker pull ghcr.io/acme/api:v1&& true\n',
    2,
  ],
  [
    'a script in YAML',
    'jobs:\n  x:\n    steps:\n      - run: |\n          docker run ghcr.io/acme/api:v1 \\\n            --x\n',
    1,
  ],
  ['Terraform', 'resource "x" "y" {\n  image = "ghcr.io/acme/api:v1" # {{\n}\n', 1],
  ['TOML', "[build]\nimage = 'ghcr.io/acme/api:v1'\n", 1],
  [
    'a Go template',
    '{{- if .x }}\nimage: ghcr.io/acme/api:v1\n{{- end }}\n{{ define "y" }}image: ghcr.io/acme/api:v1{{ end }}\n',
    2,
  ],
  ['a Jenkinsfile', "agent { docker { image 'ghcr.io/acme/api:v1' } }\n", 1],
  ['a default of a variable', `IMAGE=\${IMAGE:-ghcr.io/acme/api:v1}\n`, 1],
  ['JSON with escapes', '{"cmd": "pull\\nghcr.io/acme/api:v0 \\"ghcr.io/acme/api:v1\\""}\n', 1],
  ['prose', 'Run ghcr.io/acme/api:v1. Or (<code>ghcr.io/acme/api:v1</code>), `ghcr.io/acme/api:v1`!\n', 3],
  [
    'a pattern of sed, with its slashes behind backslashes or without',
    's/ghcr.io\\/acme\\/api:v1/x/; s#ghcr.io/acme/api:v1#x#; s|ghcr.io/acme/api:v1|x|\n',
    3,
  ],
  [
    'a branch of a template',
    'image: {{ if .x }}ghcr.io/acme/api:v1{{ else }}ghcr.io/acme/api:v1{{ end }}\n{% if x %}ghcr.io/acme/api:v1{% endif %}\n',
    3,
  ],
  ['a string whose line end is an escape', 'x = "ghcr.io/acme/api:v1\\n"\n', 1],
  ['a URL of an image', 'docker://ghcr.io/acme/api:v1 oci://GHCR.io/acme/api:v1\n', 2],
])('The tag behind the whole name changes in %s', (_what, before, places) => {
  const { after, changes } = edit(before, text(api, places), 'any');
  expect(after).toBe(before.replaceAll(/(acme\\?\/api):v1/g, '$1:v2'));
  expect(changes).toHaveLength(places);
});

it.each([
  ['a longer registry', 'my.ghcr.io/acme/api:v1'],
  ['a mirror', 'mirror/ghcr.io/acme/api:v1'],
  ['a longer name', 'ghcr.io/acme/api-web:v1'],
  ['a name below', 'ghcr.io/acme/api/web:v1'],
  ['a port', 'ghcr.io/acme/api:5000/web'],
  ['a registry in a variable', `\${REG}/ghcr.io/acme/api:v1`],
  ['a tag with a variable in it', `ghcr.io/acme/api:v1-\${ARCH}`],
  ['a tag that a template fills', 'ghcr.io/acme/api:{{ .Values.tag }}'],
  ['a tag with a template behind it', 'ghcr.io/acme/api:v1{{ .Values.suffix }}'],
  ['a variable', 'ghcr.io/acme/api:$TAG'],
  ['a pattern', 'ghcr.io/acme/api:v1.*'],
  ['words', 'ghcr.io/acme/api: the API'],
  ['behind a template that prints a value', '{{ .Values.prefix }}ghcr.io/acme/api:v1'],
  ['a mirror in a pattern', 's/my\\/ghcr.io\\/acme\\/api:v1/x/'],
  ['a name below in a pattern', 's/ghcr.io\\/acme\\/api\\/web:v1/x/'],
  ['a tag in a pattern', 'ghcr.io/acme/api:1\\.2'],
  ['a tag that Octopus fills', 'ghcr.io/acme/api:v1#{Suffix}'],
  ['the name alone', 'ghcr.io/acme/api'],
  ['a path', 'https://x.io/ghcr.io/acme/api:v1'],
])('What is %s stays as it is', (_what, other) => {
  const before = `${other}\nghcr.io/acme/api:v1\n`;
  expect(edit(before, text(api, 1)).after).toBe(`${other}\nghcr.io/acme/api:v2\n`);
  expect(refusal(`${other}\n`, text(api, 1)).code).toBe('image-not-found');
});

it.each<[string, string, string, string]>([
  ['a tag with its digest', `ghcr.io/acme/api:v1@${digest}`, api, 'ghcr.io/acme/api:v2'],
  ['a digest', `ghcr.io/acme/api@${digest}`, `ghcr.io/acme/api@${next}`, `ghcr.io/acme/api@${next}`],
  ['a tag by tag and digest', 'ghcr.io/acme/api:v1', `${api}@${next}`, `${api}@${next}`],
  ["a variable's default", `ghcr.io/acme/api:\${TAG:-v1}`, api, `ghcr.io/acme/api:\${TAG:-v2}`],
  [
    'an image by another one',
    'ghcr.io/acme/api:v1',
    'ghcr.io/acme/api=quay.io/acme/api:v2',
    'quay.io/acme/api:v2',
  ],
  ['a registry alone', 'ghcr.io/acme/api:v1', 'ghcr.io/acme/api=quay.io/acme/api', 'quay.io/acme/api:v1'],
  ['another spelling', 'library/nginx:1', 'docker.io/nginx:2', 'library/nginx:2'],
  [
    'a name of one word',
    'nginx:1 my-nginx:1 http://nginx:80 nginx.io:1',
    'nginx:2',
    'nginx:2 my-nginx:1 http://nginx:80 nginx.io:1',
  ],
])('It replaces %s', (_what, before, image, after) => {
  expect(edit(`x ${before}\n`, text(image, 1)).after).toBe(`x ${after}\n`);
});

it('A repeat changes nothing, counts the same, and "from" lets it through', () => {
  const wanted = text('ghcr.io/acme/api=quay.io/acme/api:v2', 2, { select: { from: 'v1' } });
  const once = edit('a ghcr.io/acme/api:v1\nb ghcr.io/acme/api:v1\nc ghcr.io/acme/api:v0\n', wanted);
  expect(once.after).toBe('a quay.io/acme/api:v2\nb quay.io/acme/api:v2\nc ghcr.io/acme/api:v0\n');
  expect(edit(once.after, wanted)).toMatchObject({ after: once.after, files: [] });
});

it('Old tags may differ, for the places are counted; the lines that hold the name alone are named', () => {
  const before = 'FROM ghcr.io/acme/api:v1\nFROM ghcr.io/acme/api:v0\nFROM ghcr.io/acme/api\n';
  const { changes, notes } = edit(before, text(api, 2), 'Dockerfile');
  expect(changes.map(({ file, line, image, from, to }) => [file, line, image, from, to])).toEqual([
    ['Dockerfile', 1, 'ghcr.io/acme/api', 'v1', 'v2'],
    ['Dockerfile', 2, 'ghcr.io/acme/api', 'v0', 'v2'],
  ]);
  expect(notes).toEqual([
    'Dockerfile names ghcr.io/acme/api at line 3 without a tag or digest of its own, where it stays as it is',
  ]);
});

it('Several images change at once, and one that is not there is an error', () => {
  const before = 'ghcr.io/acme/api:v1 acme/web:v1\n';
  expect(edit(before, text([api, 'acme/web:v3'], 2)).after).toBe('ghcr.io/acme/api:v2 acme/web:v3\n');
  expect(refusal(before, text([api, 'acme/job:v3'], 1)).message).toBe(
    'Cannot find image "acme/job" in "app.yaml": the text does not hold the name',
  );
});

it('Another number of places is refused with all of them, and the remedy says the number that works', () => {
  const before = 'ghcr.io/acme/api:v1\n# ghcr.io/acme/api:v0\n';
  const { code, message, remedy } = refusal(before, text(api, 1));
  expect([code, message]).toEqual([
    'wrong-count',
    'Cannot edit "app.yaml": "expect" is 1, and the places that match are 2\n- app.yaml:1 ghcr.io/acme/api:v1\n- app.yaml:2 ghcr.io/acme/api:v0',
  ]);
  const count = Number(/"expect" to (\d+)/.exec(remedy)?.[1]);
  expect(edit(before, text(api, count)).changes).toHaveLength(2);
});

it.each([
  ['YAML', 'image: ghcr.io/acme/api:v1\nx: ENC[AES256_GCM,data:x]\nsops:\n  mac: ENC[x]\n'],
  ['JSON', '{"image": "ghcr.io/acme/api:v1",\n"sops": {"mac": "ENC[x]"}}\n'],
  ['variables', 'IMAGE=ghcr.io/acme/api:v1\nKEY=ENC[x]\nsops_mac=ENC[x]\n'],
])('A file of %s that SOPS has encrypted is refused', (_what, before) => {
  expect(refusal(before, text(api, 1))).toMatchObject({
    code: 'not-editable',
    message: expect.stringContaining('SOPS has encrypted it'),
  });
});

it('A namespace serves one file, for plain text says none', () => {
  const wanted = text(api, 1, { select: { namespace: ['prod'] } });
  expect(edit('ghcr.io/acme/api:v1\n', wanted).changes).toHaveLength(1);
  const files = ['a', 'b'].map((path) => fileOf('ghcr.io/acme/api:v1\n', path));
  expect(() => editManifests(files, { ...wanted, expect: 2 })).toThrow('plain text names none');
});

it('Slashes stay behind backslashes when the name changes', () => {
  const { after } = edit('s/ghcr.io\\/acme\\/api:v1/x/\n', text('ghcr.io/acme/api=quay.io/acme/api:v2', 1));
  expect(after).toBe('s/quay.io\\/acme\\/api:v2/x/\n');
});

it('A file without the image is an error where its path is written, and a note where a shell may have written it', () => {
  const files = [
    fileOf('FROM ghcr.io/acme/api:v1\n', 'Dockerfile'),
    fileOf('FROM scratch\n', 'Dockerfile.base'),
  ];
  const paths = files.map(({ path }) => path);
  const wanted = (whenIdle: 'refuse' | 'note') => text(api, 1, { written: { paths, whenIdle } });
  expect(() => editManifests(files, wanted('refuse'))).toThrow(
    'Cannot find image "ghcr.io/acme/api" in "Dockerfile.base": the text does not hold the name',
  );
  const { changes, notes } = editManifests(files, wanted('note'));
  expect(changes).toHaveLength(1);
  expect(notes).toEqual(['no place of ghcr.io/acme/api is in Dockerfile.base']);
});

it('Another tag that "from" leaves out is named', () => {
  const before = 'FROM ghcr.io/acme/api:v1\nFROM ghcr.io/acme/api:v0\nFROM ghcr.io/acme/api:v0\n';
  const { notes } = edit(before, text(api, 1, { select: { from: 'v1' } }), 'Dockerfile');
  expect(notes).toEqual(['Dockerfile names ghcr.io/acme/api:v0 at line 2, 3, where it stays as it is']);
});

it('A name that is only a part of another one is shown', () => {
  expect(refusal('FROM my.ghcr.io/acme/api:v1\n', text(api, 1), 'Dockerfile')).toMatchObject({
    message:
      'Cannot find image "ghcr.io/acme/api" in "Dockerfile": the text holds the name as a part of another one\n- Dockerfile:1 FROM my.ghcr.io/acme/api:v1',
    remedy: 'give the whole name',
  });
});
