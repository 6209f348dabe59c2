import { edit, refusal, targetOf } from '../support.ts';

const [oldHex, newHex] = ['2'.repeat(64), '3'.repeat(64)];
const digest = `sha256:${newHex}`;
const both = targetOf(`ghcr.io/acme/api:v2@${digest}`);
const tagAlone = targetOf('ghcr.io/acme/api:v2');
const name = 'repository: ghcr.io/acme/api';

const withDigest: readonly (readonly [string, string, string])[] = [
  [
    'cut in two, its algorithm at the end of the name',
    `image: {repository: "ghcr.io/acme/api:v1@sha256", tag: "${oldHex}"}`,
    `image: {repository: "ghcr.io/acme/api:v2@sha256", tag: "${newHex}"}`,
  ],
  [
    'cut in two, with a registry',
    `image: {registry: ghcr.io, repository: "acme/api:v1@sha256", tag: "${oldHex}"}`,
    `image: {registry: ghcr.io, repository: "acme/api:v2@sha256", tag: "${newHex}"}`,
  ],
  [
    'of hex digits alone, under sha',
    `image: {${name}, tag: v1, sha: ${oldHex}}`,
    `image: {${name}, tag: v2, sha: "${newHex}"}`,
  ],
  [
    'under sha256',
    `image:\n  ${name}\n  tag: v1\n  sha256: a${oldHex.slice(1)}`,
    `image:\n  ${name}\n  tag: v2\n  sha256: "${newHex}"`,
  ],
  [
    'under sha256, with its algorithm',
    `image: {${name}, tag: v1, sha256: "sha256:${oldHex}"}`,
    `image: {${name}, tag: v2, sha256: "${digest}"}`,
  ],
  [
    'under hash',
    `image: {${name}, tag: v1, hash: "sha256:${oldHex}"}`,
    `image: {${name}, tag: v2, hash: "${digest}"}`,
  ],
  [
    'with an @ before it',
    `image: {${name}, tag: v1, digest: "@sha256:${oldHex}"}`,
    `image: {${name}, tag: v2, digest: "@${digest}"}`,
  ],
  [
    'beside a reference',
    `image: ghcr.io/acme/api:v1\ndigest: sha256:${oldHex}`,
    `image: ghcr.io/acme/api:v2\ndigest: ${digest}`,
  ],
  [
    'beside a reference with a stem',
    `apiImage: ghcr.io/acme/api:v1\napiImageDigest: sha256:${oldHex}\nwebImage: acme/web:v1`,
    `apiImage: ghcr.io/acme/api:v2\napiImageDigest: ${digest}\nwebImage: acme/web:v1`,
  ],
  [
    'beside the one reference of a map',
    `baseImage: ghcr.io/acme/api:v1\ndigest: sha256:${oldHex}`,
    `baseImage: ghcr.io/acme/api:v2\ndigest: ${digest}`,
  ],
  [
    'in a reference, and beside it',
    `image: ghcr.io/acme/api:v1@sha256:${oldHex}\ndigest: sha256:${oldHex}`,
    `image: ghcr.io/acme/api:v2@${digest}\ndigest: ${digest}`,
  ],
  [
    'on the map around it',
    `api:\n  image: {${name}, tag: v1}\n  imageDigest: sha256:${oldHex}`,
    `api:\n  image: {${name}, tag: v2}\n  imageDigest: ${digest}`,
  ],
  [
    'on the map around it, by its key',
    `api: {${name}, tag: v1}\napiDigest: sha256:${oldHex}`,
    `api: {${name}, tag: v2}\napiDigest: ${digest}`,
  ],
  [
    'in a parameter',
    `parameters:\n- {name: image.repository, value: ghcr.io/acme/api}\n- {name: image.tag, value: v1}\n- {name: image.digest, value: "sha256:${oldHex}"}`,
    `parameters:\n- {name: image.repository, value: ghcr.io/acme/api}\n- {name: image.tag, value: v2}\n- {name: image.digest, value: "${digest}"}`,
  ],
  [
    'in a parameter of the map around it',
    `parameters:\n- {name: image.repository, value: ghcr.io/acme/api}\n- {name: image.tag, value: v1}\n- {name: imageDigest, value: "sha256:${oldHex}"}`,
    `parameters:\n- {name: image.repository, value: ghcr.io/acme/api}\n- {name: image.tag, value: v2}\n- {name: imageDigest, value: "${digest}"}`,
  ],
];

