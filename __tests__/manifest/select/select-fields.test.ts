import { editManifests, type Target } from '../../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../../testing/edit-check.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const set = (path: string, value: string, more: LooseTarget & { fromImage?: boolean } = {}): Target => {
  const { fromImage = false, ...rest } = more;
  return targetOf([], { set: [{ path, value, fromImage }], ...rest });
};

it.each<[path: string, value: string, before: string, after: string]>([
  ['spec.replicas', '3', 'spec: {replicas: 2}\n', 'spec: {replicas: 3}\n'],
  ['a', '1.20', 'a: v1 # x\n', 'a: "1.20" # x\n'],
  ['a', '4', "a: '3'\n", "a: '4'\n"],
  ['a', 'v2', 'a: &x v1\nb: *x\n', 'a: &x v2\nb: *x\n'],
  ['b.tag', 'v2', 'a: &x {tag: v1}\nb: *x\n', 'a: &x {tag: v2}\nb: *x\n'],
  ['c.tag', 'v2', 'a: &x {tag: v1}\nc:\n  <<: *x\n  n: 1\n', 'a: &x {tag: v2}\nc:\n  <<: *x\n  n: 1\n'],
  ['image.tag', 'v2', 'image.tag: v1\n', 'image.tag: v2\n'],
  ['labels.a\\.b/c', 'v2', 'labels: {a.b/c: v1}\n', 'labels: {a.b/c: v2}\n'],
  ['items[1]', 'b', 'items: [a, a]\n', 'items: [a, b]\n'],
  ['items.*.tag', 'v2', 'items:\n- tag: v1\n- tag: v0\n', 'items:\n- tag: v2\n- tag: v2\n'],
  [
    'env.[name=B].value',
    'x',
    'env:\n- {name: A, value: a}\n- {name: B, value: b}\n',
    'env:\n- {name: A, value: a}\n- {name: B, value: x}\n',
  ],
  [
    'data.values\\.yaml.tag',
    'v2',
    'data:\n  values.yaml: |\n    tag: v1\n',
    'data:\n  values.yaml: |\n    tag: v2\n',
  ],
  ['a.0', 'new', 'a: {0: x}\n', 'a: {0: new}\n'],
  ['run', 'a\nb\n', 'run: |\n  a\n  b\n', 'run: |\n  a\n  b\n'],
])('%s=%j', (path, value, before, after) => {
  expect(edit(before, set(path, value)).after).toBe(after);
});

it('writes a value that comes from the image as a string', () => {
  expect(edit('tag: 1\n', set('tag', '2', { fromImage: true })).after).toBe('tag: "2"\n');
});

it('takes the image for its tag alone when the file does not name it', () => {
  const target = targetOf('acme/api:v2', { set: [{ path: 'tag', value: 'v2', fromImage: true }] });
  expect(edit('tag: v1\n', target).after).toBe('tag: v2\n');
  expect(edit('tag: v1\n', { ...target, expect: 1 }).after).toBe('tag: v2\n');
  expect(refusal('tag: v1\n', { ...target, expect: 2 }).code).toBe('wrong-count');
});

it.each<[string, Target, string, string]>([
  ['a path that is not there', set('a.b', '1'), 'a: {c: 1}\n', 'path-not-found'],
  ['an index that is not there', set('a[1]', '1'), 'a: [1]\n', 'path-not-found'],
  ['an index of a map', set('a[0]', '1'), 'a: {b: 1}\n', 'path-not-found'],
  ['a key of a list', set('a.b', '1'), 'a: [{b: 1}]\n', 'path-not-found'],
  ['a map', set('a', '1'), 'a: {b: 1}\n', 'not-editable'],
  ['a block scalar of several lines', set('a', 'x\ny\n'), 'a: |\n  1\n  2\n', 'not-editable'],
  ['one path in two documents', set('a', '1'), 'a: 0\n---\na: 0\n', 'image-ambiguous'],
])('refuses %s', (_what, target, text, code) => {
  expect(refusal(text, target).code).toBe(code);
});

it('takes the document that the selectors name', () => {
  const text = 'kind: A\nmetadata: {name: x}\nv: 1\n---\nkind: B\nmetadata: {name: y}\nv: 1\n';
  const { after } = edit(text, set('v', '2', { select: { kind: 'B', name: 'y' } }));
  expect(after).toBe(text.replace(/v: 1\n$/, 'v: 2\n'));
});

