import fc from 'fast-check';
import picomatch from 'picomatch';
import { globTest } from '../src/glob-test.ts';
import { matchesList } from '../src/wildcard.ts';
import { refusal } from '../testing/refusal.ts';

test.each([
  ['apps/{a,b}/x.yaml', 'apps/b/x.yaml', true],
  ['apps/{a,b/c}/x.yaml', 'apps/b/c/x.yaml', true],
  ['{a,{b,c}d}.yaml', 'cd.yaml', true],
  ['{a,{b,c}d}.yaml', 'c.yaml', false],
  ['v{1..12}.yaml', 'v10.yaml', true],
  ['v{1..12}.yaml', 'v13.yaml', false],
  ['v{01..12}.yaml', 'v09.yaml', true],
  ['{a..c}.yaml', 'b.yaml', true],
  ['a{b}c', 'a{b}c', true],
  ['a{b', 'a{b', true],
  ['{x,a{b}', 'ab', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[^a-c]x', 'dx', true],
  ['[]a]x', ']x', true],
  ['[a-]x', '-x', true],
  ['a[b', 'a[b', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['?x', '.x', false],
  ['[.a]x', '.x', false],
  ['.?', '.x', true],
  ['@(a|b)/x', 'b/x', true],
  ['x?(.prod).yaml', 'x.yaml', true],
  ['x?(.prod).yaml', 'x.prod.yaml', true],
  ['!(a).yaml', 'b.yaml', true],
  ['!(a).yaml', 'a.yaml', false],
  ['apps (1)/*.yaml', 'apps (1)/x.yaml', true],
  ['./a/*', 'a/b', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/.x/b', false],
])('the glob %s and the path %s: %s', (glob, path, matches) => {
  expect(globTest(glob)(path)).toBe(matches);
});

test.each([
  ['+(a|aa)+(a|aa)b', 'repeat'],
  [`${'{a,b}'.repeat(40)}`, 'more than 256'],
  ['{1..9999}', 'more than 256'],
  ['!(a)*b*c*d', 'too many stars'],
])('the glob %s is refused, with other words to write', (glob, says) => {
  const { code, message, remedy } = refusal(() => globTest(glob));
  expect([code, message, remedy]).toEqual([
    'invalid-input',
    expect.stringContaining(says),
    expect.stringMatching(/"\*"/),
  ]);
});

test('a glob of braces and classes matches as picomatch has it', () => {
  const part = fc.oneof(
    fc.stringMatching(/^[ab*?]{1,3}$/).filter((text) => !text.includes('**')),
    fc.constantFrom('[ab]', '[^a]', '[a-b]x', '{a,b}', '{a,bb}*', 'a{,b}'),
  );
  const name = fc.stringMatching(/^[abx]{1,3}$/);
  const glob = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(glob, fc.array(name, { minLength: 1, maxLength: 3 }), (text, names) => {
      expect(globTest(text)(names.join('/'))).toBe(picomatch(text)(names.join('/')));
    }),
    { numRuns: 2000 },
  );
});

/** How often a character is compared with one of the pattern. */
function stepsOf(pattern: string, text: string): number {
  let steps = 0;
  matchesList(pattern.split(''), text.split(''), {
    isStar: (wanted) => wanted === '*',
    takes: (wanted, found) => {
      steps += 1;
      return wanted === found;
    },
    mayPass: () => true,
  });
  return steps;
}

test.each([1, 4, 8, 40])('ten times the text is ten times the steps, with %i stars', (stars) => {
  const pattern = `${'*a'.repeat(stars)}b`;
  const [short, long] = [500, 5000].map((length) => stepsOf(pattern, 'a'.repeat(length))) as [number, number];
  expect(long).toBeLessThan(12 * short);
});
