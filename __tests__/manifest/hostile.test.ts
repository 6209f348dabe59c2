import { DeployError } from '../../src/errors.ts';
import { parseReference } from '../../src/image/reference.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import { parsePath } from '../../src/manifest/field-path.ts';
import { editText, fileOf, target } from '../../testing/edit-check.ts';
import { errorCode, refusal } from '../../testing/refusal.ts';

const next = target({ images: [{ to: { name: 'acme/api', tag: 'v2' } }] });
const image = 'image: acme/api:v1\n';

describe('a file that was made to hurt', () => {
  test.each<[string, string]>([
    ['opens ten thousand flow lists', `${image}a: ${'['.repeat(10_000)}\n`],
    ['opens ten thousand flow maps', `${image}a: ${'{a: '.repeat(10_000)}\n`],
    ['nests and closes ten thousand flow lists', `${image}a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['nests ten thousand lists on one line', `${image}a:\n  ${'- '.repeat(10_000)}x\n`],
    [
      'nests five thousand maps',
      `${image}${Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`,
    ],
    ['never ends its quotes', `${image}a: "${'x'.repeat(100_000)}\n`],
  ])('that %s is refused in so many words', (_what, text) => {
    const error = refusal(() => editManifests([fileOf(text)], next));
    expect(error.code).toMatch(/^(?:not-editable|invalid-yaml)$/);
    expect(error.remedy).not.toBe('');
    expect(error.message.length).toBeLessThan(1000);
  });

  test('an alias bomb is edited without setting it off, or refused', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`,
    );
    const text = `${image}l0: &l0 [x, x]\n${levels.join('\n')}\n`;
    expect(editedOrRefused(text)).toBe(true);
  });

  test('merge keys that merge each other nine times over do no harm', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `m${level + 1}: &m${level + 1} {<<: [${`*m${level}, `.repeat(9)}]}`,
    );
    expect(editedOrRefused(`${image}m0: &m0 {a: b}\n${levels.join('\n')}\n`)).toBe(true);
  });

  test('an alias inside its own anchor ends', () => {
    expect(editedOrRefused(`${image}a: &a [*a, &b {c: *b}]\n`)).toBe(true);
    expect(editedOrRefused(`${image}a: &a {<<: *a, b: *a}\n`)).toBe(true);
  });

  test('a byte more than five megabytes is refused by its size', () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024 + 1, '# acme/api\n');
    expect(errorCode(() => editManifests([{ path: 'big.yaml', bytes }], next))).toBe('not-editable');
  });

  test('tabs for indentation are refused, tabs elsewhere are not', () => {
    expect(errorCode(() => editText('a:\n\timage: acme/api:v1\n', next))).toBe('invalid-yaml');
    expect(editText('a:\n  image:\tacme/api:v1\t# x\n', next)).toBe('a:\n  image:\tacme/api:v2\t# x\n');
  });

  test('a document with five thousand comments, keys and images is read in a moment', () => {
    const lines = Array.from(
      { length: 5000 },
      (_, index) => `k${index}: {image: "acme/x${index}:v1"} # acme/api:v1`,
    );
    const text = `${lines.join('\n')}\n${image}`;
    expect(editText(text, next)).toBe(text.replace(image, 'image: acme/api:v2\n'));
  });
});

describe('keys and selectors that name what objects inherit', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

  test.each(names)('%s as a key is a key', (key) => {
    const text = `${key}:\n  ${key}: {${key}: 1, image: acme/api:v1}\n`;
    expect(editText(text, next)).toBe(text.replace('v1', 'v2'));
    expect({}).not.toHaveProperty('image');
  });

  test.each(names)('%s as a field path that is not there is not found', (key) => {
    const set = [{ path: `${key}.${key}.x`, value: 'polluted', fromImage: false }];
    expect(errorCode(() => editText('a: {b: 1}\n', target({ set })))).toBe('path-not-found');
    expect(Object.prototype).not.toHaveProperty('x');
  });

  test.each(names)('%s as a selector selects nothing', (key) => {
    const select = { ...next.select, kind: [key], name: [key], namespace: [key], container: [key] };
    expect(errorCode(() => editText(image, { ...next, select }))).toBe('image-not-found');
  });
});

test.each([
  ['breaks out of its quotes', 'v1"\n  evil: true'],
  ['opens a template', '{{ .Values.tag }}'],
  ['is an alias', '*a'],
  ['is a tag of YAML', '!!js/function'],
  ['is a megabyte long', '1'.repeat(1_000_000)],
  ['ends a line', 'v1\n'],
  ['hides right to left', 'v1\u202E'],
])('a tag that %s is no reference', (_what, tag) => {
  expect(parseReference(`acme/api:${tag}`)).toBeUndefined();
});

test.each([
  ['ends the line', 'x\nevil: true'],
  ['ends the quotes', '"\nevil: "true'],
  ['starts a comment', 'x # y'],
  ['opens a map', '{evil: true}'],
  ['is an alias', '*anchor'],
  ['hides right to left', 'x\u202Ey'],
  ['is a control character', '\u0007\u001b[31m'],
])('a value for a field that %s stays one value of it', (_what, value) => {
  for (const text of ['a: {b: old}\nc: 1\n', "a:\n  b: 'old' # c\n", 'a:\n  b: "old"\n']) {
    const after = editText(text, target({ set: [{ path: 'a.b', value, fromImage: false }] }));
    expect(after.split('\n')).toHaveLength(text.split('\n').length);
    expect(
      editText(after, target({ set: [{ path: 'a.b', value: 'old', fromImage: false }] })).replaceAll(
        /["']/g,
        '',
      ),
    ).toBe(text.replaceAll(/["']/g, ''));
  }
});

test.each([
  ['nothing', ''],
  ['a dot', '.'],
  ['two dots in a row', 'a..b'],
  ['a final dot', 'a.'],
  ['an open bracket', '[x'],
  ['an empty bracket', 'a[]'],
  ['a negative index', 'a[-1]'],
  ['a match without a field', 'a[=x]'],
  ['five thousand keys and an open bracket', `${'a.'.repeat(5000)}[`],
  ['a lone backslash', '\\'],
])('%s is no field path', (_what, path) => {
  expect(errorCode(() => parsePath(path))).toBe('invalid-input');
});

function editedOrRefused(text: string): boolean {
  try {
    return editText(text, next) === text.replace('api:v1', 'api:v2');
  } catch (error) {
    return error instanceof DeployError;
  }
}
