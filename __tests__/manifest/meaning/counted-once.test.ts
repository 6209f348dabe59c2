import { edit, refusal, targetOf } from '../support.ts';

const next = 'ghcr.io/acme/api:v2';
const field = 'image: {repository: ghcr.io/acme/api, tag: v1}';

it.each<[string, string]>([
  [
    'dotted keys of a HelmChart',
    'kind: HelmChart\nspec:\n  set:\n    image.repository: ghcr.io/acme/api\n    image.tag: v1\n',
  ],
  ['dotted keys at the root', 'image.repository: ghcr.io/acme/api\nimage.tag: v1\n'],
  ['dotted keys of a part', 'set: {api.image.repository: ghcr.io/acme/api, api.image.tag: v1}\n'],
  ['a whole reference under a dotted key', 'set: {api.image: "ghcr.io/acme/api:v1"}\n'],
  ['a map behind an alias', `a: &a {${field}}\nb: *a\nc: *a\n`],
  ['a map that is merged in', `x: &x\n  ${field}\na: {<<: *x, n: 1}\nb: {<<: *x, n: 2}\n`],
  ['a list of maps that is merged in', `x: &x\n  ${field}\na: {<<: [*x], n: 1}\n`],
  [
    'a compose service that others extend',
    'x-api: &api {image: "ghcr.io/acme/api:v1"}\nservices:\n  web: {<<: *api}\n  worker: {<<: *api}\n',
  ],
  ['a string behind an alias', 'a: {image: &i "ghcr.io/acme/api:v1"}\nb: {image: *i}\n'],
  [
    'a tag behind an alias',
    'a: {repository: ghcr.io/acme/api, tag: &t v1}\nb: {repository: ghcr.io/acme/api, tag: *t}\n',
  ],
  ['a block scalar behind an alias', 'a: &a |\n  image: ghcr.io/acme/api:v1\nb: *a\n'],
])('%s counts once', (_, text) => {
  expect(edit(text, targetOf(next, { expect: 1 })).after).toBe(text.replace('v1', 'v2'));
  const error = refusal(text, targetOf(next, { expect: 2 }));
  expect(error).toMatchObject({
    code: 'wrong-count',
    message: expect.stringMatching(/match are 1\n- [^\n]*$/),
  });
});

it('counts two scalars of one text twice', () => {
  const text = `a: {${field}}\nb: {${field}}\n`;
  expect(edit(text, targetOf(next, { expect: 2 })).after).toBe(text.replaceAll('v1', 'v2'));
});

it('counts what overrides a merged tag apart', () => {
  const text = 'x: &x {repository: ghcr.io/acme/api, tag: v1}\na: {<<: *x, tag: v1}\n';
  expect(edit(text, targetOf(next, { expect: 2 })).after).toBe(text.replaceAll('v1', 'v2'));
});

it('counts a field of set once that several paths lead to', () => {
  const text = 'x: &x {tag: v1}\na: *x\nb: *x\n';
  const set = [{ path: '*.tag', value: 'v2', fromImage: false }];
  expect(edit(text, targetOf([], { set, expect: 1 })).after).toBe(text.replace('v1', 'v2'));
});

it('lists a line once when several tags could be meant', () => {
  const text = `x: &x {${field}}\na: *x\nb: {${field.replace('v1', 'v0')}}\n`;
  const { code, message, remedy } = refusal(text, targetOf(next));
  expect({ code, lines: message.match(/app\.yaml:\d+/g) }).toEqual({
    code: 'image-ambiguous',
    lines: ['app.yaml:1', 'app.yaml:3'],
  });
  expect(remedy).toContain('"expect" to 2');
});

it('lists a line once when the image is not there', () => {
  const { message } = refusal(`x: &x {${field}}\na: *x\n`, targetOf('ghcr.io/acme/web:v2'));
  expect(message.match(/app\.yaml:\d+/g)).toEqual(['app.yaml:1']);
});
