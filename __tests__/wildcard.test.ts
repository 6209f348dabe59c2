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
