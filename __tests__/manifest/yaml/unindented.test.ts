import { joinUnindented } from '../../../src/manifest/yaml/unindented.ts';
import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('acme/api:v2');

it('keeps every offset', () => {
  const text = "a:\r\n  b: 'one\r\n  two'\r\n  c: [d,\r\n  e]\r\n";
  expect(joinUnindented(text)).toBe("a:\r\n  b: 'one    two'\r\n  c: [d,    e]\r\n");
});

it('has nothing to join where all is indented', () => {
  expect(joinUnindented("a:\n  b: 'one\n    two'\n  c: [\n    d\n  ]\n  e: |\n    'f\n")).toBeUndefined();
});

it('edits behind hundreds of such values, line ends of Windows included', () => {
  const field = "    - description: 'First\n    and second'\n";
  const text = `spec:\n  fields:\n${field.repeat(300)}  image: acme/api:v1\n`;
  for (const each of [text, text.replaceAll('\n', '\r\n')])
    expect(edit(each, next).after).toBe(each.replace('v1', 'v2'));
});

it.each<[string, string]>([
  ['a quote that is never closed', "a:\n  b: 'one\n  two\n  image: acme/api:v1\n"],
  ['a bracket that is never closed', 'a:\n  b: [one,\n  two\n  image: acme/api:v1\n'],
  ['a comment in brackets, which would swallow what follows', 'b:\n  c: [one, # 1\n  acme/api:v1]\n'],
  ['a quote that closes in the middle of a later value', "a:\n  b: 'one\n  c: it's\n  image: acme/api:v1\n"],
])('refuses %s', (_what, text) => {
  const { code, message } = refusal(text, next);
  expect(code).toBe('invalid-yaml');
  expect(message).toMatch(/^Cannot read "app\.yaml": line \d+: /);
});
