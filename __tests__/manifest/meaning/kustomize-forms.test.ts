import { edit, refusal, targetOf } from '../support.ts';

const old = `sha256:${'1'.repeat(64)}`;
const fresh = `sha256:${'2'.repeat(64)}`;
const head = 'kind: Kustomization\nimages:\n';

it.each<[string, string, string, string]>([
  ['the tag in newName', '- {name: api, newName: "ghcr.io/acme/api:v1"}', ':v1', ':v2'],
  ['the tag in newName, with a port', '- {name: api, newName: "reg.acme:5000/acme/api:v1"}', ':v1', ':v2'],
  ['the digest in newName', `- {name: api, newName: ghcr.io/acme/api@${old}}`, `@${old}`, ':v2'],
  ['an empty newTag beside it', '- {name: api, newName: "ghcr.io/acme/api:v1", newTag: ""}', ':v1', ':v2'],
  ['the tag in name', '- name: ghcr.io/acme/api:v1\n  newTag: v1.1', 'v1.1', 'v2'],
  ['the tag in name alone', '- name: ghcr.io/acme/api:v1', 'api:v1', 'api:v1\n  newTag: v2'],
  [
    'the tag in name, and a new name',
    '- name: nginx:1.0\n  newName: ghcr.io/acme/api\n  newTag: v1',
    'newTag: v1',
    'newTag: v2',
  ],
  ['a digest', `- name: ghcr.io/acme/api\n  digest: ${old} # pinned`, `digest: ${old}`, 'newTag: v2'],
  [
    'a digest with a new name',
    `- name: api\n  digest: "${old}"\n  newName: ghcr.io/acme/api`,
    `digest: "${old}"`,
    'newTag: "v2"',
  ],
])('finds and changes an entry with %s', (_, entry, from, to) => {
  const text = `${head}${entry}\n`;
  const name = entry.includes(':5000') ? 'reg.acme:5000/acme/api' : 'ghcr.io/acme/api';
  const result = edit(text, targetOf(`${name}:v2`));
  expect(result.after).toBe(`${head}${entry.replace(from, to)}\n`);
  expect(result.changes).toMatchObject([{ image: name, to: 'v2' }]);
  expect(edit(result.after, targetOf(`${name}:v2`)).files).toEqual([]);
});

it('writes a tag that looks like a number in quotes, in place of a digest', () => {
  const text = `${head}- {name: acme/api, digest: ${old}}\n`;
  expect(edit(text, targetOf('acme/api:1.20')).after).toBe(`${head}- {name: acme/api, newTag: "1.20"}\n`);
});

it.each<[string, string, string, string]>([
  ['a digest for a digest', `digest: ${old}`, `acme/api@${fresh}`, `digest: ${fresh}`],
  ['a digest for a tag', 'newTag: v1', `acme/api@${fresh}`, `digest: ${fresh}`],
  ['both for a digest', `digest: ${old}`, `acme/api:v2@${fresh}`, `digest: ${fresh}`],
  [
    'both for a tag in newName',
    'newName: acme/api:v1',
    `acme/api:v2@${fresh}`,
    `newName: acme/api:v2@${fresh}`,
  ],
  ['another name in newName', 'newName: acme/api:v1', 'acme/api=quay.io/a/b:v2', 'newName: quay.io/a/b:v2'],
  [
    'another name, and the old tag',
    'newName: acme/api:v1',
    'acme/api=quay.io/a/b',
    'newName: quay.io/a/b:v1',
  ],
])('writes %s', (_, before, image, after) => {
  const text = `${head}- name: acme/api\n  ${before}\n`;
  expect(edit(text, targetOf(image)).after).toBe(text.replace(before, after));
});

it('finds an entry by the name that stands before its tag', () => {
  const text = `${head}- name: nginx:1.0\n  newName: acme/api:v1\n`;
  expect(edit(text, targetOf('nginx=acme/api:v2')).after).toBe(text.replace('api:v1', 'api:v2'));
});

it('refuses a version in newName beside another one, and prints neither twice', () => {
  const text = `${head}- name: api\n  newName: acme/api:v1\n  newTag: v1\n`;
  const { code, message } = refusal(text, targetOf('acme/api:v2'));
  expect(code).toBe('not-editable');
  expect(message).toContain('app.yaml:4 has a version in "newName" and another beside it');
  const { message: list } = refusal(text, targetOf('acme/web:v2'));
  expect(list).toContain('acme/api:v1');
  expect(list).not.toContain(':v1:v1');
});

it.each<[string, string]>([
  [
    'in a file of its own',
    'apiVersion: builtin\nkind: ImageTagTransformer\nmetadata: {name: x}\nimageTag:\n  name: acme/api\n  newTag: v1\n',
  ],
  [
    'with a new name',
    'kind: ImageTagTransformer\nimageTag:\n  name: api\n  newName: acme/api\n  newTag: v1\n',
  ],
  [
    'with the tag in its new name',
    'kind: ImageTagTransformer\nimageTag: {name: api, newName: "acme/api:v1"}\n',
  ],
  ['in JSON', '{"kind": "ImageTagTransformer", "imageTag": {"name": "acme/api", "newTag": "v1"}}\n'],
  [
    'in a kustomization',
    'kind: Kustomization\ntransformers:\n- |-\n  apiVersion: builtin\n  kind: ImageTagTransformer\n  imageTag:\n    name: acme/api\n    newTag: v1\n',
  ],
])('changes an ImageTagTransformer %s', (_, text) => {
  expect(edit(text, targetOf('acme/api:v2', { expect: 1 })).after).toBe(text.replace(/\bv1\b/, 'v2'));
});

it('adds the tag that an ImageTagTransformer lacks', () => {
  const text = 'kind: ImageTagTransformer\nimageTag:\n  name: acme/api\n';
  expect(edit(text, targetOf('acme/api:v2')).after).toBe(`${text}  newTag: v2\n`);
});
