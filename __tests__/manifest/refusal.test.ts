import { editManifests } from '../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../testing/edit-check.ts';
import { edit, fileOf, refusal, targetOf } from './support.ts';

const next = targetOf('acme/api:v2');
const sops = 'sops:\n  mac: ENC[AES256_GCM,data:x]\n';

it.each<[string, string, string, RegExp]>([
  ['a file that SOPS has encrypted', `image: acme/api:v1\n${sops}`, 'not-editable', /SOPS/],
  [
    'a SOPS file whose field is encrypted',
    `image: acme/api:v1\nx: {image: acme/api, tag: "ENC[x]"}\n${sops}  mac_only_encrypted: true\n`,
    'image-ambiguous',
    /different tags/,
  ],
  ['a Helm template', '{{- if .x }}\nimage: acme/api:v1\n{{- end }}\n', 'not-editable', /template/],
  ['invalid YAML', 'image: acme/api:v1\na: "\n', 'invalid-yaml', /line 3: Missing closing/],
  [
    'a key that stands twice on the way',
    'a:\n  image: acme/api:v1\na:\n  image: acme/api:v1\n',
    'not-editable',
    /twice/,
  ],
  ['a variable for a tag', `a: {image: "acme/api:\${TAG}"}\n`, 'not-editable', /app\.yaml:1 has a variable/],
  ['a template for a tag', 'image: "acme/api:{{ .Values.tag }}"\n', 'not-editable', /variable/],
  [
    'a variable in a tag field',
    `image: {repository: acme/api, tag: "\${TAG}"}\n`,
    'not-editable',
    /variable/,
  ],
  [
    'a repository without a field for its tag',
    'image:\n  repository: acme/api\n',
    'not-editable',
    /no field/,
  ],
  [
    'a digest that would overrule the tag',
    `image: {repository: acme/api, tag: v1, digest: "sha256:${'1'.repeat(64)}"}\n`,
    'not-editable',
    /overrule/,
  ],
  [
    'an entry of a kustomization that has a digest beside its tag',
    `kind: Kustomization\nimages: [{name: acme/api, newTag: v1, digest: "sha256:${'1'.repeat(64)}"}]\n`,
    'not-editable',
    /overrule/,
  ],
  [
    'a tag that another image shares',
    'a: {image: acme/api, tag: &t v1}\nb: {image: acme/web, tag: *t}\n',
    'not-editable',
    /b\.tag/,
  ],
  [
    'an image that is only looked for',
    'apiVersion: v1\nkind: ImageRepository\nspec: {image: acme/api}\n',
    'image-not-found',
    /no image/,
  ],
  ['an image in a comment', 'a: 1 # acme/api:v1\n', 'image-not-found', /no image/],
  [
    'an image in an argument',
    'args: [acme/api:v1]\nenv: [{name: API_IMAGE, value: "acme/api:v1"}]\n',
    'image-not-found',
    /no image/,
  ],
  [
    'a file that a pointer stands for',
    'version https://git-lfs.github.com/spec/v1\noid sha256:1\n',
    'not-editable',
    /LFS/,
  ],
])('refuses %s', (_what, text, code, message) => {
  const error = refusal(text, next);
  expect(error).toMatchObject({ code, exitCode: 3 });
  expect(error.message).toMatch(message);
  expect(error.remedy).not.toBe('');
});

it.each<[string, Uint8Array, RegExp, string]>([
  [
    'text that is not UTF-8',
    Buffer.concat([Buffer.from('image: acme/api:v1 # '), Buffer.from([0xe9])]),
    /UTF-8/,
    'save it as UTF-8',
  ],
  [
    'more than 5 MiB',
    Buffer.from(`image: acme/api:v1\n${'# \n'.repeat(1_800_000)}`),
    /5 MiB/,
    'split the file',
  ],
  [
    'a pointer of Git LFS',
    Buffer.from('version https://git-lfs.github.com/spec/v1\n# acme/api\n'),
    /Git LFS pointer/,
    'keep manifests out of Git LFS',
  ],
])('refuses %s', (_what, bytes, message, remedy) => {
  const run = () => editManifests([{ path: 'app.yaml', bytes }], next);
  expect(run).toThrow(message);
  expect(run).toThrow(expect.objectContaining({ code: 'not-editable', remedy }));
});

