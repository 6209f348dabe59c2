import { DeployError } from '../../../src/errors.ts';
import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import { parsePath } from '../../../src/manifest/field-path.ts';
import type { Target } from '../../../src/manifest/target.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const set = (...paths: readonly string[]): Target =>
  targetOf([], { set: paths.map((path) => ({ path, value: 'v', fromImage: true })), create: true });

it.each<[string, string, string, string]>([
  ['a merge in brackets', 'x: &x {a: 1}\nb: {<<: *x}', 'b.d', 'x: &x {a: 1}\nb: {<<: *x, d: v}'],
  [
    'a merge with a comment',
    'x: &x\n  a: 1\nb:\n  <<: *x   # merged',
    'b.d',
    'x: &x\n  a: 1\nb:\n  <<: *x   # merged\n  d: v',
  ],
  [
    'a merge behind another field',
    'x: &x {a: 1}\nb:\n  c: 1\n  <<: *x',
    'b.d',
    'x: &x {a: 1}\nb:\n  c: 1\n  <<: *x\n  d: v',
  ],
  [
    'a field that is an alias',
    'x: &x {a: 1}\nb:\n  c: *x\ny: 1',
    'b.d',
    'x: &x {a: 1}\nb:\n  c: *x\n  d: v\ny: 1',
  ],
  ['an alias in brackets', 'x: &x {a: 1}\nb: {c: *x}', 'b.d', 'x: &x {a: 1}\nb: {c: *x, d: v}'],
  [
    'an item that is an alias',
    'x: &x {a: 1}\nb: {l: [*x], c: 1}',
    'b.d',
    'x: &x {a: 1}\nb: {l: [*x], c: 1, d: v}',
  ],
  ['nothing in brackets', 'b: {c: , e: 1}', 'b.c.d', 'b: {c: {d: v}, e: 1}'],
  ['empty brackets', 'b: { }', 'b.d', 'b: {d: v}'],
  ['nothing with an anchor', 'b: &b\nc: 1', 'b.d', 'b: &b\n  d: v\nc: 1'],
])('adds a field after %s', (_what, before, path, after) => {
  expect(edit(`${before}\n`, set(path)).after).toBe(`${after}\n`);
});

it.each<[string, string, string]>([
  ['a template', 'image: {{ .Values.image }}', 'image.tag'],
  ['a template beside a field', 'image: {a: 1, {{ .Values.image }}: }', 'image.tag'],
  ['a key that is a list', 'b:\n  ? [a, b]', 'b.d'],
  ['a key that is a map', 'b:\n  ? {a: 1}\n  : c', 'b.d'],
  ['a comment in brackets', 'b: { # none\n  }', 'b.d'],
])('removes nothing for a new field: %s', (_what, text, path) => {
  expect(refusal(`${text}\n`, set(path))).toMatchObject({ code: 'not-editable', exitCode: 3 });
});

it.each<[string, string, string]>([
  ['a null that is written', 'b: ~', 'b.d'],
  ['the word null', 'b: null', 'b.d'],
  ['a text', 'b: c', 'b.d'],
  ['a list', 'b: []', 'b.d'],
])('puts no field into %s', (_what, text, path) => {
  expect(refusal(`${text}\n`, set(path))).toMatchObject({ code: 'path-not-found', exitCode: 3 });
});

it('names who reads what a field is added to', () => {
  const text = 'x: &x\n  a: 1\nb: *x\nc:\n  <<: *x\n';
  const { after, notes } = edit(text, set('b.d'));
  expect(after).toBe('x: &x\n  a: 1\n  d: v\nb: *x\nc:\n  <<: *x\n');
  expect(notes.join()).toContain('x reads too, by an alias');
});

it('refuses two fields for one place that is not there', () => {
  const error = refusal('a: 1\n', set('image.repository', 'image.tag'));
  expect(error).toMatchObject({ code: 'not-editable' });
  expect(error.message).toContain('would both add "image"');
});