it('takes the object of a List that the selectors name', () => {
  const item = (name: string, value: number): string =>
    `- {kind: A, metadata: {name: ${name}}, v: ${value}}\n`;
  const { after } = edit(
    `kind: List\nitems:\n${item('x', 1)}${item('y', 1)}`,
    set('v', '2', { select: { name: 'y' } }),
  );
  expect(after).toBe(`kind: List\nitems:\n${item('x', 1)}${item('y', 2)}`);
});

it.each<[string, Target, string]>([
  ['fields', set('*.v', '2', { expect: 2 }), 'a: {v: 1}\nb: {v: 1}\n'],
  ['fields that hold the value already', set('v', '2', { expect: 1 }), 'v: 2\n'],
  ['a field that is added', set('w', '2', { expect: 1, create: true }), 'v: 2\n'],
  [
    'a field and an image',
    targetOf('acme/api:v2', { set: [{ path: 'v', value: '2', fromImage: false }], expect: 2 }),
    'v: 1\nimage: acme/api:v1\n',
  ],
  [
    'a field that is the image, once',
    targetOf('acme/api:v2', {
      set: [{ path: 'image', value: 'acme/api:v2', fromImage: true }],
      expect: 1,
    }),
    'image: acme/api:v1\n',
  ],
  [
    'an image without the variable that goes with it',
    targetOf('acme/api:v2', { versionEnv: ['V'], expect: 1 }),
    'image: acme/api:v1\nenv: {V: v1}\n',
  ],
])('expect counts %s', (_what, target, text) => {
  const expected = target.expect ?? 0;
  expect(() => edit(text, target)).not.toThrow();
  expect(refusal(text, { ...target, expect: expected + 1 })).toMatchObject({
    code: 'wrong-count',
    message: expect.stringContaining(`the places that match are ${expected}\n- app.yaml`),
  });
});

it('names the fields that are not as many as expected', () => {
  const text = 'kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n';
  expect(refusal(text, set('spec.replicas', '3', { expect: 2 })).message).toBe(
    'Cannot edit "app.yaml": "expect" is 2, and the places that match are 1\n- app.yaml:3 spec.replicas (Deployment web)',
  );
  expect(refusal(text, set('metadata.labels.v', '3', { expect: 2, create: true })).message).toBe(
    'Cannot edit "app.yaml": "expect" is 2, and the places that match are 1\n- app.yaml metadata.labels.v (to be added)',
  );
});

it('changes every file that has the field', () => {
  const files = [fileOf('v: 1\n', 'a.yaml'), fileOf('w: 1\n', 'b.yaml'), fileOf('v: 2\n', 'c.yaml')];
  expect(editManifests(files, set('v', '3')).changes.map(({ file }) => file)).toEqual(['a.yaml', 'c.yaml']);
});

