import { neutralise } from '../../src/report/neutralise.ts';

test.each([
  ['a workflow command at the start of a line', 'remote:\n::set-output name=x::y', /(^|\n)\s*::set-output/],
  ['a masking command', '::add-mask::x', /::add-mask::/],
  ['an older command in the middle of a line', 'x ##[stop-commands]y', /##\[/],
  ['a colour', '\u001b[31mred\u001b[0m', /\u001b|\[31m/],
  ['a terminal title', '\u001b]0;title\u0007x', /\u001b|\u0007/],
  ['a carriage return over the line before', 'good\rbad', /\r/],
  ['a bidirectional override', 'abc\u202Edef', /\u202E/],
  ['a zero-width space', 'a\u200Bb', /\u200B/],
])('%s is disarmed', (_, text, dangerous) => {
  expect(text).toMatch(dangerous);
  expect(neutralise(text)).not.toMatch(dangerous);
});

test('ordinary text stays: lines, tabs, accents, colons, addresses', () => {
  const text = 'a: b\n\tC::D\n[fe80::1]:80 é 日本';
  expect(neutralise(text)).toBe(text);
});
