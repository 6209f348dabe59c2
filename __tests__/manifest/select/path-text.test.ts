// Whether a text that cannot be read may hold a field: by its keys, in the time that it takes to read it once.
import { parsePath } from '../../../src/manifest/field-path.ts';
import { mayHoldPath } from '../../../src/manifest/select/path-text.ts';

const may = (text: string, path: string): boolean => mayHoldPath(text, parsePath(path));

test.each([
  ['keys below each other', 'image:\n  tag: {{ .x }}\n', 'image.tag', true],
  ['other keys between', 'spec:\n  values:\n    image:\n      tag: x\n', 'spec.image.tag', true],
  ['a key of a list item', 'list:\n  - name: a\n    tag: x\n', 'list.[name=a].tag', true],
  ['keys behind each other in one line', 'image: {repository: x, tag: {{ .x }}}\n', 'image.tag', true],
  ['an object of a list', 'items:\n  - image:\n      tag: x\n', 'image.tag', true],
  ['a quoted key', '"image":\n  \'tag\' : x\n', 'image.tag', true],
  ['JSON', '{"a": {"image": {"name": 1, "tag": }}}', 'image.tag', true],
  ['the keys in another order', 'tag:\n  image: x\n', 'image.tag', false],
  ['a key that is no child', 'image:\n  name: x\ntag: y\n', 'image.tag', false],
  ['a path that does not start at the root', 'a:\n  image:\n    tag: x\n', 'image.tag', false],
  ['a key that only ends alike', 'image:\n  old-tag: x\n', 'image.tag', false],
  ['a comment', '# image: {tag: x}\n', 'image.tag', false],
  ['JSON in another order', '{"tag": 1, "image": }', 'image.tag', false],
])('%s', (_, text, path, expected) => {
  expect(may(text, path)).toBe(expected);
});

const many = 200_000;

test.each([
  ['keys without the last one, in JSON', `{${'"a": {"b": {"c": 1}}, '.repeat(many / 4)}`, false],
  ['keys without the last one, in a line', `a: {{ x }} ${'b: c: '.repeat(many)}`, false],
  ['spaces behind a word', `a${' '.repeat(many)}`, false],
  ['dashes', '- '.repeat(many), false],
  ['folders of keys', Array.from({ length: 1500 }, (_, at) => `${' '.repeat(at)}b:`).join('\n'), false],
])('a long text of %s is read once', (_, text, expected) => {
  expect(may(text, 'a.b.c.d.e')).toBe(expected);
});
