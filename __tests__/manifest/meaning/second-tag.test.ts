import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2', { expect: 1 });

it.each<[string, string]>([
  ['a repository', 'image: {repository: "ghcr.io/acme/api:v1", tag: v1}\n'],
  ['an image', 'image: ghcr.io/acme/api:v1\ntag: v1 # the same\n'],
  ['a key with a stem', 'apiImage: ghcr.io/acme/api:v1\napiImageTag: "v1"\nwebTag: v0\n'],
  [
    'a parameter',
    'parameters: [{name: image.repository, value: "ghcr.io/acme/api:v1"}, {name: image.tag, value: v1}]\n',
  ],
  ['a whole reference in the field of the tag', 'image: {name: x, tag: ghcr.io/acme/api:v1}\n'],
])('The tag that is said again beside %s changes with it, and counts once', (_what, text) => {
  const { after } = edit(text, next);
  expect(after).toBe(text.replaceAll('v1', 'v2'));
  expect(edit(after, next).files).toEqual([]);
});

it('A number is written as a string there', () => {
  expect(edit('image: acme/api:1.19\ntag: 1.19\n', targetOf('acme/api:1.20')).after).toBe(
    'image: acme/api:1.20\ntag: "1.20"\n',
  );
});

it.each<[string, string]>([
  ['another tag', 'image: {repository: "ghcr.io/acme/api:v1", tag: v3}\n'],
  ['a variable', `image: {repository: "ghcr.io/acme/api:v1", tag: "\${TAG}"}\n`],
  ['a tag beside a digest', `image: ghcr.io/acme/api@sha256:${'1'.repeat(64)}\ntag: v1\n`],
])('%s is refused, for nobody knows which counts', (_what, text) => {
  expect(refusal(text, next)).toMatchObject({
    code: 'not-editable',
    message: expect.stringContaining('a version in its reference and another one in the field of its tag'),
    remedy: 'write the same tag in both, or remove one of them',
  });
});

it('A digest alone is refused, for the field of the tag has no room for it', () => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const text = 'image: {repository: "ghcr.io/acme/api:v1", tag: v1}\n';
  expect(refusal(text, targetOf(`ghcr.io/acme/api@${digest}`)).code).toBe('not-editable');
});

it.each<[string, string]>([
  ['an empty field', 'image: ghcr.io/acme/api:v1\ntag: ""\n'],
  ['the tag of another image', 'image: ghcr.io/acme/api:v1\nwebTag: v0\n'],
  [
    'the tag of something else',
    'params: [{name: image, value: "ghcr.io/acme/api:v1"}, {name: tag, value: main}]\n',
  ],
  ['a version of something else', 'image: ghcr.io/acme/api:v1\nversion: v1.0\n'],
])('%s stays as it is', (_what, text) => {
  expect(edit(text, next).after).toBe(text.replace('api:v1', 'api:v2'));
});

it('The version beside a chart is no tag', () => {
  const text =
    'web: {repository: ghcr.io/acme/api, chart: x, version: 1.2.3}\napi: {image: ghcr.io/acme/api, version: v1}\n';
  expect(edit(text, next).after).toBe(text.replace('v1', 'v2'));
});
