import fc from 'fast-check';
import picomatch from 'picomatch';
import { pathTest } from '../src/glob-names.ts';
import { globTest } from '../src/glob-test.ts';
import { matchesWildcard } from '../src/wildcard.ts';

test.each([
  ['a star stands for any text', 'api-*', 'api-1.2', true],
  ['a star stands for no text', 'api*', 'api', true],
  ['a star stands for line ends', 'a*c', 'a\nb\nc', true],
  ['a question mark stands for one character', 'v?', 'v1', true],
  ['a question mark stands for no more than one', 'v?', 'v12', false],
  ['the whole text counts', 'api', 'api-1', false],
  ['a dot stands for itself', 'v1.2', 'v1x2', false],
  ['brackets stand for themselves', '[ab]+(c)', '[ab]+(c)', true],
  ['a backslash stands for itself', 'a\\d', 'a\\d', true],
])('%s', (_rule, pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('a pattern of forty stars is answered', () => {
  expect(matchesWildcard(`${'*a'.repeat(40)}b`, 'a'.repeat(5000))).toBe(false);
  expect(pathTest(`${'**/*a*/'.repeat(20)}b`)(`${'a/'.repeat(200)}c`)).toBe(false);
  expect(globTest(`${'*a'.repeat(40)}b`)('a'.repeat(5000))).toBe(false);
});

const someName = fc.stringMatching(/^[.ab]{1,4}$/);

test('a glob of stars matches as picomatch has it', () => {
  const part = fc.oneof(
    fc.constant('**'),
    fc.stringMatching(/^[.ab*?]{1,4}$/).filter((text) => !/\*\*|^\.+$/.test(text)),
  );
  const path = fc.array(
    // To picomatch, but to no shell, "*.*" is not "a.".
    someName.filter((name) => !name.endsWith('.')),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), path, (parts, names) => {
      // A path that is the folder itself is no file in it.
      fc.pre(parts.at(-1) !== '**');
      expect(pathTest(parts.join('/'))(names.join('/'))).toBe(picomatch(parts.join('/'))(names.join('/')));
    }),
    { numRuns: 2000 },
  );
});
