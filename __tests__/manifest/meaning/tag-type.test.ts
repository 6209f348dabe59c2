import { edit, refusal, targetOf } from '../support.ts';

const set = (path: string, value: string, create = false) =>
  targetOf([], { set: [{ path, value, fromImage: false }], create });

it.each<[string, string, string, string, string]>([
  ['a float', 'image:\n  tag: 1.19', 'image.tag', '1.20', 'image:\n  tag: "1.20"'],
  ['a number', 'image_tag: 12', 'image_tag', '1e3', 'image_tag: "1e3"'],
  ['null', 'image_tag: ~', 'image_tag', '1e3', 'image_tag: "1e3"'],
  ['nothing', 'image_tag: # none', 'image_tag', '1e3', 'image_tag: "1e3" # none'],
  ['a whole number', 'imageTag: 7', 'imageTag', '8', 'imageTag: "8"'],
  ['a key in capitals', 'env: {IMAGE_TAG: 1.19}', 'env.IMAGE_TAG', '1.20', 'env: {IMAGE_TAG: "1.20"}'],
  ['a boolean', 'tag: true', 'tag', 'no', 'tag: "no"'],
  ['a key with dots', 'set: {image.tag: 1.19}', 'set.image\\.tag', '1.20', 'set: {image.tag: "1.20"}'],
  [
    'a parameter',
    'parameters:\n- name: image.tag\n  value: 1.19',
    'parameters.[name=image.tag].value',
    '1.20',
    'parameters:\n- name: image.tag\n  value: "1.20"',
  ],
  ['JSON', '{"image": {"tag": 1.19}}', 'image.tag', '1.20', '{"image": {"tag": "1.20"}}'],
  [
    'a version that is no whole number',
    'app:\n  version: 1.19',
    'app.version',
    '1.20',
    'app:\n  version: "1.20"',
  ],
  [
    'an entry of a kustomization',
    'images:\n- newTag: 1.19',
    'images.0.newTag',
    '1.20',
    'images:\n- newTag: "1.20"',
  ],
])('writes a tag as a string over %s', (_what, before, path, value, after) => {
  expect(edit(`${before}\n`, set(path, value)).after).toBe(`${after}\n`);
  expect(edit(`${after}\n`, set(path, value)).files).toEqual([]);
});

it('makes a string of a number that has its letters already', () => {
  expect(edit('image: {tag: 1.20}\n', set('image.tag', '1.20')).after).toBe('image: {tag: "1.20"}\n');
});

it('adds a tag as a string', () => {
  expect(edit('image:\n  a: 1\n', set('image.tag', '1.20', true)).after).toBe(
    'image:\n  a: 1\n  tag: "1.20"\n',
  );
});

it.each<[string, string, string, string]>([
  ['a number', 'replicas: 2', 'replicas', 'replicas: 3'],
  ["a schema's version", 'version: 2', 'version', 'version: 3'],
  ['a word that ends in the same letters', 'stage: 2', 'stage', 'stage: 3'],
  ['a number with its type', 'replicas: !!int 2', 'replicas', 'replicas: !!int 3'],
])('keeps the type of %s', (_what, before, path, after) => {
  expect(edit(`${before}\n`, set(path, '3')).after).toBe(`${after}\n`);
});

it.each<[string, string]>([
  ['!!float', 'image: {repository: acme/api, tag: !!float 1.19}'],
  ['!!int', 'image: {repository: acme/api, tag: !!int 7}'],
  ['!Ref', 'image: {repository: acme/api, tag: !Ref ImageTag}'],
])('never writes a tag behind %s', (type, text) => {
  const found = refusal(`${text}\n`, targetOf('acme/api:v2'));
  expect(found).toMatchObject({ code: 'not-editable' });
  expect(found.message).toContain(`"${type}" before its tag`);
  const byPath = refusal(`${text}\n`, set('image.tag', 'v2'));
  expect(byPath).toMatchObject({ code: 'not-editable', remedy: `remove "${type}" from the file` });
});

it('writes a tag behind !!str, and a reference behind any other', () => {
  const text = 'a: {image: {repository: acme/api, tag: !!str 1.19}}\nb: {image: !Sub "acme/api:1.19"}\n';
  const after = 'a: {image: {repository: acme/api, tag: !!str "1.20"}}\nb: {image: !Sub "acme/api:1.20"}\n';
  expect(edit(text, targetOf('acme/api:1.20')).after).toBe(after);
});