describe('With create', () => {
  it.each<[path: string, before: string, after: string]>([
    ['a.c', 'a:\n  b: 1 # x\n  # end of a\nd: 1\n', 'a:\n  b: 1 # x\n  c: v\n  # end of a\nd: 1\n'],
    ['a.c', 'a: {b: 1}\n', 'a: {b: 1, c: v}\n'],
    ['a.c', 'a: {}\n', 'a: {c: v}\n'],
    ['a.c.d', 'a:\n    b: 1\n', 'a:\n    b: 1\n    c:\n      d: v\n'],
    ['a.c', 'a: # none yet\nb: 1\n', 'a: # none yet\n  c: v\nb: 1\n'],
    ['c', 'a: 1', 'a: 1\nc: v'],
    ['c', 'a: 1\r\n', 'a: 1\r\nc: v\r\n'],
    ['a.c', 'a:\n  b: |\n    text\n\n# end\n', 'a:\n  b: |\n    text\n  c: v\n\n# end\n'],
    ['a[0].c', 'a:\n- b: 1\n- b: 2\n', 'a:\n- b: 1\n  c: v\n- b: 2\n'],
    ['data.x.c', 'data:\n  x: |\n    a: 1\n  y: 1\n', 'data:\n  x: |\n    a: 1\n    c: v\n  y: 1\n'],
    ['a.c', '{\n  "a": {\n    "b": 1\n  }\n}\n', '{\n  "a": {\n    "b": 1,\n    "c": "v"\n  }\n}\n'],
  ])('%s is added to %j', (path, before, after) => {
    expect(edit(before, set(path, 'v', { create: true })).after).toBe(after);
  });

  it.each<[path: string, before: string]>([
    ['a.c', 'a: {b: 1}\n'],
    ['a.c', 'a:\n  b: 1\n'],
    ['a.c', 'a: {}\n'],
    ['a.c', 'a:\n'],
    ['a.c.d\\.e', 'a: {b: 1}\n'],
    ['a.c.d', 'x: 1\n'],
    ['a.[name=x].c', 'a: [{name: x}]\n'],
    ['data.x\\.yaml.c.d', 'data:\n  x.yaml: |\n    a: 1\n'],
  ])('%s is named as what was added to %j', (path, before) => {
    const { changes } = edit(before, set(path, 'v', { create: true }));
    expect(changes).toMatchObject([{ path, from: '', to: 'v' }]);
  });

  it('the line is that of the file as it becomes', () => {
    const set = ['a.new', 'b.new', 'b.old'].map((path) => ({ path, value: 'v', fromImage: false }));
    const { after, changes } = edit('a:\n  old: 1\nb:\n  old: 1\n', targetOf([], { set, create: true }));
    const lines = after.split('\n');
    expect(lines).toEqual(['a:', '  old: 1', '  new: v', 'b:', '  old: v', '  new: v', '']);
    expect(changes.map(({ path, line }) => [path, line])).toEqual([
      ['a.new', 3],
      ['b.new', 6],
      ['b.old', 5],
    ]);
  });

  it.each<[before: string, path: string]>([
    ['images:\n- name: b\n', 'images.[name=acme/api].newTag'],
    ['resources: [a]\n', 'images.[name=acme/api].newTag'],
    ['images: []\n', 'images.[name=acme/api].newTag'],
    ['images:\n- name: acme/api\n', 'images.[name=acme/api].newTag'],
  ])('the tag is named as what was added to the kustomization %j', (before, path) => {
    const { changes } = edit(before, targetOf('acme/api:v2', { create: true }), 'kustomization.yaml');
    expect(changes).toMatchObject([{ path, from: '', to: 'v2' }]);
  });

  it.each<[string, string]>([
    ['a[1].b', 'a: [{b: 1}]\n'],
    ['a.b.c', 'a: {b: x}\n'],
    ['c', 'a: 1\n---\nb: 1\n'],
  ])('%s is not added to %j', (path, text) => {
    expect(refusal(text, set(path, 'v', { create: true })).code).toBe('path-not-found');
  });

  it.each<[string, string]>([
    ['images:\n- name: b\n# end\n', 'images:\n- name: b\n- name: acme/api\n  newTag: "8"\n# end\n'],
    ['images:\n  - name: b\n', 'images:\n  - name: b\n  - name: acme/api\n    newTag: "8"\n'],
    ['resources:\n  - a\n', 'resources:\n  - a\nimages:\n  - name: acme/api\n    newTag: "8"\n'],
    ['images: []\n', 'images: [{name: acme/api, newTag: "8"}]\n'],
    ['images:\nresources: [a]\n', 'images:\n- name: acme/api\n  newTag: "8"\nresources: [a]\n'],
  ])('an entry is added to the kustomization %j', (before, after) => {
    expect(edit(before, targetOf('acme/api:8', { create: true }), 'kustomization.yaml').after).toBe(after);
  });

  it('an image that moves gets its new name in the entry', () => {
    const { after } = edit('kind: Kustomization\n', targetOf('api=acme/api:v1', { create: true }));
    expect(after).toBe('kind: Kustomization\nimages:\n- name: api\n  newName: acme/api\n  newTag: v1\n');
  });

  it('a repository gets the field for its tag', () => {
    const { after } = edit('image:\n  repository: acme/api # x\n', targetOf('acme/api:8', { create: true }));
    expect(after).toBe('image:\n  repository: acme/api # x\n  tag: "8"\n');
  });
});