it.each<[string, string]>([
  ['$.image.tag', '"image.tag"'],
  ['$', '""'],
  ['$[0].tag', '"[0].tag"'],
])('takes the root of JSONPath for no key: %s', (path, remedy) => {
  let error: unknown;
  try {
    parsePath(path);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(DeployError);
  expect(error).toMatchObject({ code: 'invalid-input', remedy: expect.stringContaining(remedy) });
});

it('reads a key that is a dollar', () => {
  expect(parsePath('["$"].a')).toEqual([
    { kind: 'key', key: '$' },
    { kind: 'key', key: 'a' },
  ]);
});

describe('A tag that is added to an image', () => {
  const next = targetOf('ghcr.io/acme/api:v2', { create: true });

  it.each<[string, string]>([
    ['a map', 'image: {repository: ghcr.io/acme/api, tag: {a: b}}'],
    ['a list', 'image: {repository: ghcr.io/acme/api, tag: [v1]}'],
    ['a template', 'image:\n  repository: ghcr.io/acme/api\n  tag: {{ .Values.tag }}'],
    ['an alias of a map', 'x: &x {a: b}\nimage: {repository: ghcr.io/acme/api, tag: *x}'],
  ])('is no second one where the first is %s', (_what, text) => {
    const error = refusal(`${text}\n`, next);
    expect(error).toMatchObject({ code: 'not-editable' });
    expect(error.message).toContain('more than one value in the field of its tag');
    expect(error.remedy).toBe('write one tag there by hand, in place of what is there');
  });

  it('is a parameter beside that of the repository', () => {
    const text = 'parameters: [{name: image.repository, value: ghcr.io/acme/api}]\n';
    expect(edit(text, next).after).toBe(
      'parameters: [{name: image.repository, value: ghcr.io/acme/api}, {name: image.tag, value: v2}]\n',
    );
  });

  it('is a parameter in lines', () => {
    const text =
      'parameters:\n  - name: api.image.repository\n    value: ghcr.io/acme/api\n  - name: b\n    value: c\n';
    expect(edit(text, next).after).toBe(
      text.replace('  - name: b', '  - name: api.image.tag\n    value: v2\n  - name: b'),
    );
  });

  it('is a key with dots', () => {
    expect(edit('set:\n  image.repository: ghcr.io/acme/api\n', next).after).toBe(
      'set:\n  image.repository: ghcr.io/acme/api\n  image.tag: v2\n',
    );
  });
});

it.each<[string, string, string]>([
  ['by its old name', 'images: [{name: api, newName: ghcr.io/acme/api, newTag: v1}]', 'api:v2'],
  ['by its old name without a tag', 'images:\n- name: api\n  newName: ghcr.io/acme/api', 'api:v2'],
])('adds no second entry to a kustomization that has one %s', (_how, text, image) => {
  const error = refusal(`${text}\n`, targetOf(image, { create: true }), 'kustomization.yaml');
  expect(error).toMatchObject({ code: 'not-editable' });
  expect(error.message).toContain('is of it already, as "ghcr.io/acme/api"');
  expect(error.remedy).toContain('"api=ghcr.io/acme/api:v2"');
});

it('finds the entry of a kustomization with the tag in its new name', () => {
  const text = 'images: [{name: api, newName: "ghcr.io/acme/api:v1"}]\n';
  const { after } = edit(text, targetOf('ghcr.io/acme/api:v2', { create: true }), 'kustomization.yaml');
  expect(after.match(/name: api/g)).toHaveLength(1);
});

describe('In several files', () => {
  const texts = (files: readonly (readonly [string, string])[], target = set('image.tag')) => {
    const edited = editManifests(
      files.map(([path, text]) => fileOf(text, path)),
      target,
    );
    return Object.fromEntries(edited.files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  };

  it('each that lacks the field gets it', () => {
    expect(
      texts([
        ['a.yaml', 'image:\n  tag: old\n'],
        ['b.yaml', 'image:\n  name: b\n'],
        ['c.yaml', 'image:\n  name: c\n'],
      ]),
    ).toEqual({
      'a.yaml': 'image:\n  tag: v\n',
      'b.yaml': 'image:\n  name: b\n  tag: v\n',
      'c.yaml': 'image:\n  name: c\n  tag: v\n',
    });
  });

  it('each gets it where none has it', () => {
    const files = [
      ['a.yaml', 'image:\n  name: a\n'],
      ['b.yaml', 'image:\n  name: b\n'],
    ] as const;
    expect(Object.keys(texts(files))).toEqual(['a.yaml', 'b.yaml']);
  });

  it('one that cannot get it is named', () => {
    const files = [fileOf('image: {tag: old}\n', 'a.yaml'), fileOf('a: 1\n---\nb: 1\n', 'b.yaml')];
    expect(() => editManifests(files, set('image.tag'))).toThrow(
      /Cannot set "image\.tag": no selected document of b\.yaml has this field/,
    );
  });
});