it.each(withDigest)('sets a digest %s', (_where, before, after) => {
  expect(edit(`${before}\n`, both).after).toBe(`${after}\n`);
  expect(edit(`${after}\n`, both).files).toEqual([]);
});

it.each(withDigest)('leaves no old digest in charge that stands %s', (_where, before) => {
  const error = refusal(`${before}\n`, tagAlone);
  expect(error).toMatchObject({ code: 'not-editable', exitCode: 3 });
  expect(error.message).toContain('would overrule it');
});

it.each<[string, string, string]>([
  ["empty, under Grafana's sha", `{${name}, tag: v1, sha: ""}`, `{${name}, tag: v2, sha: "${newHex}"}`],
  ['empty, under sha256', `{${name}, tag: v1, sha256: ''}`, `{${name}, tag: v2, sha256: '${newHex}'}`],
  ['empty, under digest', `{${name}, tag: v1, digest: ""}`, `{${name}, tag: v2, digest: "${digest}"}`],
  ['a commit', `{${name}, tag: v1, sha: 3f2c1ab}`, `{${name}, tag: "v2@${digest}", sha: 3f2c1ab}`],
  [
    'a commit of forty digits',
    `{${name}, tag: v1, sha: ${'ab'.repeat(20)}}`,
    `{${name}, tag: "v2@${digest}", sha: ${'ab'.repeat(20)}}`,
  ],
])('writes a digest where the field is %s', (_what, before, after) => {
  const written = edit(`image: ${before}\n`, both).after;
  expect(written.replaceAll('"', '')).toBe(`image: ${after}\n`.replaceAll('"', ''));
});

it.each<[string, string]>([
  ['an empty digest', `image: {${name}, tag: v1, digest: ""}`],
  ["a commit's id", `image: {${name}, tag: v1, sha: 3f2c1ab}`],
  ['an empty sha', `image: {${name}, tag: v1, sha: ""}`],
  ['a hash of something else', `image: {${name}, tag: v1, hash: abc}`],
  ['the digest of another image', `image: {${name}, tag: v1}\nwebDigest: sha256:${oldHex}`],
  ['a digest around the map of no image', `api: {${name}, tag: v1}\ndigest: sha256:${oldHex}`],
  ['an empty digest beside a reference', 'image: ghcr.io/acme/api:v1\ndigest: ""'],
])('sets a tag alone beside %s', (_what, text) => {
  expect(edit(`${text}\n`, tagAlone).after).toBe(`${text}\n`.replace('v1', 'v2'));
});

const set = (path: string, value: string) => ({ path, value, fromImage: true });

it.each<[string, string, string]>([
  ['beside the tag', `image: {tag: v1, digest: "sha256:${oldHex}"}`, 'image.tag'],
  ['of hex digits', `image: {tag: v1, sha: "${oldHex}"}`, 'image.tag'],
  ['on the map around it', `image: {tag: v1}\nimageDigest: sha256:${oldHex}`, 'image.tag'],
  ['with a stem', `apiTag: v1\napiDigest: sha256:${oldHex}`, 'apiTag'],
  [
    'in an entry of a kustomization',
    `kind: Kustomization\nimages: [{name: a, newTag: v1, digest: "sha256:${oldHex}"}]`,
    'images.0.newTag',
  ],
  [
    'in a parameter',
    `parameters: [{name: image.tag, value: v1}, {name: image.digest, value: "sha256:${oldHex}"}]`,
    'parameters.[name=image.tag].value',
  ],
])('refuses to set a tag with a digest %s', (_where, text, path) => {
  const error = refusal(`${text}\n`, targetOf([], { set: [set(path, 'v2')] }));
  expect(error).toMatchObject({ code: 'not-editable' });
  expect(error.message).toContain('would overrule it');
});

it('sets a tag with the digest beside it in one run', () => {
  const text = `image: {tag: v1, digest: "sha256:${oldHex}"}\n`;
  const target = targetOf([], { set: [set('image.tag', 'v2'), set('image.digest', digest)] });
  expect(edit(text, target).after).toBe(`image: {tag: v2, digest: "${digest}"}\n`);
});

it('refuses to add a tag where a digest stands', () => {
  const text = `image: {digest: "sha256:${oldHex}"}\n`;
  const error = refusal(text, targetOf([], { set: [set('image.tag', 'v2')], create: true }));
  expect(error.message).toContain('would overrule it');
});