it('overlooks a file that cannot be read and has nothing to do with the image', () => {
  const unreadable = [
    { path: 'logo.yaml', bytes: Buffer.from([0xff, 0xfe, 0]) },
    fileOf('{{ template }}\n  - x: [', 'template.yaml'),
    fileOf(`a: 1\n${sops}`, 'secret.yaml'),
  ];
  const { changes } = editManifests([...unreadable, fileOf('image: acme/api:v1\n')], next);
  expect(changes).toHaveLength(1);
});

it('overlooks a broken document beside the one with the image', () => {
  const text = 'image: acme/api:v1\n---\n{{ if }}\n  - x: [\n';
  expect(edit(text, next).after).toBe(text.replace('v1', 'v2'));
});

it.each<[string, string]>([
  ['a template that is YAML all the same', 'image: acme/api:v1\nx: "{{ .Values.x }}"\ny: {{ z }}\n'],
  ['keys that stand twice elsewhere', 'image: acme/api:v1\nb: 1\nb: 2\n'],
  [
    'a SOPS file that checks the encrypted fields alone',
    `image: acme/api:v1\n${sops}  mac_only_encrypted: true\n`,
  ],
  ['a byte order mark, CRLF and no final newline', '\uFEFFa: 1\r\nimage: acme/api:v1'],
  ['tabs and trailing spaces', 'a:\t1\t# x\nimage:\tacme/api:v1 \t \n'],
  ['keys of prototypes', '__proto__: {image: "acme/api:v1"}\nconstructor: {prototype: {x: 1}}\n'],
  ['an escape in the name', 'image: "acme\\u002fapi:v1"\n'],
  ['a value over two lines', 'image:\n  "acme/api:\\\n   v1"\n'],
  ['a folded block scalar', 'image: >-\n  acme/api:v1\nb: 1\n'],
  ['a literal block scalar with a comment', 'image: | # note\n  acme/api:v1\n\nb: 1\n'],
  ['a tag and an anchor on the value', 'image: !!str &i acme/api:v1\nb: *i\n'],
])('edits %s', (_what, text) => {
  expect(edit(text, next).after).toBe(text.replace('v1', 'v2'));
});

it('changes a prototype by no key and no selector', () => {
  const hostile: LooseTarget = {
    select: { kind: '__proto__', name: 'constructor' },
    set: [{ path: '__proto__.polluted', value: 'yes', fromImage: false }],
    create: true,
  };
  expect(() => edit('__proto__: {a: 1}\n', targetOf([], hostile))).toThrow();
  edit('__proto__: {a: 1}\n', targetOf([], { ...hostile, select: {} }));
  expect(Object.prototype).not.toHaveProperty('polluted');
});

it.each<[string, readonly string[]]>([
  ['no image', []],
  ['two images', ['acme/api:v2', 'acme/web:v2']],
])('refuses a policy with %s', (_what, images) => {
  const text = 'tag: v1 # {"$imagepolicy": "ns:api:tag"}\n';
  expect(refusal(text, targetOf(images, { policy: 'ns:api' })).code).toBe('invalid-input');
});

it('names the policies that are there', () => {
  const text = `tag: v1 # {"$imagepolicy": "ns:api:tag"}\nx: v1 # {"$imagepolicy": "ns:\${cluster}"}\n`;
  expect(refusal(text, targetOf('acme/api:v2', { policy: 'ns:web' }))).toMatchObject({
    code: 'image-not-found',
    message: expect.stringContaining(`"ns:api", "ns:\${cluster}"`),
  });
});
